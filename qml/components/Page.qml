// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Theme

// A page: heading with actions, then its content. Focus goes in by F6 or Tab.
FocusScope {
    id: root

    property string title: ""
    property string summary: ""
    default property alias content: body.data
    property alias actions: tools.data
    property alias lead: before.data

    Accessible.role: Accessible.Pane
    Accessible.name: root.title

    Rectangle {
        anchors.fill: parent
        color: Theme.window
        Item {
            id: head
            x: Theme.s6
            width: parent.width - 2 * Theme.s6
            // What can be done goes below a heading that leaves it no room.
            readonly property int line: Theme.px(60)
            readonly property real free: width - before.width - 2 * Theme.s3
            readonly property bool oneLine: caption.implicitWidth + tools.width <= free
            height: line + (oneLine ? 0 : tools.height + Theme.s2)
            Row {
                id: before
                y: (parent.line - height) / 2
                spacing: Theme.s2
            }
            Heading {
                id: caption
                anchors.left: before.right
                anchors.leftMargin: before.width > 0 ? Theme.s2 : 0
                width: Math.min(implicitWidth, parent.oneLine ? parent.free - tools.width : parent.free)
                height: parent.line
                level: 1
                text: root.title
            }
            TextLine {
                anchors.left: caption.right
                anchors.leftMargin: Theme.s3
                anchors.right: parent.oneLine ? tools.left : parent.right
                anchors.rightMargin: Theme.s3
                anchors.baseline: caption.baseline
                color: Theme.muted
                text: root.summary
            }
            Row {
                id: tools
                anchors.right: parent.right
                y: parent.oneLine ? (parent.line - height) / 2 : parent.line
                spacing: Theme.s2
            }
        }
        Item {
            id: body
            anchors.fill: parent
            anchors.topMargin: head.height
            anchors.leftMargin: Theme.s6
            anchors.rightMargin: Theme.s6
            anchors.bottomMargin: Theme.s4
        }
    }
}
