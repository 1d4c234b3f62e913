// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// The policies that were set on the left; one of them as text on the right, or what it would have made of
// past rollouts.
Page {
    id: root

    required property ConsoleSession session
    readonly property PolicyDesk desk: root.session.policies
    readonly property int placeRow: root.desk.placeRow
    // What the dialog about a text that would be lost goes on with: a row of the places, of the versions, a
    // module, or what is in force now.
    property string leaving: ""
    property int leavingTo: -1
    property bool trialShown: false

    function leave(kind: string, index: int): void {
        root.leaving = kind
        root.leavingTo = index
        if (root.desk.editor.edited)
            dropDialog.open()
        else
            root.goOn()
    }

    function goOn(): void {
        switch (root.leaving) {
        case "place": return root.desk.choosePlace(root.leavingTo)
        case "module": return root.desk.chooseModule(root.leavingTo)
        case "version": return root.desk.takeVersion(root.leavingTo)
        default: return root.desk.startOver()
        }
    }

    onPlaceRowChanged: placesTable.currentRow = root.placeRow

    title: qsTr("Policies")
    summary: root.desk.summary
    actions: [
        StateChip {
            anchors.verticalCenter: parent.verticalCenter
            text: root.desk.loaded && root.desk.error.length > 0 ? qsTr("Not up to date") : ""
            tone: Tone.Warning
        },
        Segments {
            objectName: "policyViews"
            label: qsTr("What is shown")
            texts: [qsTr("Text"), qsTr("Past rollouts")]
            current: root.trialShown ? 1 : 0
            onChosen: index => root.trialShown = index === 1
        },
        VerbButton {
            text: qsTr("Try on past rollouts")
            iconName: "clock"
            allowed: root.desk.triable
            whyNot: root.desk.whyNotTry
            onRequested: {
                root.trialShown = true
                root.desk.tryIt(trial.last)
            }
        },
        VerbButton {
            text: qsTr("Set policy…")
            iconName: "check"
            emphasis: 2
            allowed: root.desk.settable
            whyNot: root.desk.whyNotSet
            onRequested: setDialog.open()
        }
    ]

    Item {
        id: left
        width: Math.min(Theme.px(430), Math.round(parent.width * 0.42))
        height: parent.height
        visible: !root.trialShown

        Panel {
            id: placesPanel
            width: parent.width
            height: Math.round((parent.height - Theme.s4) * 0.55)
            title: qsTr("In force")
            actions: ComboBox {
                visible: root.desk.modules.length > 0
                width: Math.min(Theme.px(190), placesPanel.width * 0.6)
                label: qsTr("A policy for one module of %1").arg(root.desk.placeName)
                model: root.desk.modules
                currentIndex: -1
                displayText: qsTr("For one module…")
                onActivated: index => {
                    currentIndex = -1
                    root.leave("module", index)
                }
            }
            DataTable {
                id: placesTable
                anchors.fill: parent
                visible: root.desk.loaded
                name: qsTr("Policies in force")
                model: root.desk.places
                shares: [0.3, 0.26, 0.18, 0.26]
                onActivated: row => {
                    if (row !== root.placeRow)
                        root.leave("place", row)
                }
                Component.onCompleted: currentRow = root.placeRow
            }
            TextLine {
                visible: !root.desk.loaded
                width: parent.width
                wrapMode: Text.Wrap
                elide: Text.ElideNone
                color: root.desk.error.length > 0 ? Theme.warning : Theme.muted
                text: root.desk.error.length > 0 ? root.desk.error : qsTr("Reading…")
            }
        }
        Panel {
            anchors.top: placesPanel.bottom
            anchors.topMargin: Theme.s4
            anchors.bottom: parent.bottom
            width: parent.width
            title: qsTr("Versions")
            detail: root.desk.placeName
            actions: Button {
                text: qsTr("Into the text")
                enabled: versionsTable.currentRow >= 0
                onClicked: root.leave("version", versionsTable.currentRow)
            }
            Item {
                anchors.fill: parent
                DataTable {
                    id: versionsTable
                    anchors.top: parent.top
                    anchors.bottom: why.top
                    anchors.bottomMargin: Theme.s2
                    width: parent.width
                    visible: root.desk.versions.count > 0
                    name: qsTr("Versions of %1").arg(root.desk.placeName)
                    model: root.desk.versions
                    shares: [0.19, 0.21, 0.34, 0.26]
                }
                TextLine {
                    id: why
                    anchors.bottom: parent.bottom
                    width: parent.width
                    wrapMode: Text.Wrap
                    maximumLineCount: 3
                    color: Theme.muted
                    text: root.desk.reasonAt(versionsTable.currentRow)
                }
                TextLine {
                    visible: root.desk.versions.count === 0
                    width: parent.width
                    wrapMode: Text.Wrap
                    elide: Text.ElideNone
                    color: Theme.muted
                    text: qsTr("None was set here yet.")
                }
            }
        }
    }
    EditorPanel {
        anchors.left: left.right
        anchors.leftMargin: Theme.s4
        anchors.right: parent.right
        height: parent.height
        visible: !root.trialShown
        desk: root.desk
        onStartOverRequested: root.leave("now", -1)
    }
    TrialPanel {
        id: trial
        anchors.fill: parent
        visible: root.trialShown
        place: root.desk.placeName
        outdated: root.desk.trialOutdated
        trial: root.desk.trial
        onOpenRequested: deployment => root.session.navigator.openDeployment(deployment)
    }
    ConfirmDialog {
        id: setDialog
        //: %1 "Production", or "checkout in Production"
        title: qsTr("Set the policy of %1?").arg(root.desk.placeName)
        consequence: root.desk.consequence
        action: qsTr("Set policy")
        danger: false
        reasonRequired: true
        onConfirmed: reason => root.desk.setPolicy(reason)
    }
    ConfirmDialog {
        id: dropDialog
        title: qsTr("Drop what you have written?")
        consequence: root.desk.consequenceOfDropping
        action: qsTr("Drop it")
        onConfirmed: root.goOn()
    }
}
