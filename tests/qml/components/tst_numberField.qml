// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Deployments

Item {
    id: scene
    width: 400
    height: 200

    NumberField {
        id: field
        label: "First wave"
        unit: "% of nodes"
        from: 1
        to: 100
        value: 10
    }
    Item {
        id: after
    }
    SignalSpy {
        id: edits
        target: field
        signalName: "edited"
    }
    TestCase {
        name: "NumberField"
        when: windowShown

        readonly property Item input: field.children[1].children[0]

        function init(): void {
            failOnWarning(/.?/)
            field.value = 10
            field.error = ""
            edits.clear()
            input.forceActiveFocus()
            input.selectAll()
        }
        function test_whatIsTypedIsToldOnReturn(): void {
            keyClick("2")
            keyClick("5")
            compare(edits.count, 0)
            keyClick(Qt.Key_Return)
            compare(edits.signalArguments[0][0], 25)
        }
        function test_arrowsStayInside(): void {
            keyClick(Qt.Key_Up)
            compare(edits.signalArguments[0][0], 11)
            field.value = 100
            keyClick(Qt.Key_Up)
            compare(edits.signalArguments[1][0], 100)
            field.value = 1
            keyClick(Qt.Key_Down)
            compare(edits.signalArguments[2][0], 1)
        }
        function test_saysNameAndError(): void {
            compare(input.Accessible.name, "First wave")
            const below = field.children[2]
            verify(!below.visible)
            field.error = "expected 1 to 100"
            compare(input.Accessible.description, "expected 1 to 100")
            verify(below.visible)
            compare(below.text, "expected 1 to 100")
        }
        function test_takesDigitsOnly(): void {
            for (const key of ["x", "-", "2", ".", "5"])
                keyClick(key)
            compare(input.text, "25")
        }
        function test_whatIsNoValueIsNotLeftStanding_data(): list<var> {
            return [{tag: "nothing", keys: [Qt.Key_Delete]}, {tag: "too little", keys: ["0"]},
                    {tag: "too much", keys: ["2", "5", "0"]}]
        }
        function test_whatIsNoValueIsNotLeftStanding(data: var): void {
            for (const key of data.keys)
                keyClick(key)
            verify(!input.acceptableInput)
            keyClick(Qt.Key_Return)
            after.forceActiveFocus()
            compare(edits.count, 0)
            compare(input.text, "10")
            field.value = 30
            compare(input.text, "30")
        }
    }
}
