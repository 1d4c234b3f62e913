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
            box.forceActiveFocus()
            toggles.clear()
        }
        function test_keysToggle_data(): list<var> {
            return [{tag: "Return", key: Qt.Key_Return}, {tag: "Space", key: Qt.Key_Space}]
        }
        function test_keysToggle(data: var): void {
            keyClick(data.key)
            verify(box.checked)
            verify(box.Accessible.checked)
            compare(toggles.count, 1)
            keyClick(data.key)
            verify(!box.checked)
        }
        function test_saysWhatItIs(): void {
            compare(box.Accessible.role, Accessible.CheckBox)
            compare(box.Accessible.name, box.text)
        }
    }
}
