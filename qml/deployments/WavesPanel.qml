// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// The waves, each with a cell per node, its state, its bake and its verdict.
Panel {
    id: root

    required property WaveList waves
    property string node: ""

    title: qsTr("Waves")

    Column {
        width: parent.width
        spacing: Theme.s3
        Repeater {
            model: root.waves
            Item {
                id: wave

                required property int index
                required property string name
                required property string stateWord
                required property int tone
                required property string verdict
                required property int verdictTone
                required property string bake
                required property real bakeFraction
                required property CellSource cells
                readonly property bool oneLine: chip.x + chip.width + Theme.s2 + outcome.width <= wave.width

                width: parent ? parent.width : 0
                height: grid.y + grid.height

                TextLine {
                    id: caption
                    height: Theme.px(22)
                    width: Math.min(implicitWidth, parent.width * 0.4)
                    text: wave.name
                    font.weight: Font.Medium
                }
                StateChip {
                    id: chip
                    objectName: "waveState"
                    anchors.left: caption.right
                    anchors.leftMargin: Theme.s2
                    compact: true
                    y: Theme.s1 / 2
                    text: wave.stateWord
                    tone: wave.tone
                }
                Row {
                    id: outcome
                    objectName: "waveOutcome"
                    anchors.right: parent.right
                    y: wave.oneLine ? 0 : Theme.px(24)
                    height: Theme.px(22)
                    spacing: Theme.s2
                    Progress {
                        anchors.verticalCenter: parent.verticalCenter
                        visible: wave.bake.length > 0
                        value: wave.bakeFraction
                        label: qsTr("Bake")
                    }
                    TextLine {
                        anchors.verticalCenter: parent.verticalCenter
                        visible: wave.bake.length > 0
                        text: wave.bake
                        color: Theme.muted
                        font.pixelSize: Theme.small
                    }
                    StateChip {
                        anchors.verticalCenter: parent.verticalCenter
                        compact: true
                        text: wave.verdict
                        tone: wave.verdictTone
                    }
                }
                CellGrid {
                    id: grid
                    y: outcome.y + Theme.px(26)
                    width: parent.width
                    height: implicitHeight
                    clip: true
                    source: wave.cells
                    colors: Theme.cells
                    cellSize: Theme.px(18)
                    gap: Theme.s1
                    activeFocusOnTab: true
                    Accessible.role: Accessible.Grouping
                    //: %1 "Wave 2, 4 nodes", %2 the node that the keyboard is on
                    Accessible.name: qsTr("%1. %2").arg(wave.name).arg(grid.currentText)
                    onActivated: index => root.node = wave.cells.keyAt(index)
                    onActiveFocusChanged: {
                        if (grid.activeFocus && grid.currentIndex < 0)
                            grid.currentIndex = 0
                    }

                    Rectangle {
                        x: grid.currentRect.x - 2
                        y: grid.currentRect.y - 2
                        width: grid.currentRect.width + 4
                        height: grid.currentRect.height + 4
                        visible: grid.activeFocus && grid.currentIndex >= 0
                        color: "transparent"
                        border.width: 2
                        border.color: Theme.focus
                        radius: 3
                    }
                    ToolTip {
                        visible: grid.hoveredIndex >= 0
                        text: grid.hoveredIndex >= 0 ? wave.cells.describe(grid.hoveredIndex) : ""
                    }
                }
            }
        }
        TextLine {
            width: parent.width
            visible: root.node.length > 0
            //: %1 node name
            text: qsTr("Chosen: %1").arg(root.node)
            color: Theme.muted
            font.pixelSize: Theme.small
        }
    }
}
