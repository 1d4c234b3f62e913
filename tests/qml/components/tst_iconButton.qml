// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components

Item {
    id: scene
    width: 200
    height: 200

    IconButton {
        id: button
        iconName: "close"
        text: "Dismiss"
    }
    SignalSpy {
        id: clicks
        target: button
        signalName: "clicked"
    }
    TestCase {
        name: "IconButton"
        when: windowShown

        function init(): void {
            failOnWarning(/.?/)
            button.enabled = true
            button.forceActiveFocus()
            clicks.clear()
        }
        function test_hasANameWithoutAWord(): void {
            compare(button.Accessible.name, "Dismiss")
            compare(button.Accessible.role, Accessible.Button)
        }
        function test_isPressedByKeysAndPointer(): void {
            keyClick(Qt.Key_Return)
            keyClick(Qt.Key_Enter)
            keyClick(Qt.Key_Space)
            mouseClick(button)
            button.Accessible.pressAction()
            compare(clicks.count, 5)
        }
        function test_disabledDoesNothingAndLooksIt(): void {
            const bright = button.opacity
            button.enabled = false
            keyClick(Qt.Key_Return)
            mouseClick(button)
            compare(clicks.count, 0)
            verify(button.opacity < bright)
        }
    }
}
