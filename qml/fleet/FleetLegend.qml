// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// What the figures mean: the same figures as in the grid, with their words.
Row {
    id: root

    required property CellLegend legend

    spacing: Theme.s4
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Legend")

    Repeater {
        model: root.legend
        Row {
            id: entry

            required property string word
            required property CellSource figure

            spacing: Theme.px(6)
            height: Theme.px(20)
            CellGrid {
                width: Theme.px(12)
                height: Theme.px(12)
                anchors.verticalCenter: parent.verticalCenter
                enabled: false
                clip: true
                cellSize: Theme.px(12)
                gap: 0
                colors: Theme.cells
                source: entry.figure
                Accessible.ignored: true
            }
            TextLine {
                height: parent.height
                font.pixelSize: Theme.small
                color: Theme.faint
                text: entry.word
            }
        }
    }
}
