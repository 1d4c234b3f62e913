// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// Navigation: the pages, and who acts.
Rectangle {
    id: root

    required property ConsoleSession session
    // Icons alone: large texts leave no room for words.
    property bool compact: false
    readonly property string section: root.session.navigator.section
    readonly property string currentText: {
        switch (root.section) {
        case "deployments": return deployments.text
        case "approvals": return approvals.text
        case "audit": return audit.text
        case "coordination": return coordination.text
        case "policies": return policies.text
        case "settings": return settings.text
        default: return fleet.text
        }
    }
    signal helpRequested

    width: Theme.px(root.compact ? 58 : 196)
    color: Theme.rail
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Pages")

    Grid {
        x: root.compact ? (root.width - width) / 2 : Theme.s4
        y: (Theme.px(52) - height) / 2
        columns: root.compact ? 1 : 3
        spacing: root.compact ? 2 : Theme.s2
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter
        Rectangle {
            width: Theme.px(22)
            height: Theme.px(22)
            radius: Theme.radius
            color: Theme.accent
            Icon {
                anchors.fill: parent
                anchors.margins: 3
                name: "logo"
                color: Theme.accentText
            }
        }
        TextLine {
            visible: !root.compact
            text: "HotSwap"
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
        }
        Badge {
            visible: root.session.mode === "lab"
            text: qsTr("Lab")
            tone: Tone.Warning
        }
    }
    Column {
        x: Theme.s2
        y: Theme.px(56)
        width: parent.width - 2 * Theme.s2
        spacing: 2
        RailButton {
            id: fleet
            width: parent.width
            compact: root.compact
            text: qsTr("Fleet")
            iconName: "fleet"
            keys: "Alt+1"
            current: root.section === "fleet"
            onClicked: root.session.navigator.open("fleet")
        }
        RailButton {
            id: deployments
            width: parent.width
            compact: root.compact
            text: qsTr("Deployments")
            iconName: "deployments"
            keys: "Alt+2"
            current: root.section === "deployments"
            onClicked: root.session.navigator.open("deployments")
        }
        RailButton {
            id: approvals
            width: parent.width
            compact: root.compact
            text: qsTr("Approvals")
            iconName: "approvals"
            keys: "Alt+3"
            count: root.session.inbox.waitingForMe
            current: root.section === "approvals"
            onClicked: root.session.navigator.open("approvals")
        }
        RailButton {
            id: audit
            width: parent.width
            compact: root.compact
            text: qsTr("Audit")
            iconName: "audit"
            keys: "Alt+4"
            current: root.section === "audit"
            onClicked: root.session.navigator.open("audit")
        }
        RailButton {
            id: coordination
            width: parent.width
            compact: root.compact
            text: qsTr("Coordination")
            iconName: "coordination"
            keys: "Alt+5"
            current: root.section === "coordination"
            onClicked: root.session.navigator.open("coordination")
        }
        RailButton {
            id: policies
            width: parent.width
            compact: root.compact
            text: qsTr("Policies")
            iconName: "shield"
            keys: "Alt+6"
            current: root.section === "policies"
            onClicked: root.session.navigator.open("policies")
        }
        RailButton {
            id: settings
            width: parent.width
            compact: root.compact
            text: qsTr("Settings")
            iconName: "settings"
            keys: "Alt+7"
            current: root.section === "settings"
            onClicked: root.session.navigator.open("settings")
        }
    }
    Column {
        x: Theme.s2
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.s2
        width: parent.width - 2 * Theme.s2
        spacing: 2
        RailButton {
            width: parent.width
            compact: root.compact
            text: qsTr("Shortcuts")
            iconName: "keyboard"
            keys: "?"
            onClicked: root.helpRequested()
        }
        RailButton {
            width: parent.width
            compact: root.compact
            text: root.session.identities.current
            iconName: "person"
            keys: qsTr("%1 – Ctrl+Shift+I acts as the next person").arg(root.session.identities.roles)
            Accessible.name: qsTr("Acting as %1, %2").arg(root.session.identities.current)
                                                     .arg(root.session.identities.roles)
            onClicked: root.session.navigator.open("settings")
        }
    }
    Separator {
        anchors.right: parent.right
        width: 1
        height: parent.height
    }
}
