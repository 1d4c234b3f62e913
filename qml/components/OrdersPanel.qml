// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Model
import HotSwap.Theme

// Orders under way and lines that are stopped, each with a live count of the nodes that confirmed.
Column {
    id: root

    required property OrderBoard orders
    // Order that the release dialog is about.
    property string asked: ""

    visible: root.orders.count > 0
    spacing: Theme.s2
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Orders to the fleet")

    Repeater {
        model: root.orders
        Rectangle {
            id: card

            required property string key
            required property string title
            required property string countText
            required property string who
            required property real fraction
            required property int tone
            required property bool releasable

            width: root.width
            height: Theme.px(50)
            radius: Theme.radius
            color: Theme.panel
            border.width: 1
            border.color: card.releasable ? Theme.toneColor(card.tone) : Theme.line
            Accessible.role: Accessible.ListItem
            //: an order to the fleet: what, "412 of 420 confirmed", who and when
            Accessible.name: qsTr("%1, %2, %3").arg(card.title).arg(card.countText).arg(card.who)

            Icon {
                id: figure
                x: Theme.s3
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.px(16)
                height: Theme.px(16)
                name: Theme.toneIcon(card.tone)
                color: Theme.toneColor(card.tone)
            }
            TextLine {
                id: caption
                anchors.left: figure.right
                anchors.leftMargin: Theme.s3
                anchors.right: bar.left
                anchors.rightMargin: Theme.s3
                y: Theme.px(6)
                height: Theme.px(20)
                font.weight: Font.DemiBold
                text: card.title
            }
            TextLine {
                anchors.left: caption.left
                anchors.right: caption.right
                anchors.top: caption.bottom
                height: Theme.px(18)
                font.pixelSize: Theme.small
                color: Theme.muted
                text: card.who
            }
            Item {
                id: bar
                anchors.right: release.visible ? release.left : parent.right
                anchors.rightMargin: Theme.s4
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.px(190)
                height: Theme.px(34)
                TextLine {
                    width: parent.width
                    horizontalAlignment: Text.AlignRight
                    font.pixelSize: Theme.small
                    text: card.countText
                }
                Progress {
                    y: Theme.px(24)
                    width: parent.width
                    value: card.fraction
                    Accessible.ignored: true
                }
            }
            VerbButton {
                id: release
                anchors.right: parent.right
                anchors.rightMargin: Theme.s3
                anchors.verticalCenter: parent.verticalCenter
                visible: card.releasable
                text: qsTr("Release the line")
                iconName: "play"
                allowed: root.orders.allowed
                whyNot: root.orders.whyNot
                onRequested: {
                    root.asked = card.key
                    releaseDialog.open()
                }
            }
        }
    }
    ConfirmDialog {
        id: releaseDialog
        title: qsTr("Release the line?")
        consequence: root.orders.releaseConsequence(root.asked)
        action: qsTr("Release the line")
        danger: false
        reasonRequired: true
        onConfirmed: reason => root.orders.release(root.asked, reason)
    }
}
