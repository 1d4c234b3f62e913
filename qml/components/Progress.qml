// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Model
import HotSwap.Theme

// How far something is, 0 to 1. The words stand beside it.
Rectangle {
    id: root

    property real value: 0
    property int tone: Tone.Busy
    property string label: ""

    implicitWidth: Theme.px(120)
    implicitHeight: Theme.s1
    radius: 2
    color: Theme.line
    Accessible.role: Accessible.ProgressBar
    Accessible.name: root.label
    Accessible.ignored: root.label.length === 0

    Rectangle {
        width: Math.round(parent.width * Math.max(0, Math.min(1, root.value)))
        height: parent.height
        radius: parent.radius
        color: Theme.toneColor(root.tone)
    }
}
