// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// The fleet as a table: a row for each node that the filter lets through.
Panel {
    id: root

    required property Fleet fleet

    implicitHeight: Theme.px(200) // its content fills it
    padding: 1

    DataTable {
        anchors.fill: parent
        name: qsTr("Nodes")
        model: root.fleet.table
        shares: [1.3, 1, 1, 1.4, 0.6, 0.7, 1.6, 0.9]
        sortable: true
        sortColumn: root.fleet.table.sortedBy
        descending: root.fleet.table.descending
        onSortRequested: column => root.fleet.table.sortBy(column)
        onActivated: row => root.fleet.panel.open(root.fleet.table.keyAt(row))
    }
}
