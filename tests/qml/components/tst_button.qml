// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components

Item {
    id: scene
    width: 400
    height: 200

    Button {
        id: button
        text: "Deploy"
        hint: "Ctrl+Return"
    }
    SignalSpy {
        id: clicks
        target: button
        signalName: "clicked"
    }
    TestCase {
        name: "Button"
        when: windowShown

        function init(): void {
            failOnWarning(/.?/)
            button.enabled = true
            button.text = "Deploy"
            button.forceActiveFocus()
            clicks.clear()
        }
        function test_saysWhatItIs(): void {
            compare(button.Accessible.role, Accessible.Button)
            compare(button.Accessible.name, "Deploy")
            compare(button.Accessible.description, "Ctrl+Return")
        }
        function test_isPressedByKeysAndPointer(): void {
            keyClick(Qt.Key_Return)
            keyClick(Qt.Key_Enter)
            keyClick(Qt.Key_Space)
            compare(clicks.count, 3)
            mouseClick(button)
            compare(clicks.count, 4)
        }
        function test_disabledDoesNothing(): void {
            button.enabled = false
            keyClick(Qt.Key_Return)
            mouseClick(button)
            compare(clicks.count, 0)
        }
        function test_screenReadersPressIt(): void {
            button.Accessible.pressAction()
            compare(clicks.count, 1)
        }
        function test_growsWithItsText(): void {
            const narrow = button.implicitWidth
            button.text = "Deploy to every node of the farm"
            tryVerify(() => button.implicitWidth > narrow)
        }
    }
}
