// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components

Item {
    id: scene
    width: 400
    height: 100

    TextLine {
        id: line
        text: "production-10"
    }
    TestCase {
        name: "TextLine"
        when: windowShown

        function init(): void {
            failOnWarning(/.?/)
            line.width = undefined
            line.text = "production-10"
        }
        function test_saysItsText(): void {
            compare(line.Accessible.role, Accessible.StaticText)
            compare(line.Accessible.name, "production-10")
            verify(!line.Accessible.ignored)
            line.text = ""
            verify(line.Accessible.ignored)
        }
        function test_longTextEndsInAnEllipsis(): void {
            verify(!line.truncated)
            line.width = line.implicitWidth / 2
            verify(line.truncated)
            compare(line.lineCount, 1)
        }
        function test_whatPeopleTypeIsNotMarkup(): void {
            const plain = line.implicitWidth
            line.text = "<b></b>production-10"
            verify(line.implicitWidth > plain)
        }
    }
}
