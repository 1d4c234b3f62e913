// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Model
import HotSwap.Theme

// What a page says when it has nothing to show, and what to do about it.
Column {
    id: root

    property string iconName: ""
    property string title: ""
    property string text: ""
    property string action: ""
    signal acted

    spacing: Theme.s3
    width: Theme.px(360)

    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Theme.px(36)
        height: Theme.px(36)
        name: root.iconName
        color: Theme.faint
    }
    Heading {
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        text: root.title
    }
    TextLine {
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
        elide: Text.ElideNone
        color: Theme.muted
        text: root.text
        visible: root.text.length > 0
    }
    Button {
        anchors.horizontalCenter: parent.horizontalCenter
        text: root.action
        visible: root.action.length > 0
        onClicked: root.acted()
    }
}
