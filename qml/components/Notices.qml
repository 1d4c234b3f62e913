// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Model
import HotSwap.Theme

// News in the corner, and a line that screen readers follow.
Item {
    id: root

    required property Notices notices

    implicitWidth: Theme.px(380)
    implicitHeight: column.height

    Column {
        id: column
        anchors.right: parent.right
        spacing: Theme.s2
        Repeater {
            model: root.notices
            Rectangle {
                id: notice

                required property string key
                required property string text
                required property int tone

                width: root.width
                height: Math.max(Theme.px(40), words.implicitHeight + 2 * Theme.s3)
                radius: Theme.radius
                color: Theme.raised
                border.width: 1
                border.color: Theme.lineStrong

                Rectangle {
                    width: 3
                    height: parent.height - 2 * Theme.s2
                    x: Theme.s2
                    y: Theme.s2
                    radius: 1
                    color: Theme.toneColor(notice.tone)
                }
                Icon {
                    x: Theme.s4 + Theme.s1
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.px(16)
                    height: Theme.px(16)
                    name: Theme.toneIcon(notice.tone)
                    color: Theme.toneColor(notice.tone)
                }
                TextLine {
                    id: words
                    x: Theme.px(44)
                    width: parent.width - x - close.width - Theme.s2
                    anchors.verticalCenter: parent.verticalCenter
                    wrapMode: Text.Wrap
                    elide: Text.ElideNone
                    text: notice.text
                }
                IconButton {
                    id: close
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.s1
                    anchors.verticalCenter: parent.verticalCenter
                    iconName: "close"
                    text: qsTr("Dismiss")
                    onClicked: root.notices.dismiss(notice.key)
                }
            }
        }
    }
    Item {
        Accessible.role: Accessible.AlertMessage
        Accessible.name: root.notices.latest
    }
}
