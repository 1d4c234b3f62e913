// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Theme

T.ScrollBar {
    id: root

    implicitWidth: Theme.s2
    implicitHeight: Theme.s2
    padding: 2
    visible: root.size < 1
    minimumSize: 0.06
    Accessible.ignored: true

    contentItem: Rectangle {
        implicitWidth: Theme.s1
        implicitHeight: Theme.s1
        radius: 2
        color: root.pressed || root.hovered ? Theme.faint : Theme.lineStrong
    }
}
