// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components

FocusScope {
    id: scene
    width: 400
    height: 300
    focus: true

    Column {
        Button {
            id: before
            text: "before"
        }
        TextArea {
            id: area
            label: "Reason"
            placeholderText: "why"
        }
        Button {
            id: after
            text: "after"
        }
    }
    TestCase {
        name: "TextArea"
        when: windowShown

        function init(): void {
            failOnWarning(/.?/)
            area.clear()
            area.forceActiveFocus()
        }
        function test_tabMovesOn(): void {
            keyClick(Qt.Key_Tab)
            verify(after.activeFocus)
            compare(area.text, "")
            area.forceActiveFocus()
            keyClick(Qt.Key_Backtab)
            verify(before.activeFocus)
        }
        function test_saysWhatIsWrong(): void {
            compare(area.Accessible.role, Accessible.EditableText)
            const calm = String(area.background.border.color)
            area.error = "a reason is needed"
            compare(area.Accessible.description, "a reason is needed")
            verify(String(area.background.border.color) !== calm)
            area.error = ""
        }
        function test_growsWithItsLines(): void {
            const low = area.height
            area.text = "a\n".repeat(12)
            tryVerify(() => area.height > low)
            verify(area.height >= area.contentHeight)
        }
        function test_takesLines(): void {
            keyClick("a")
            keyClick(Qt.Key_Return)
            keyClick("b")
            compare(area.text, "a\nb")
            compare(area.Accessible.name, "Reason")
        }
    }
}
