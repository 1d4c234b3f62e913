// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components

Item {
    id: scene
    width: 400
    height: 100

    Segments {
        id: segments
        label: "Show"
        texts: ["Waiting", "Decided", "All"]
        onChosen: index => segments.current = index
    }
    TestCase {
        name: "Segments"
        when: windowShown

        // The choices by their accessible names.
        function choice(name: string): Item {
            const row = segments.children[0]
            for (let i = 0; i < row.children.length; ++i) {
                if (row.children[i].Accessible.name === name)
                    return row.children[i]
            }
            return null
        }
        function init(): void {
            failOnWarning(/.?/)
            segments.texts = ["Waiting", "Decided", "All"]
            segments.current = 0
        }
        function test_arrowsMoveAndStopAtTheEnds(): void {
            choice("Waiting").forceActiveFocus()
            keyClick(Qt.Key_Left)
            compare(segments.current, 0)
            keyClick(Qt.Key_Right)
            compare(segments.current, 1)
            keyClick(Qt.Key_Right)
            compare(segments.current, 2)
            verify(choice("All").activeFocus)
            keyClick(Qt.Key_Right)
            compare(segments.current, 2)
            keyClick(Qt.Key_Left)
            compare(segments.current, 1)
        }
        function test_keysChoose_data(): list<var> {
            return [{tag: "Return", key: Qt.Key_Return}, {tag: "Enter", key: Qt.Key_Enter},
                    {tag: "Space", key: Qt.Key_Space}]
        }
        function test_keysChoose(data: var): void {
            choice("All").forceActiveFocus()
            keyClick(data.key)
            compare(segments.current, 2)
        }
        function test_otherWordsLeaveTheKeyboardWhereItIs(): void {
            choice("Decided").forceActiveFocus()
            segments.texts = ["Wartet", "Entschieden", "Alle"]
            verify(choice("Entschieden").activeFocus)
        }
        function test_oneIsChecked(): void {
            mouseClick(choice("Decided"))
            verify(choice("Decided").Accessible.checked)
            verify(!choice("Waiting").Accessible.checked)
            compare(choice("Decided").Accessible.role, Accessible.RadioButton)
        }
        function test_theGroupHasAName(): void {
            compare(segments.Accessible.name, "Show")
        }
    }
}
