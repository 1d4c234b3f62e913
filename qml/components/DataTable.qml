// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import HotSwap.Model
import HotSwap.Theme

// Every dense table: heading, keyboard, current row, columns as shares of the width. The model has the roles
// display, tone and kind (ui/common/cell_table.h) and headings for its columns.
FocusScope {
    id: root

    required property QtObject model
    // Shares of the width, one per column; they are scaled to their sum.
    property list<real> shares
    property string name: ""
    property int currentRow: -1
    // Column that the table is sorted by; -1: order of the model.
    property int sortColumn: -1
    property bool descending: false
    property bool sortable: false
    readonly property int rows: table.rows
    signal activated(row: int)
    signal sortRequested(column: int)
    signal endReached

    function moveTo(row: int): void {
        const last = table.rows - 1
        root.currentRow = Math.min(last, Math.max(0, row))
        if (root.currentRow >= 0)
            table.positionViewAtRow(root.currentRow, TableView.Contain)
    }

    readonly property list<real> widths: root.widthsOf(root.width)

    function widthsOf(total: real): list<real> {
        let sum = 0
        for (let i = 0; i < root.shares.length; ++i)
            sum += root.shares[i]
        let widths = []
        for (let j = 0; j < root.shares.length; ++j)
            widths.push(Math.floor(total * root.shares[j] / sum))
        return widths
    }

    onWidthsChanged: table.forceLayout()
    // Return must not act on a row that is gone.
    onRowsChanged: root.currentRow = Math.min(root.currentRow, root.rows - 1)
    activeFocusOnTab: true
    Accessible.role: Accessible.Table
    Accessible.name: root.name
    Keys.onUpPressed: root.moveTo(root.currentRow - 1)
    Keys.onDownPressed: root.moveTo(root.currentRow + 1)
    Keys.onReturnPressed: if (root.currentRow >= 0) root.activated(root.currentRow)
    Keys.onEnterPressed: if (root.currentRow >= 0) root.activated(root.currentRow)
    Keys.onSpacePressed: if (root.currentRow >= 0) root.activated(root.currentRow)
    Keys.onPressed: event => {
        const page = Math.max(1, Math.floor(table.height / Theme.row) - 1)
        if (event.key === Qt.Key_Home)
            root.moveTo(0)
        else if (event.key === Qt.Key_End)
            root.moveTo(table.rows - 1)
        else if (event.key === Qt.Key_PageDown)
            root.moveTo(root.currentRow + page)
        else if (event.key === Qt.Key_PageUp)
            root.moveTo(root.currentRow - page)
        else
            return
        event.accepted = true
    }

    HorizontalHeader {
        id: head
        width: parent.width
        model: root.model
        widths: root.widths
        sortColumn: root.sortColumn
        descending: root.descending
        sortable: root.sortable
        onSortRequested: column => root.sortRequested(column)
    }
    Separator {
        y: head.height
        width: parent.width
    }
    TableView {
        id: table

        y: head.height + 1
        width: parent.width
        height: parent.height - y
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        reuseItems: true
        model: root.model
        columnWidthProvider: column => column < root.widths.length ? root.widths[column] : 0
        rowHeightProvider: () => Theme.row
        onAtYEndChanged: if (table.atYEnd && table.rows > 0) root.endReached()
        T.ScrollBar.vertical: ScrollBar {}

        delegate: Rectangle {
            id: cell

            required property int row
            required property int column
            required property string display
            required property int tone
            required property int kind

            implicitWidth: Theme.row // the table asks before the widths are known
            implicitHeight: Theme.row
            color: {
                if (root.currentRow === cell.row)
                    return Theme.selected
                return hover.hovered ? Theme.hover : Theme.panel
            }
            Accessible.role: Accessible.Cell
            Accessible.name: cell.display
            Accessible.focusable: true
            Accessible.selected: root.currentRow === cell.row

            TableCell {
                anchors.fill: parent
                text: cell.display
                tone: cell.tone
                kind: cell.kind
            }
            // The keyboard's row: a bar at its start as well as a colour.
            Rectangle {
                width: 3
                height: parent.height
                color: Theme.focus
                visible: cell.column === 0 && root.currentRow === cell.row && root.activeFocus
            }
            HoverHandler {
                id: hover
            }
            TapHandler {
                onTapped: {
                    root.forceActiveFocus(Qt.MouseFocusReason)
                    root.moveTo(cell.row)
                    root.activated(cell.row)
                }
            }
        }
    }
    FocusFrame {
        shown: root.activeFocus && root.currentRow < 0
        gap: 0
    }
}
