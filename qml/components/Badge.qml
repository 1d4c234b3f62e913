// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Model
import HotSwap.Theme

// A short fact on a quiet surface: a number, a key, an environment.
Rectangle {
    id: root

    property string text: ""
    property int tone: Tone.Neutral

    implicitWidth: Math.max(label.implicitWidth + 2 * Theme.px(6), implicitHeight)
    implicitHeight: Theme.px(18)
    radius: Theme.s1
    color: Theme.toneFill(root.tone)

    TextLine {
        id: label
        anchors.centerIn: parent
        text: root.text
        font.pixelSize: Theme.tiny
        font.weight: Font.DemiBold
        color: Theme.toneColor(root.tone)
    }
}
