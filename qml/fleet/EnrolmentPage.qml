// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// Tokens for new nodes, the nodes that enrolled, and letting one in no more.
Page {
    id: root

    required property ConsoleSession session
    readonly property EnrolmentView view: root.session.enrolment
    // Node that the dialog is about.
    property string asked: ""

    title: qsTr("Enrolment")
    summary: root.view.summary
    lead: IconButton {
        iconName: "chevron-left"
        text: qsTr("Back to the fleet")
        hint: qsTr("Back to the fleet")
        onClicked: root.session.navigator.back()
    }

    Panel {
        id: maker
        width: parent.width
        title: qsTr("New token")
        detail: qsTr("new nodes of one environment enrol with it")
        height: Theme.px(root.view.token.length > 0 ? 142 : 100)

        Row {
            id: terms
            spacing: Theme.s3
            ComboBox {
                id: place
                label: qsTr("Environment")
                model: root.view.environments
            }
            TextField {
                id: uses
                width: Theme.px(90)
                label: qsTr("How many nodes may enrol with it")
                text: "1"
                inputMethodHints: Qt.ImhDigitsOnly
                validator: IntValidator {
                    bottom: 1
                    top: root.view.usesMax
                }
                error: uses.acceptableInput ? "" : qsTr("1 to %L1").arg(root.view.usesMax)
            }
            TextLine {
                height: Theme.control
                text: qsTr("nodes, within")
                color: Theme.muted
            }
            TextField {
                id: hours
                width: Theme.px(90)
                label: qsTr("How many hours it counts")
                text: "24"
                inputMethodHints: Qt.ImhDigitsOnly
                validator: IntValidator {
                    bottom: 1
                    top: root.view.hoursMax
                }
                error: hours.acceptableInput ? "" : qsTr("1 to %L1").arg(root.view.hoursMax)
            }
            TextLine {
                height: Theme.control
                text: qsTr("hours")
                color: Theme.muted
            }
            VerbButton {
                readonly property bool filled: uses.acceptableInput && hours.acceptableInput
                text: qsTr("Make the token")
                iconName: "plus"
                allowed: root.view.allowed && filled
                whyNot: root.view.allowed ? qsTr("Both numbers have to be within their limits.")
                                          : root.view.whyNot
                onRequested: root.view.makeToken(place.currentIndex, Number(uses.text), Number(hours.text))
            }
        }
        Row {
            anchors.top: terms.bottom
            anchors.topMargin: Theme.s3
            spacing: Theme.s3
            visible: root.view.token.length > 0
            TextField {
                width: Theme.px(300)
                readOnly: true
                label: qsTr("The token, shown this once")
                text: root.view.token
            }
            Button {
                text: qsTr("Copy")
                onClicked: root.view.copyToken()
            }
            Button {
                text: qsTr("I have it")
                onClicked: root.view.forgetToken()
            }
            TextLine {
                height: Theme.control
                color: Theme.muted
                //: %1 "for 12 nodes of Production, within 24 h"
                text: qsTr("%1. It is shown this once.").arg(root.view.tokenTerms)
            }
        }
    }
    Panel {
        id: open
        anchors.top: maker.bottom
        anchors.topMargin: Theme.s4
        width: parent.width
        height: visible ? Theme.px(94) + Math.min(5, root.view.tokens.count) * Theme.row : 0
        visible: root.view.tokens.count > 0
        title: qsTr("Tokens that still count")
        DataTable {
            anchors.fill: parent
            name: qsTr("Tokens that still count")
            model: root.view.tokens
            shares: [0.24, 0.22, 0.14, 0.2, 0.2]
        }
    }
    Panel {
        anchors.top: open.visible ? open.bottom : maker.bottom
        anchors.topMargin: Theme.s4
        anchors.bottom: parent.bottom
        width: parent.width
        title: qsTr("Nodes that enrolled")
        actions: VerbButton {
            text: qsTr("Revoke")
            iconName: "cross"
            danger: true
            allowed: root.view.allowed && list.currentRow >= 0 && root.view.revocable(list.currentRow)
            whyNot: {
                if (!root.view.allowed)
                    return root.view.whyNot
                return list.currentRow < 0 ? qsTr("Choose a node in the list.")
                                           : qsTr("The node was revoked before.")
            }
            onRequested: {
                root.asked = root.view.nodeAt(list.currentRow)
                revokeDialog.open()
            }
        }
        DataTable {
            id: list
            anchors.fill: parent
            visible: root.view.nodes.count > 0
            name: qsTr("Nodes that enrolled")
            model: root.view.nodes
            shares: [0.26, 0.18, 0.18, 0.2, 0.18]
        }
        TextLine {
            visible: root.view.nodes.count === 0
            width: parent.width
            wrapMode: Text.Wrap
            elide: Text.ElideNone
            color: root.view.error.length > 0 ? Theme.warning : Theme.muted
            text: {
                if (root.view.error.length > 0)
                    return root.view.error
                return root.view.loaded ? qsTr("No node has enrolled yet.") : qsTr("Reading…")
            }
        }
    }
    ConfirmDialog {
        id: revokeDialog
        //: %1 node
        title: qsTr("Revoke %1?").arg(root.asked)
        consequence: root.asked.length > 0 ? root.view.revokeConsequence(root.asked) : ""
        action: qsTr("Revoke")
        reasonRequired: true
        onConfirmed: reason => root.view.revoke(root.asked, reason)
    }
    Shortcut {
        sequence: "Escape"
        onActivated: root.session.navigator.back()
    }
}
