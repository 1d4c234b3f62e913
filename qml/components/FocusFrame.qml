// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Theme

// The frame around what has the keyboard.
Rectangle {
    id: root

    property bool shown: false
    property int gap: 2

    anchors.fill: parent
    anchors.margins: -root.gap
    radius: Theme.radius + root.gap
    color: "transparent"
    border.width: 2
    border.color: Theme.focus
    visible: root.shown
    z: 10
}
