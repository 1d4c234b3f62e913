// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// Everything an approver needs to decide within a minute, and the two buttons.
Item {
    id: root

    required property ApprovalView view
    signal deploymentAsked

    Item {
        id: head
        width: parent.width
        height: Theme.px(52)
        Heading {
            id: caption
            width: Math.min(implicitWidth, parent.width - chip.width - time.width - Theme.s6)
            text: root.view.title
        }
        StateChip {
            id: chip
            anchors.left: caption.right
            anchors.leftMargin: Theme.s3
            compact: true
            text: root.view.stateWord
            tone: root.view.stateTone
        }
        TextLine {
            id: time
            anchors.right: parent.right
            visible: root.view.left.length > 0
            text: qsTr("expires in %1").arg(root.view.left)
            color: Theme.muted
        }
        TextLine {
            y: Theme.px(26)
            width: parent.width
            text: root.view.subtitle
            color: Theme.muted
        }
    }
    Flickable {
        anchors.top: head.bottom
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.s3
        width: parent.width
        contentHeight: column.implicitHeight
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        T.ScrollBar.vertical: ScrollBar {}

        Column {
            id: column
            width: parent.width
            spacing: Theme.s3
            Row {
                width: parent.width
                spacing: Theme.s3
                Panel {
                    width: (parent.width - Theme.s3) / 2
                    title: qsTr("What changes")
                    FactGrid {
                        width: parent.width
                        facts: root.view.changes
                    }
                }
                Column {
                    width: (parent.width - Theme.s3) / 2
                    spacing: Theme.s3
                    Panel {
                        width: parent.width
                        title: qsTr("Risk")
                        FactGrid {
                            width: parent.width
                            labelWidth: Theme.px(170)
                            facts: root.view.risks
                        }
                    }
                    Panel {
                        width: parent.width
                        title: qsTr("Evidence from the environment before")
                        FactGrid {
                            width: parent.width
                            facts: root.view.evidence
                        }
                    }
                }
            }
            VotesPanel {
                width: parent.width
                votes: root.view.votes
            }
            PlanPanel {
                width: parent.width
                plan: root.view.plan
            }
        }
    }
    Item {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.px(78)

        TextField {
            id: reason
            width: parent.width
            enabled: root.view.mayVote
            label: qsTr("Reason")
            placeholderText: qsTr("Reason: required to reject, kept with the vote")
        }
        TextLine {
            anchors.bottom: parent.bottom
            height: Theme.control
            width: parent.width - buttons.width - Theme.s3
            text: root.view.whyNot
            color: Theme.warning
            Accessible.role: Accessible.AlertMessage
        }
        Row {
            id: buttons
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            spacing: Theme.s2
            Button {
                text: qsTr("Open the deployment")
                emphasis: 0
                onClicked: root.deploymentAsked()
            }
            VerbButton {
                text: qsTr("Reject")
                iconName: "close"
                danger: true
                allowed: root.view.mayVote && reason.text.trim().length > 0
                whyNot: root.view.mayVote ? qsTr("Say why first") : root.view.whyNot
                onRequested: root.view.reject(reason.text.trim())
            }
            VerbButton {
                text: qsTr("Approve")
                iconName: "accept"
                emphasis: 2
                allowed: root.view.mayVote
                whyNot: root.view.whyNot
                onRequested: root.view.approve(reason.text.trim())
            }
        }
    }
    Connections {
        target: root.view
        function onOpened(): void {
            reason.clear()
        }
    }
}
