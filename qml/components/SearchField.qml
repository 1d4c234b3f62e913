// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Model
import HotSwap.Theme

// Input that narrows what is shown; Escape empties it.
TextField {
    id: root

    leftPadding: Theme.px(28)

    Keys.onEscapePressed: event => {
        event.accepted = root.length > 0
        root.clear()
    }

    Icon {
        x: Theme.s2
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.px(14)
        height: Theme.px(14)
        name: "search"
        color: Theme.faint
    }
}
