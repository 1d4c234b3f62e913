// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// The inbox on the left, the open request on the right; what was decided is behind the second tab.
Page {
    id: root

    required property ConsoleSession session
    readonly property ApprovalInbox inbox: root.session.inbox
    property int tab: 0

    title: qsTr("Approvals")
    summary: root.inbox.waitingForMe > 0 ? qsTr("%n wait(s) for you", "", root.inbox.waitingForMe) : ""
    actions: Segments {
        label: qsTr("Show")
        texts: [qsTr("Waiting"), qsTr("Decided")]
        current: root.tab
        onChosen: index => root.tab = index
    }

    ListView {
        id: list
        width: Theme.px(320)
        height: parent.height
        visible: root.tab === 0 && root.inbox.pending.count > 0
        clip: true
        spacing: Theme.s2
        boundsBehavior: Flickable.StopAtBounds
        model: root.inbox.pending
        keyNavigationEnabled: true
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Requests that wait for sign-off")
        T.ScrollBar.vertical: ScrollBar {}
        delegate: InboxCard {
            required property string key
            required title
            required environment
            required requestedBy
            required timeLeft
            required urgent
            required own

            width: list.width
            isCurrent: root.session.approval.id === key
            onClicked: root.session.navigator.openApproval(key)
        }
    }
    ApprovalDetail {
        anchors.left: list.visible ? list.right : parent.left
        anchors.leftMargin: list.visible ? Theme.s4 : 0
        anchors.right: parent.right
        height: parent.height
        visible: root.tab === 0 && root.session.approval.loaded
        view: root.session.approval
        onDeploymentAsked: root.session.navigator.openDeployment(root.session.approval.deployment)
    }
    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.horizontalCenterOffset: list.visible ? list.width / 2 : 0
        y: Math.max(0, (parent.height - height) / 2)
        visible: root.tab === 0 && !root.session.approval.loaded
        iconName: "approvals"
        title: root.inbox.pending.count > 0 ? qsTr("Choose a request") : qsTr("Nothing waits for sign-off")
        text: root.inbox.pending.count > 0
              ? "" : qsTr("Deployments to Staging and Production ask here before the first node changes.")
    }
    DataTable {
        anchors.fill: parent
        visible: root.tab === 1
        name: qsTr("Decided requests")
        model: root.inbox.history
        shares: root.inbox.historyWidths
        onActivated: row => {
            root.tab = 0
            root.session.navigator.openApproval(root.inbox.history.keyAt(row))
        }
    }
}
