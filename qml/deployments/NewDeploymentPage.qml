// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// A deployment being composed on the left, its plan on the right; every change makes a new plan.
Page {
    id: root

    required property ConsoleSession session
    readonly property DeploymentDraft draft: root.session.draft

    function fieldError(name: string): string {
        const wrong = root.draft.fieldErrors[name]
        //: %1 what would be right in a field
        return wrong === undefined ? "" : qsTr("expected %1").arg(wrong)
    }

    title: qsTr("New deployment")
    lead: IconButton {
        iconName: "chevron-left"
        text: qsTr("Back to the deployments")
        onClicked: root.session.navigator.back()
    }
    actions: [
        TextLine {
            height: Theme.control
            width: Math.min(implicitWidth, Theme.px(420))
            text: root.draft.error
            color: Theme.bad
            Accessible.role: Accessible.AlertMessage
        },
        VerbButton {
            text: qsTr("Deploy")
            iconName: "play"
            emphasis: 2
            allowed: root.draft.submittable
            whyNot: root.draft.error.length > 0 ? root.draft.error : qsTr("The plan is being made")
            onRequested: atOnce => root.draft.submit(atOnce)
        }
    ]

    Component.onCompleted: root.draft.begin()
    Component.onDestruction: root.draft.end()

    Connections {
        target: root.draft
        function onSubmitted(deployment: string): void {
            root.session.navigator.openDeployment(deployment)
        }
    }

    component Choice: Column {
        id: choice

        property string label: ""
        property string error: ""
        property alias model: box.model
        property alias currentIndex: box.currentIndex
        signal chosen(index: int)

        spacing: Theme.s1
        width: parent ? parent.width : 0
        TextLine {
            text: choice.label
            color: Theme.muted
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
        ComboBox {
            id: box
            width: parent.width
            label: choice.label
            error: choice.error
            onActivated: index => choice.chosen(index)
        }
        TextLine {
            visible: choice.error.length > 0
            text: choice.error
            color: Theme.bad
            font.pixelSize: Theme.small
        }
    }

    Flickable {
        id: form
        width: Theme.px(340)
        height: parent.height
        contentHeight: fields.implicitHeight
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        T.ScrollBar.vertical: ScrollBar {}

        Column {
            id: fields
            width: parent.width - Theme.s3
            spacing: Theme.s3
            Choice {
                label: qsTr("Module")
                model: root.draft.modules
                currentIndex: root.draft.module
                error: root.fieldError("module")
                onChosen: index => root.draft.module = index
            }
            Choice {
                label: qsTr("Version")
                model: root.draft.versions
                currentIndex: root.draft.version
                error: root.fieldError("version")
                onChosen: index => root.draft.version = index
            }
            Choice {
                label: qsTr("Environment")
                model: root.draft.environmentNames
                currentIndex: root.draft.environment
                error: root.fieldError("environment")
                onChosen: index => root.draft.environment = index
            }
            Choice {
                label: qsTr("Strategy")
                model: root.draft.strategyNames
                currentIndex: root.draft.strategy
                error: root.fieldError("strategy")
                onChosen: index => root.draft.strategy = index
            }
            TextLine {
                width: parent.width
                visible: root.draft.policyText.length > 0
                text: root.draft.policyText
                color: Theme.muted
                wrapMode: Text.Wrap
                elide: Text.ElideNone
            }
            TextLine {
                width: parent.width
                visible: root.draft.isCanary && root.draft.waveSteps.length > 0
                //: %1 "5 %, 25 %, 100 %", shares or numbers of nodes
                text: qsTr("Waves, each with those before: %1").arg(root.draft.waveSteps)
                color: Theme.muted
                wrapMode: Text.Wrap
                elide: Text.ElideNone
            }
            Grid {
                columns: 2
                columnSpacing: Theme.s4
                rowSpacing: Theme.s3
                NumberField {
                    visible: root.draft.isCanary && root.draft.waveSteps.length === 0
                    label: qsTr("First wave")
                    unit: root.draft.firstInNodes ? qsTr("nodes") : qsTr("% of nodes")
                    from: 1
                    to: root.draft.firstInNodes ? 10000 : 100
                    value: root.draft.firstWave
                    error: root.fieldError("strategy.firstWave")
                    onEdited: value => root.draft.firstWave = value
                }
                NumberField {
                    visible: root.draft.isCanary && root.draft.waveSteps.length === 0
                    label: qsTr("Each further wave")
                    unit: root.draft.stepInNodes ? qsTr("nodes") : qsTr("% of nodes")
                    from: 1
                    to: root.draft.stepInNodes ? 10000 : 100
                    value: root.draft.step
                    error: root.fieldError("strategy.increment")
                    onEdited: value => root.draft.step = value
                }
                NumberField {
                    visible: root.draft.isCanary
                    label: qsTr("Bake")
                    unit: qsTr("min")
                    to: 1440
                    value: root.draft.bakeMinutes
                    error: root.fieldError("strategy.bake")
                    onEdited: value => root.draft.bakeMinutes = value
                }
                NumberField {
                    visible: root.draft.isRolling
                    label: qsTr("Batch")
                    unit: root.draft.batchInNodes ? qsTr("nodes") : qsTr("% of nodes")
                    from: 1
                    to: root.draft.batchInNodes ? 10000 : 100
                    value: root.draft.batch
                    error: root.fieldError("strategy.batch")
                    onEdited: value => root.draft.batch = value
                }
                NumberField {
                    label: qsTr("At work at once")
                    unit: qsTr("nodes")
                    from: 1
                    to: 10000
                    value: root.draft.inFlight
                    error: root.fieldError("strategy.inFlightMax")
                    onEdited: value => root.draft.inFlight = value
                }
                NumberField {
                    label: qsTr("Availability floor")
                    unit: qsTr("% of nodes")
                    value: root.draft.floorPercent
                    error: root.fieldError("gate.availabilityFloorPercent")
                    onEdited: value => root.draft.floorPercent = value
                }
            }
            TextArea {
                width: parent.width
                label: qsTr("Description")
                placeholderText: qsTr("What this is for; approvers read it")
                error: root.fieldError("description")
                onTextChanged: root.draft.description = text
            }
            CheckBox {
                width: parent.width
                text: qsTr("Replace a deployment of this module that has not ended")
                checked: root.draft.supersede
                onToggled: root.draft.supersede = checked
            }
            TextLine {
                width: parent.width
                visible: root.draft.releaseNotes.length > 0
                text: root.draft.releaseNotes
                color: Theme.faint
                font.pixelSize: Theme.small
                wrapMode: Text.Wrap
                elide: Text.ElideNone
            }
        }
    }
    Flickable {
        anchors.left: form.right
        anchors.leftMargin: Theme.s4
        anchors.right: parent.right
        height: parent.height
        contentHeight: plan.implicitHeight
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        T.ScrollBar.vertical: ScrollBar {}

        PlanPanel {
            id: plan
            width: parent.width
            plan: root.draft.plan
        }
    }
}
