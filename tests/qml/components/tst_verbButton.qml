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
    Button {
        y: 100
        text: "Other"
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
        function test_keysAskWithAndWithoutShift_data(): list<var> {
            return [{tag: "Return", key: Qt.Key_Return}, {tag: "Enter", key: Qt.Key_Enter},
                    {tag: "Space", key: Qt.Key_Space}]
        }
        function test_keysAskWithAndWithoutShift(data: var): void {
            keyClick(data.key, Qt.ShiftModifier)
            keyClick(data.key)
            compare(requests.signalArguments[0][0], true)
            compare(requests.signalArguments[1][0], false)
        }
        function test_thePointerAsksWithAndWithoutShift(): void {
            mouseClick(button, 5, 5, Qt.LeftButton, Qt.ShiftModifier)
            mouseClick(button)
            compare(requests.signalArguments[0][0], true)
            compare(requests.signalArguments[1][0], false)
        }
        function test_shiftBeforeTheClickKeepsTheGrace(): void {
            // Back to another button and here again: Shift was pressed while the focus was here.
            keyClick(Qt.Key_Backtab, Qt.ShiftModifier)
            verify(!button.activeFocus)
            button.forceActiveFocus()
            keyClick(Qt.Key_Return)
            compare(requests.signalArguments[0][0], false)
        }
        function test_shiftAloneIsNoAnswer(): void {
            keyClick(Qt.Key_Shift)
            button.Accessible.pressAction()
            compare(requests.signalArguments[0][0], false)
        }
        function test_aDragAwayForgetsShift(): void {
            mousePress(button, 5, 5, Qt.LeftButton, Qt.ShiftModifier)
            mouseMove(scene, scene.width - 1, scene.height - 1, -1, Qt.LeftButton)
            mouseRelease(scene, scene.width - 1, scene.height - 1)
            compare(requests.count, 0)
            button.Accessible.pressAction()
            compare(requests.signalArguments[0][0], false)
        }
        function test_saysWhyItIsNotPossible(): void {
            button.allowed = false
            keyClick(Qt.Key_Return)
            mouseClick(button)
            compare(requests.count, 0)
            compare(button.Accessible.description, "nothing bakes now")
            compare(button.Accessible.name, "Promote (not possible now)")
            verify(button.activeFocus)
        }
    }
}
