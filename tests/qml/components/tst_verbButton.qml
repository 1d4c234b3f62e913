// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components

Item {
    id: scene
    width: 400
    height: 200

    VerbButton {
        id: button
        text: "Promote"
        whyNot: "nothing bakes now"
    }
    SignalSpy {
        id: requests
        target: button
        signalName: "requested"
    }
    TestCase {
        name: "VerbButton"
        when: windowShown

        function init(): void {
            failOnWarning(/.?/)
            button.allowed = true
            button.forceActiveFocus()
            requests.clear()
        }
        function test_shiftSkipsTheGrace(): void {
            keyClick(Qt.Key_Return)
            compare(requests.signalArguments[0][0], false)
            keyClick(Qt.Key_Return, Qt.ShiftModifier)
            compare(requests.signalArguments[1][0], true)
            keyClick(Qt.Key_Return)
            compare(requests.signalArguments[2][0], false)
        }
        function test_saysWhyItIsNotPossible(): void {
            button.allowed = false
            keyClick(Qt.Key_Return)
            mouseClick(button)
            compare(requests.count, 0)
            compare(button.Accessible.description, "nothing bakes now")
            verify(button.Accessible.name !== button.text)
            verify(button.activeFocus)
        }
    }
}
