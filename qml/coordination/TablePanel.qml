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
    readonly property int wanted: root.headHeight + 2 * root.padding - Theme.s3
                                  + (root.model.count > 0 ? Theme.px(30) + root.model.count * Theme.row
                                                          : words.implicitHeight)

    DataTable {
        id: table
        anchors.fill: parent
        visible: root.model.count > 0
        name: root.title
        model: root.model
        shares: root.shares
    }
    TextLine {
        id: words
        width: parent.width
        visible: root.model.count === 0
        wrapMode: Text.Wrap
        elide: Text.ElideNone
        color: Theme.muted
        text: root.empty
    }
}
