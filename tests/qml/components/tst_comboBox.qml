// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components

Item {
    id: scene
    width: 400
    height: 400

    ComboBox {
        id: box
        label: "Strategy"
        model: ["Direct", "Rolling", "Canary"]
    }
    SignalSpy {
        id: chosen
        target: box
        signalName: "activated"
    }
    TestCase {
        name: "ComboBox"
        when: windowShown

        function init(): void {
            failOnWarning(/.?/)
            box.currentIndex = 0
            box.enabled = true
            box.error = ""
            box.forceActiveFocus()
            chosen.clear()
        }
        function test_saysItsNameAndChoice(): void {
            compare(box.Accessible.role, Accessible.ComboBox)
            compare(box.Accessible.name, "Strategy: Direct")
            box.currentIndex = 2
            compare(box.Accessible.name, "Strategy: Canary")
        }
        function test_saysAndShowsWhatIsWrong(): void {
            const calm = String(box.background.border.color)
            box.error = "choose one that is offered"
            compare(box.Accessible.description, "choose one that is offered")
            verify(String(box.background.border.color) !== calm)
        }
        function test_disabledChoosesNothing(): void {
            box.enabled = false
            keyClick(Qt.Key_Down)
            mouseClick(box)
            compare(box.currentIndex, 0)
            verify(!box.popup.visible)
        }
        function test_thePointerChooses(): void {
            mouseClick(box)
            tryCompare(box.popup, "opened", true)
            const list = box.popup.contentItem
            tryVerify(() => list.itemAtIndex(2) !== null)
            compare(list.itemAtIndex(2).Accessible.name, "Canary")
            mouseClick(list.itemAtIndex(2))
            tryCompare(box.popup, "visible", false)
            compare(box.currentIndex, 2)
        }
        function test_arrowsChoose(): void {
            keyClick(Qt.Key_Down)
            compare(box.currentIndex, 1)
            compare(chosen.count, 1)
            keyClick(Qt.Key_Up)
            keyClick(Qt.Key_Up)
            compare(box.currentIndex, 0)
        }
        function test_theListOpensAndChoosesByKey_data(): list<var> {
            return [{tag: "Return", key: Qt.Key_Return}, {tag: "Space", key: Qt.Key_Space}]
        }
        function test_theListOpensAndChoosesByKey(data: var): void {
            keyClick(data.key)
            tryCompare(box.popup, "opened", true)
            keyClick(Qt.Key_Down)
            keyClick(data.key)
            tryCompare(box.popup, "visible", false)
            compare(box.currentIndex, 1)
            compare(chosen.count, 1)
        }
        function test_escapeChoosesNothing(): void {
            keyClick(Qt.Key_Return)
            tryCompare(box.popup, "opened", true)
            keyClick(Qt.Key_Down)
            keyClick(Qt.Key_Escape)
            tryCompare(box.popup, "visible", false)
            compare(box.currentIndex, 0)
        }
    }
}
