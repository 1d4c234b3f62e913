// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components

Item {
    id: scene
    width: 400
    height: 100

    Item {
        id: around
        property int escapes: 0
        Keys.onEscapePressed: ++around.escapes

        SearchField {
            id: field
            label: "Search"
        }
    }
    TestCase {
        name: "SearchField"
        when: windowShown

        function init(): void {
            failOnWarning(/.?/)
            field.clear()
            field.forceActiveFocus()
        }
        function test_escapeEmptiesIt(): void {
            keyClick("x")
            compare(field.text, "x")
            keyClick(Qt.Key_Escape)
            compare(field.text, "")
            verify(field.activeFocus)
        }
        function test_escapeGoesOnWhenThereIsNothingToEmpty(): void {
            keyClick("x")
            keyClick(Qt.Key_Escape)
            compare(around.escapes, 0)
            keyClick(Qt.Key_Escape)
            compare(around.escapes, 1)
        }
        function test_hasAName(): void {
            compare(field.Accessible.role, Accessible.EditableText)
            compare(field.Accessible.name, "Search")
        }
    }
}
