// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Theme
import HotSwap.Components

// One setting: what it is, what it does, and the control for it.
Item {
    id: root

    property string label: ""
    property string detail: ""
    default property alias control: place.data

    implicitHeight: Math.max(Theme.px(56), words.height + 2 * Theme.s2)

    Column {
        id: words
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - place.width - Theme.s4
        spacing: 2
        TextLine {
            width: parent.width
            text: root.label
            font.weight: Font.Medium
        }
        TextLine {
            width: parent.width
            text: root.detail
            wrapMode: Text.Wrap
            elide: Text.ElideNone
            color: Theme.faint
            font.pixelSize: Theme.small
            visible: root.detail.length > 0
        }
    }
    Row {
        id: place
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s2
    }
    Separator {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
