// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Model
import HotSwap.Theme

// One cell of a DataTable, shown by its kind.
Item {
    id: root

    property string text: ""
    property int tone: Tone.Neutral
    property int kind: CellKind.Text

    clip: true

    TextLine {
        anchors.fill: parent
        anchors.leftMargin: Theme.s2
        anchors.rightMargin: Theme.s2
        visible: root.kind !== CellKind.Chip
        text: visible ? root.text : ""
        mono: root.kind === CellKind.Mono
        horizontalAlignment: root.kind === CellKind.Number ? Text.AlignRight : Text.AlignLeft
        color: {
            if (root.kind === CellKind.Faint)
                return Theme.faint
            return root.kind === CellKind.Strong ? Theme.text : Theme.muted
        }
        font.weight: root.kind === CellKind.Strong ? Font.Medium : Font.Normal
    }
    StateChip {
        x: Theme.s2
        width: Math.min(implicitWidth, root.width - Theme.s2)
        anchors.verticalCenter: parent.verticalCenter
        compact: true
        text: root.kind === CellKind.Chip ? root.text : ""
        tone: root.tone
    }
}
