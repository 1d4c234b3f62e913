// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components

Item {
    id: scene
    width: 400
    height: 100

    SearchField {
        id: field
        label: "Search"
    }
    TestCase {
        name: "SearchField"
        when: windowShown

        function test_escapeEmptiesIt(): void {
            failOnWarning(/.?/)
            field.forceActiveFocus()
            keyClick("x")
            compare(field.text, "x")
            keyClick(Qt.Key_Escape)
            compare(field.text, "")
            verify(field.activeFocus)
        }
        function test_hasAName(): void {
            compare(field.Accessible.name, "Search")
        }
    }
}
