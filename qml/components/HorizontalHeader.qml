// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Model
import HotSwap.Theme

// Headings of a DataTable; a click or Enter on one sorts by it.
Row {
    id: root

    required property QtObject model
    // Widths of the columns in pixels.
    required property list<real> widths
    property int sortColumn: -1
    property bool descending: false
    property bool sortable: false
    signal sortRequested(column: int)

    property int generation: 0

    function forceLayout(): void {
        ++root.generation
    }

    Connections {
        target: root.model
        ignoreUnknownSignals: true
        function onHeaderDataChanged() {
            root.forceLayout()
        }
        function onModelReset() {
            root.forceLayout()
        }
    }

    Repeater {
        model: root.widths.length
        Item {
            id: heading

            required property int index
            readonly property bool known: root.generation >= 0
            readonly property string caption: heading.known ? HeaderText.of(root.model, heading.index) : ""

            width: heading.index < root.widths.length ? root.widths[heading.index] : 0
            height: Theme.px(28)
            Accessible.role: Accessible.ColumnHeader
            Accessible.name: heading.caption

            TextLine {
                id: label
                anchors.fill: parent
                anchors.leftMargin: Theme.s2
                anchors.rightMargin: Theme.s2
                text: heading.caption
                font.pixelSize: Theme.small
                font.weight: Font.Medium
                color: Theme.faint
                Accessible.ignored: true
            }
            Icon {
                x: Math.min(label.x + label.contentWidth + Theme.s1, heading.width - width)
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.px(12)
                height: Theme.px(12)
                rotation: root.descending ? 0 : 180
                name: root.sortColumn === heading.index ? "chevron-down" : ""
                color: Theme.muted
            }
            TapHandler {
                enabled: root.sortable
                onTapped: root.sortRequested(heading.index)
            }
        }
    }
}
