// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components
import HotSwap.Model

Item {
    id: scene
    width: 400
    height: 100

    TableCell {
        id: cell
        width: 120
        height: 30
        text: "production"
    }
    TestCase {
        name: "TableCell"
        when: windowShown

        readonly property Item line: cell.children[0]
        readonly property Item chip: cell.children[1]

        function init(): void {
            failOnWarning(/.?/)
            cell.width = 120
            cell.kind = CellKind.Text
            cell.text = "production"
        }
        function test_textIsALine(): void {
            verify(line.visible)
            verify(!chip.visible)
            compare(line.text, "production")
        }
        function test_aStateIsAChip(): void {
            cell.kind = CellKind.Chip
            verify(chip.visible)
            verify(!line.visible)
            compare(chip.text, "production")
            // Else a screen reader would say it twice.
            verify(line.Accessible.ignored)
        }
        function test_aChipEndsInsideItsCell(): void {
            cell.kind = CellKind.Chip
            cell.text = "waiting for a person who is away"
            cell.width = 80
            verify(chip.x + chip.width <= cell.width)
        }
        function test_numbersStandRight(): void {
            cell.kind = CellKind.Number
            compare(line.horizontalAlignment, Text.AlignRight)
            cell.kind = CellKind.Text
            compare(line.horizontalAlignment, Text.AlignLeft)
        }
        function test_idsHaveLettersOfOneWidth(): void {
            const plain = line.font.family
            cell.kind = CellKind.Mono
            verify(line.font.family !== plain)
        }
    }
}
