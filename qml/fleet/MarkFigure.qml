// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Model
import HotSwap.Theme

// The corner mark of a release, as in the grid.
Item {
    id: root

    property int mark: 0

    implicitWidth: Theme.px(12)
    implicitHeight: Theme.px(12)

    CellGrid {
        width: Theme.px(12)
        height: Theme.px(12)
        enabled: false
        cellSize: Theme.px(12)
        gap: 0
        colors: Theme.cells
        source: figure
        Accessible.ignored: true
    }
    FigureSource {
        id: figure
        glyph: 0
        tone: Tone.Good
        mark: root.mark
    }
}
