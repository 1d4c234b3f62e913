// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Theme

// A surface with an optional heading. Its content goes into the area below.
Rectangle {
    id: root

    property string title: ""
    property string detail: ""
    property int padding: Theme.s4
    default property alias content: body.data
    property alias actions: tools.data
    readonly property int headHeight: head.visible ? head.height : 0

    implicitHeight: body.childrenRect.height + body.anchors.topMargin + root.padding
    color: Theme.panel
    radius: Theme.radius
    border.width: 1
    border.color: Theme.line

    Item {
        id: head
        visible: root.title.length > 0
        width: parent.width
        height: Theme.px(38)
        Heading {
            id: caption
            anchors.left: parent.left
            anchors.leftMargin: root.padding
            anchors.verticalCenter: parent.verticalCenter
            level: 3
            text: root.title
        }
        TextLine {
            anchors.left: caption.right
            anchors.leftMargin: Theme.s2
            anchors.right: tools.left
            anchors.rightMargin: Theme.s2
            anchors.verticalCenter: parent.verticalCenter
            text: root.detail
            color: Theme.faint
            font.pixelSize: Theme.small
        }
        Row {
            id: tools
            anchors.right: parent.right
            anchors.rightMargin: Theme.s2
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.s1
        }
    }
    Item {
        id: body
        anchors.fill: parent
        anchors.margins: root.padding
        anchors.topMargin: root.padding - (head.visible ? Theme.s3 : 0) + root.headHeight
    }
}
