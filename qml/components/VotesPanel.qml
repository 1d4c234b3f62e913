// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Model
import HotSwap.Theme

// Who voted how, and why.
Panel {
    id: root

    required property VoteList votes
    readonly property bool present: list.count > 0

    title: qsTr("Votes")

    Column {
        width: parent.width
        spacing: Theme.s2
        Repeater {
            id: list
            model: root.votes
            Item {
                id: vote

                required property string voter
                required property string decision
                required property int tone
                required property string reason
                required property string at

                width: parent ? parent.width : 0
                height: Theme.px(22)

                StateChip {
                    id: chip
                    compact: true
                    text: vote.decision
                    tone: vote.tone
                }
                TextLine {
                    anchors.left: chip.right
                    anchors.leftMargin: Theme.s2
                    anchors.right: stamp.left
                    text: vote.reason.length > 0 ? qsTr("%1: %2").arg(vote.voter).arg(vote.reason)
                                                 : vote.voter
                }
                TextLine {
                    id: stamp
                    anchors.right: parent.right
                    text: vote.at
                    color: Theme.faint
                    font.pixelSize: Theme.small
                }
            }
        }
        TextLine {
            visible: list.count === 0
            text: qsTr("Nobody has voted yet")
            color: Theme.faint
        }
    }
}
