// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Theme

// The keys that do something, as on the keyboard.
Rectangle {
    id: root

    property string keys: ""

    implicitWidth: label.implicitWidth + 2 * Theme.px(5)
    implicitHeight: Theme.px(18)
    radius: Theme.s1
    color: "transparent"
    border.width: 1
    border.color: Theme.lineStrong
    visible: root.keys.length > 0

    TextLine {
        id: label
        anchors.centerIn: parent
        text: root.keys
        font.pixelSize: Theme.tiny
        color: Theme.muted
    }
}
