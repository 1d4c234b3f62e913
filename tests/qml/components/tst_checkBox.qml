// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components

Item {
    id: scene
    width: 400
    height: 100

    CheckBox {
        id: box
        text: "Replace the one that runs"
    }
    SignalSpy {
        id: toggles
        target: box
        signalName: "toggled"
    }
    TestCase {
        name: "CheckBox"
        when: windowShown

        function init(): void {
            failOnWarning(/.?/)
            box.checked = false
            box.enabled = true
            box.text = "Replace the one that runs"
            box.forceActiveFocus()
            toggles.clear()
        }
        function test_keysToggle_data(): list<var> {
            return [{tag: "Return", key: Qt.Key_Return}, {tag: "Enter", key: Qt.Key_Enter},
                    {tag: "Space", key: Qt.Key_Space}]
        }
        function test_keysToggle(data: var): void {
            keyClick(data.key)
            verify(box.checked)
            verify(box.Accessible.checked)
            compare(toggles.count, 1)
            keyClick(data.key)
            verify(!box.checked)
        }
        function test_thePointerToggles(): void {
            mouseClick(box)
            verify(box.checked)
            compare(toggles.count, 1)
        }
        function test_disabledStaysAsItIs(): void {
            box.enabled = false
            keyClick(Qt.Key_Return)
            mouseClick(box)
            verify(!box.checked)
            compare(toggles.count, 0)
        }
        function test_longWordsWrap(): void {
            const low = box.height
            box.width = 120
            box.text = "Replace the deployment that runs now and roll back what it has changed so far"
            tryVerify(() => box.height > low)
            verify(box.height >= box.contentItem.contentHeight)
            box.width = undefined
        }
        function test_saysWhatItIs(): void {
            compare(box.Accessible.role, Accessible.CheckBox)
            compare(box.Accessible.name, box.text)
        }
    }
}
