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

        function test_hasANameWithoutAWord(): void {
            failOnWarning(/.?/)
            compare(button.Accessible.name, "Dismiss")
            compare(button.Accessible.role, Accessible.Button)
        }
        function test_isPressedByKeysAndPointer(): void {
            button.forceActiveFocus()
            keyClick(Qt.Key_Return)
            keyClick(Qt.Key_Space)
            mouseClick(button)
            compare(clicks.count, 3)
        }
    }
}
