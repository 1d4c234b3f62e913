// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Theme
import HotSwap.Components

// What the lines, surfaces and marks of charts mean. An empty name leaves its entry out.
Flow {
    id: root

    property string first: ""
    property string second: ""
    property string band: ""
    property string limit: ""
    property string mark: ""

    spacing: Theme.s4

    component Entry: Row {
        id: entry

        required property string name
        required property color ink
        property int pieces: 1
        property int thickness: 2
        property real strength: 1

        height: Theme.px(18)
        spacing: Theme.s1
        visible: entry.name.length > 0
        Row {
            height: parent.height
            spacing: Theme.px(2)
            Repeater {
                model: entry.pieces
                Rectangle {
                    width: (Theme.px(18) - (entry.pieces - 1) * Theme.px(2)) / entry.pieces
                    height: Theme.px(entry.thickness)
                    y: (parent.height - height) / 2
                    color: entry.ink
                    opacity: entry.strength
                }
            }
        }
        TextLine {
            height: parent.height
            text: entry.name
            color: Theme.muted
            font.pixelSize: Theme.small
        }
    }

    Entry {
        name: root.first
        ink: Theme.chart.first
    }
    Entry {
        name: root.second
        ink: Theme.chart.second
        pieces: 3
    }
    Entry {
        name: root.band
        ink: Theme.chart.first
        thickness: 10
        strength: 0.3
    }
    Entry {
        name: root.limit
        ink: Theme.chart.limit
        pieces: 4
        thickness: 1
    }
    Entry {
        name: root.mark
        ink: Theme.chart.marker
        pieces: 6
        thickness: 1
    }
}
