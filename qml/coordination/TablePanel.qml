// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// A table in a panel, or a line that says why it is empty.
Panel {
    id: root

    required property CellTable model
    property list<real> shares
    property string empty: ""
    property alias currentRow: table.currentRow
    // Height that shows this many rows without scrolling.
    readonly property int wanted: root.headHeight + root.padding + Theme.px(29)
                                  + Math.max(2, root.model.count) * Theme.row

    DataTable {
        id: table
        anchors.fill: parent
        visible: root.model.count > 0
        name: root.title
        model: root.model
        shares: root.shares
    }
    TextLine {
        width: parent.width
        visible: root.model.count === 0
        wrapMode: Text.Wrap
        elide: Text.ElideNone
        color: Theme.muted
        text: root.empty
    }
}
