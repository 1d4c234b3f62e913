// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// One node beside the fleet: facts, what it runs, and the deployments that touched it.
Rectangle {
    id: root

    required property NodePanel panel
    // The whole page of this node is wanted.
    signal pageRequested

    color: Theme.panel
    radius: Theme.radius
    border.width: 1
    border.color: Theme.line
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Node %1").arg(root.panel.node)

    Item {
        id: head
        x: Theme.s4
        width: parent.width - 2 * Theme.s4
        height: Theme.px(64)
        Heading {
            id: name
            y: Theme.s3
            width: parent.width - close.width - whole.width
            text: root.panel.node
        }
        Row {
            anchors.top: name.bottom
            anchors.topMargin: Theme.s1
            spacing: Theme.s2
            StateChip {
                compact: true
                text: root.panel.stateText
                tone: root.panel.tone
            }
            TextLine {
                height: Theme.px(18)
                color: Theme.muted
                text: root.panel.environment
            }
        }
        IconButton {
            id: whole
            anchors.right: close.left
            y: Theme.s2
            iconName: "chevron-right"
            text: qsTr("Open the node's page")
            hint: qsTr("Open the node's page")
            onClicked: root.pageRequested()
        }
        IconButton {
            id: close
            anchors.right: parent.right
            anchors.rightMargin: -Theme.s2
            y: Theme.s2
            iconName: "close"
            text: qsTr("Close")
            onClicked: root.panel.close()
        }
    }
    Flickable {
        id: scroller
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.s2
        x: Theme.s4
        width: parent.width - 2 * Theme.s4
        clip: true
        contentHeight: column.height
        boundsBehavior: Flickable.StopAtBounds
        T.ScrollBar.vertical: ScrollBar {}

        Column {
            id: column
            width: parent.width
            spacing: Theme.s3
            Separator {
                width: parent.width
            }
            StateChip {
                text: root.panel.alarmText
                tone: Tone.Bad
            }
            FactGrid {
                width: parent.width
                facts: root.panel.facts
            }
            Heading {
                level: 3
                text: qsTr("Labels")
            }
            FactGrid {
                width: parent.width
                facts: root.panel.labels
            }
            Heading {
                level: 3
                text: qsTr("Releases")
            }
            DataTable {
                width: parent.width
                height: Theme.px(30) + Math.max(1, rows) * Theme.row
                name: qsTr("Releases")
                model: root.panel.releases
                shares: [1.1, 0.7, 1.4, 1]
            }
            Heading {
                level: 3
                text: qsTr("Deployments that touched it")
            }
            DataTable {
                width: parent.width
                height: Theme.px(30) + Math.max(1, rows) * Theme.row
                name: qsTr("Deployments that touched it")
                model: root.panel.deployments
                shares: [1.1, 1.4, 1]
            }
        }
    }
}
