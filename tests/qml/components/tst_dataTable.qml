// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

Item {
    id: scene
    width: 400
    height: 400

    ListModel {
        id: nodes
    }
    DataTable {
        id: table
        width: 300
        height: 200
        name: "Nodes"
        model: nodes
        shares: [1]
    }
    SignalSpy {
        id: activations
        target: table
        signalName: "activated"
    }
    SignalSpy {
        id: ends
        target: table
        signalName: "endReached"
    }
    TestCase {
        name: "DataTable"
        when: windowShown

        readonly property Item view: table.children[2]
        readonly property Item frame: table.children[3]

        function fill(count: int): void {
            nodes.clear()
            for (let i = 0; i < count; ++i)
                nodes.append({display: "node-" + i, tone: Tone.Neutral, kind: CellKind.Text})
            tryCompare(table, "rows", count)
        }
        function init(): void {
            failOnWarning(/.?/)
            fill(20)
            table.currentRow = -1
            table.forceActiveFocus()
            activations.clear()
            ends.clear()
        }
        function test_saysWhatItIs(): void {
            compare(table.Accessible.role, Accessible.Table)
            compare(table.Accessible.name, "Nodes")
        }
        function test_focusIsSeenBeforeThereIsARow(): void {
            verify(frame.visible)
            keyClick(Qt.Key_Down)
            verify(!frame.visible)
        }
        function test_keysMoveAndStopAtTheEnds(): void {
            keyClick(Qt.Key_Up)
            compare(table.currentRow, 0)
            keyClick(Qt.Key_Up)
            compare(table.currentRow, 0)
            keyClick(Qt.Key_Down)
            compare(table.currentRow, 1)
            keyClick(Qt.Key_End)
            compare(table.currentRow, 19)
            keyClick(Qt.Key_Down)
            compare(table.currentRow, 19)
            keyClick(Qt.Key_Home)
            compare(table.currentRow, 0)
        }
        function test_pagesGoThereAndBack(): void {
            table.moveTo(0)
            keyClick(Qt.Key_PageDown)
            const page = table.currentRow
            verify(page > 1)
            verify(page * Theme.row <= view.height)
            keyClick(Qt.Key_PageUp)
            compare(table.currentRow, 0)
        }
        function test_theCurrentRowIsInViewAndSpoken(): void {
            table.moveTo(0)
            tryVerify(() => !view.atYEnd) // the test before may have left it there
            ends.clear()
            keyClick(Qt.Key_End)
            tryVerify(() => view.itemAtCell(Qt.point(0, 19)) !== null)
            const cell = view.itemAtCell(Qt.point(0, 19))
            compare(cell.Accessible.name, "node-19")
            verify(cell.Accessible.selected)
            verify(cell.mapToItem(table, 0, 0).y + cell.height <= table.height)
            tryVerify(() => ends.count > 0)
        }
        function test_activates_data(): list<var> {
            return [{tag: "Return", key: Qt.Key_Return}, {tag: "Enter", key: Qt.Key_Enter},
                    {tag: "Space", key: Qt.Key_Space}]
        }
        function test_activates(data: var): void {
            keyClick(data.key)
            compare(activations.count, 0)
            table.moveTo(3)
            keyClick(data.key)
            compare(activations.count, 1)
            compare(activations.signalArguments[0][0], 3)
        }
        function test_aClickMovesAndActivates(): void {
            waitForRendering(table)
            mouseClick(view, 10, Theme.row * 1.5)
            compare(table.currentRow, 1)
            compare(activations.signalArguments[0][0], 1)
        }
        function test_anEmptyTableActivatesNothing(): void {
            fill(0)
            keyClick(Qt.Key_Down)
            keyClick(Qt.Key_Home)
            keyClick(Qt.Key_Return)
            compare(table.currentRow, -1)
            compare(activations.count, 0)
        }
        function test_aRowThatIsGoneIsNotActivated(): void {
            keyClick(Qt.Key_End)
            nodes.remove(5, 15)
            tryCompare(table, "rows", 5)
            keyClick(Qt.Key_Return)
            compare(activations.signalArguments[0][0], 4)
        }
    }
}
