// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components

Item {
    id: scene
    width: 400
    height: 100

    TextField {
        id: field
        label: "Reason"
        placeholderText: "why"
    }
    Item {
        id: after
    }
    TestCase {
        name: "TextField"
        when: windowShown

        function init(): void {
            failOnWarning(/.?/)
            field.clear()
            field.error = ""
            field.forceActiveFocus()
        }
        function test_takesText(): void {
            keyClick("a")
            keyClick("b")
            compare(field.text, "ab")
        }
        function test_saysWhatIsWrong(): void {
            compare(field.Accessible.role, Accessible.EditableText)
            compare(field.Accessible.name, "Reason")
            const calm = String(field.background.border.color)
            field.error = "expected 1 to 100"
            compare(field.Accessible.description, "expected 1 to 100")
            verify(String(field.background.border.color) !== calm)
        }
        function test_showsWhatIsWrong(): void {
            const tip = Array.from(field.data).find(child => child instanceof ToolTip)
            verify(!tip.visible)
            field.error = "expected 1 to 100"
            tryCompare(tip, "opened", true)
            compare(tip.contentItem.text, "expected 1 to 100")
            after.forceActiveFocus()
            tryCompare(tip, "visible", false)
        }
        function test_focusIsSeen(): void {
            compare(field.background.border.width, 2)
            after.forceActiveFocus()
            compare(field.background.border.width, 1)
        }
        function test_thePlaceholderGivesWay(): void {
            const placeholder = Array.from(field.children).find(child => child.text === "why")
            verify(placeholder.visible)
            keyClick("a")
            verify(!placeholder.visible)
        }
    }
}
