// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// What the policy as it is written would have made of past rollouts.
Panel {
    id: root

    required property PolicyTrial trial
    // What the policy is of.
    required property string place
    // The text is another one than was tried.
    required property bool outdated
    // How many of the rollouts that ended are tried.
    readonly property int last: root.lasts[amount.currentIndex]
    readonly property list<int> lasts: [10, 20, 50, 100]
    signal openRequested(deployment: string)

    function lastText(index: int): string {
        //: %1 a number of rollouts
        return qsTr("last %1").arg(root.lasts[index])
    }

    title: root.place
    detail: qsTr("what this text would have made of the last ones here")
    actions: [
        Button {
            text: qsTr("Open the deployment")
            emphasis: 0
            enabled: table.currentRow >= 0
            onClicked: root.openRequested(root.trial.deploymentAt(table.currentRow))
        },
        ComboBox {
            id: amount
            width: Theme.px(120)
            label: qsTr("How many of the last rollouts")
            model: [root.lastText(0), root.lastText(1), root.lastText(2), root.lastText(3)]
            currentIndex: 1
        }
    ]

    Item {
        anchors.fill: parent
        Column {
            id: sums
            width: parent.width
            spacing: Theme.s1
            TextLine {
                width: parent.width
                wrapMode: Text.Wrap
                elide: Text.ElideNone
                text: {
                    if (root.trial.running)
                        return qsTr("Trying it…")
                    if (root.trial.error.length > 0)
                        return root.trial.error
                    return root.trial.done ? root.trial.sentence : qsTr("Nothing has been tried yet.")
                }
                color: root.trial.error.length > 0 ? Theme.warning : Theme.text
                Accessible.role: root.trial.error.length > 0 ? Accessible.AlertMessage : Accessible.StaticText
            }
            TextLine {
                width: parent.width
                visible: root.outdated
                color: Theme.warning
                text: qsTr("The text has changed since this was tried.")
            }
        }
        DataTable {
            id: table
            anchors.top: sums.bottom
            anchors.topMargin: Theme.s3
            anchors.bottom: why.top
            anchors.bottomMargin: Theme.s2
            width: parent.width
            visible: root.trial.rollouts.count > 0
            opacity: root.trial.running ? 0.5 : 1
            name: qsTr("Past rollouts")
            model: root.trial.rollouts
            shares: [0.15, 0.15, 0.25, 0.29, 0.16]
        }
        TextLine {
            id: why
            anchors.bottom: parent.bottom
            width: parent.width
            wrapMode: Text.Wrap
            elide: Text.ElideNone
            color: Theme.muted
            text: root.trial.done ? root.trial.detailOf(table.currentRow) : ""
        }
    }
}
