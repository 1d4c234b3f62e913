// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components
import HotSwap.Model

Item {
    id: scene
    width: 400
    height: 100

    // Its headings are the numbers of the columns.
    ListModel {
        id: rows
    }
    HorizontalHeader {
        id: header
        model: rows
        widths: [100, 60]
    }
    SignalSpy {
        id: sorts
        target: header
        signalName: "sortRequested"
    }
    TestCase {
        name: "HorizontalHeader"
        when: windowShown

        function init(): void {
            failOnWarning(/.?/)
            header.sortable = true
            header.sortColumn = -1
            header.descending = false
            sorts.clear()
        }
        function test_everyHeadingHasNameAndWidth(): void {
            compare(header.children[0].Accessible.role, Accessible.ColumnHeader)
            compare(header.children[0].Accessible.name, "1")
            compare(header.children[1].Accessible.name, "2")
            compare(header.children[1].x, 100)
            compare(header.width, 160)
        }
        function test_aClickSortsByThatColumn(): void {
            mouseClick(header.children[1])
            compare(sorts.count, 1)
            compare(sorts.signalArguments[0][0], 1)
        }
        function test_whatCannotBeSortedIsNot(): void {
            header.sortable = false
            mouseClick(header.children[1])
            compare(sorts.count, 0)
        }
        function test_theSortedColumnShowsItsDirection(): void {
            header.sortColumn = 1
            const arrow = header.children[1].children[1]
            compare(header.children[0].children[1].name, "")
            verify(arrow.name.length > 0)
            const up = arrow.rotation
            header.descending = true
            verify(arrow.rotation !== up)
        }
    }
}
