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
            box.forceActiveFocus()
            chosen.clear()
        }
        function test_saysItsNameAndChoice(): void {
            compare(box.Accessible.role, Accessible.ComboBox)
            compare(box.Accessible.name, "Strategy: Direct")
            box.currentIndex = 2
            compare(box.Accessible.name, "Strategy: Canary")
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
