// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// One environment: heading with what is wrong and what runs, then a cell per node.
Rectangle {
    id: root

    required property FleetGroup group
    // What can be seen, in this panel's coordinates.
    property real viewTop: 0
    property real viewHeight: 0
    readonly property alias grid: cells
    readonly property string hoverText: cells.hoveredIndex >= 0 ? root.group.describe(cells.hoveredIndex) : ""
    signal nodeChosen(node: string)
    signal edgeLeft(direction: int, column: int)
    // The current cell moved to here, in this panel's coordinates.
    signal currentMoved(top: real, bottom: real)

    implicitHeight: head.height + cells.implicitHeight + Theme.s4
    color: Theme.panel
    radius: Theme.radius
    border.width: 1
    border.color: Theme.line

    Row {
        id: head
        x: Theme.s4
        width: parent.width - 2 * Theme.s4
        height: Theme.px(44)
        spacing: Theme.s3
        Heading {
            height: parent.height
            text: root.group.title
        }
        TextLine {
            height: parent.height
            color: Theme.muted
            text: root.group.summary
        }
        Repeater {
            model: root.group.troubles
            StateChip {
                required property string label
                required property string value
                required tone
                compact: true
                anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                //: a number of nodes and their state
                text: qsTr("%1 %2").arg(value).arg(label)
            }
        }
    }
    Row {
        id: releases
        readonly property bool fits: head.childrenRect.width + releases.width + Theme.s4 <= head.width

        anchors.right: parent.right
        anchors.rightMargin: Theme.s4
        height: head.height
        spacing: Theme.s3
        // Troubles come first. Not `visible`: without visible children a row has no width to decide by.
        opacity: releases.fits ? 1 : 0
        Repeater {
            model: root.group.releases
            Row {
                id: release

                required property int index
                required property string label
                required property string value
                required property int tone

                visible: release.index < 4
                height: parent ? parent.height : 0
                spacing: Theme.s1
                MarkFigure {
                    anchors.verticalCenter: parent.verticalCenter
                    mark: release.tone
                }
                TextLine {
                    height: parent.height
                    font.pixelSize: Theme.small
                    text: release.label
                }
                TextLine {
                    height: parent.height
                    font.pixelSize: Theme.small
                    color: Theme.faint
                    text: release.value
                }
            }
        }
    }
    CellGrid {
        id: cells

        x: Theme.s4
        y: head.height
        width: parent.width - 2 * Theme.s4
        height: implicitHeight
        cellSize: root.group.cellSize
        gap: root.group.cellSize > 10 ? 3 : 2
        clip: true
        colors: Theme.cells
        source: root.group
        viewTop: root.viewTop - y
        viewHeight: root.viewHeight
        activeFocusOnTab: true
        Accessible.role: Accessible.Table
        Accessible.name: currentText.length > 0 ? currentText : qsTr("Nodes of %1").arg(root.group.title)
        Accessible.description: root.group.summary
        Accessible.focusable: true
        onActivated: index => root.nodeChosen(root.group.keyAt(index))
        onEdgeReached: (direction, column) => root.edgeLeft(direction, column)
        onCurrentIndexChanged: root.currentMoved(y + currentRect.y, y + currentRect.y + currentRect.height)
        onActiveFocusChanged: if (activeFocus && currentIndex < 0) currentIndex = 0

        Rectangle {
            x: cells.currentRect.x - 3
            y: cells.currentRect.y - 3
            width: cells.currentRect.width + 6
            height: cells.currentRect.height + 6
            radius: 4
            color: "transparent"
            border.width: 2
            border.color: cells.activeFocus ? Theme.focus : Theme.lineStrong
            visible: cells.currentIndex >= 0
        }
    }
}
