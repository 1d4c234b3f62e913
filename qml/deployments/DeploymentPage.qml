// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// One deployment: what it does and why, its stages, waves and metrics, what happened, what can be done.
Page {
    id: root

    required property ConsoleSession session
    readonly property DeploymentView view: root.session.deployment

    title: root.view.title
    summary: root.view.subtitle
    lead: IconButton {
        iconName: "chevron-left"
        text: qsTr("Back to the deployments")
        onClicked: root.session.navigator.back()
    }
    actions: VerbButton {
        readonly property int scope: root.session.orders.scopes.length > 0
                                     ? root.session.orders.scopeOf(root.view.id) : -1
        visible: root.view.loaded && scope >= 0
        text: qsTr("Stop the line")
        iconName: "stop"
        danger: true
        allowed: root.session.orders.allowed
        whyNot: root.session.orders.whyNot
        onRequested: {
            stopDialog.scope = scope
            stopDialog.open()
        }
    }

    StopDialog {
        id: stopDialog
        orders: root.session.orders
    }
    ConfirmDialog {
        id: question

        property string verb: ""

        action: question.title
        consequence: root.view.consequence(question.verb)
        reasonAsked: true
        onConfirmed: reason => root.view.act(question.verb, waves.node, reason, false)
    }

    Item {
        id: strip
        width: parent.width
        height: Theme.px(38) + verbs.height
        visible: root.view.loaded

        StateChip {
            id: chip
            text: root.view.stateWord
            tone: root.view.stateTone
        }
        TextLine {
            anchors.left: chip.right
            anchors.leftMargin: Theme.s3
            anchors.right: parent.right
            height: chip.height
            text: root.view.why.length > 0 ? root.view.why : root.view.progress
            font.weight: Font.Medium
            color: root.view.why.length > 0 ? Theme.toneColor(root.view.stateTone) : Theme.text
            Accessible.role: Accessible.AlertMessage
        }
        VerbBar {
            id: verbs
            anchors.bottom: parent.bottom
            width: parent.width
            verbs: root.view.verbs
            node: waves.node
            onRequested: (verb, atOnce) => root.view.act(verb, waves.node, "", atOnce)
            onQuestioned: (verb, name, needsReason, destructive) => {
                question.verb = verb
                question.title = name
                question.reasonRequired = needsReason
                question.danger = destructive
                question.open()
            }
        }
        TextLine {
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            width: Math.max(0, parent.width - verbs.childrenRect.width - Theme.s3)
            visible: width > Theme.px(120)
            height: Theme.control
            horizontalAlignment: Text.AlignRight
            text: root.view.leader.length > 0 ? qsTr("%1 · %2").arg(root.view.pace).arg(root.view.leader)
                                              : root.view.pace
            color: Theme.faint
            font.pixelSize: Theme.small
        }
    }
    StageStrip {
        id: stages
        anchors.top: strip.bottom
        anchors.topMargin: Theme.s3
        width: parent.width
        visible: root.view.loaded
        stages: root.view.stages
    }
    Flickable {
        id: left
        anchors.top: stages.bottom
        anchors.topMargin: Theme.s3
        anchors.bottom: parent.bottom
        width: Math.floor((parent.width - Theme.s3) * 0.6)
        visible: root.view.loaded
        contentHeight: leftColumn.implicitHeight
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        T.ScrollBar.vertical: ScrollBar {}

        Column {
            id: leftColumn
            width: parent.width
            spacing: Theme.s3
            WavesPanel {
                id: waves
                width: parent.width
                waves: root.view.waves
            }
            MetricsPanel {
                width: parent.width
                charts: root.view.charts
                missing: root.session.connection.online
                         ? "" : qsTr("Measurements are not kept for reading offline.")
            }
            PlanPanel {
                width: parent.width
                plan: root.view.plan
            }
        }
    }
    FindingsPanel {
        id: findings
        anchors.top: left.top
        anchors.left: left.right
        anchors.leftMargin: Theme.s3
        anchors.right: parent.right
        visible: root.view.loaded
        findings: root.view.findings
        comparison: root.view.comparison
    }
    VotesPanel {
        id: votes
        anchors.top: findings.bottom
        anchors.topMargin: Theme.s3
        anchors.left: findings.left
        anchors.right: parent.right
        visible: root.view.loaded && votes.present
        votes: root.view.votes
    }
    EventsPanel {
        anchors.top: votes.visible ? votes.bottom : findings.bottom
        anchors.topMargin: Theme.s3
        anchors.bottom: parent.bottom
        anchors.left: findings.left
        anchors.right: parent.right
        visible: root.view.loaded
        events: root.view.events
    }
    EmptyState {
        anchors.centerIn: parent
        visible: !root.view.loaded
        iconName: root.view.error.length > 0 ? "warning" : "deployments"
        title: root.view.error.length > 0 ? qsTr("This deployment cannot be shown")
                                          : qsTr("Reading the deployment…")
        text: root.view.error
    }
}
