// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Model
import HotSwap.Theme

// A state: icon, word and colour together, so that none of them carries it alone.
Rectangle {
    id: root

    property string text: ""
    property int tone: Tone.Neutral
    property bool compact: false

    implicitWidth: Math.ceil(word.implicitWidth) + 2 * Theme.px(7) + Theme.px(17)
    implicitHeight: Theme.px(root.compact ? 18 : 22)
    radius: implicitHeight / 2
    color: Theme.toneFill(root.tone)
    visible: root.text.length > 0
    Accessible.role: Accessible.StaticText
    Accessible.name: root.text

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.px(5)
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: Theme.toneIcon(root.tone)
            color: Theme.toneColor(root.tone)
            width: Theme.px(12)
            height: Theme.px(12)
        }
        Text {
            id: word
            anchors.verticalCenter: parent.verticalCenter
            // Where there is less room than it wants, the word ends in an ellipsis inside the chip.
            width: Math.min(implicitWidth, Math.max(0, root.width - 2 * Theme.px(7) - Theme.px(17)))
            elide: Text.ElideRight
            text: root.text
            color: Theme.toneColor(root.tone)
            font.pixelSize: Theme.small
            font.weight: Font.Medium
            textFormat: Text.PlainText
        }
    }
}
