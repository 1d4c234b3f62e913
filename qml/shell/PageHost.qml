// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Model
import HotSwap.Approvals
import HotSwap.Audit
import HotSwap.Deployments
import HotSwap.Fleet
import HotSwap.Settings

// Shows the page that the navigator names. A page is made when it is first seen; the fleet is kept, since
// people go back to it all day.
FocusScope {
    id: root

    required property ConsoleSession session
    readonly property string page: root.session.navigator.page
    property bool fleetSeen: false

    onPageChanged: root.noteFleet()
    Component.onCompleted: root.noteFleet()

    function noteFleet(): void {
        if (root.page === "fleet")
            root.fleetSeen = true
    }

    function focusPage(): void {
        const shown = root.page === "fleet" ? fleetLoader.item as Item : others.item as Item
        if (shown !== null)
            shown.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
    }

    Loader {
        id: fleetLoader
        anchors.fill: parent
        active: root.fleetSeen
        visible: root.page === "fleet"
        enabled: visible
        sourceComponent: FleetPage {
            fleet: root.session.fleet
        }
    }
    Loader {
        id: others
        anchors.fill: parent
        active: root.page !== "fleet"
        sourceComponent: {
            switch (root.page) {
            case "deployments": return deploymentsPage
            case "deployment": return deploymentPage
            case "newDeployment": return newDeploymentPage
            case "approvals": return approvalsPage
            case "audit": return auditPage
            case "settings": return settingsPage
            default: return null
            }
        }
    }
    Component {
        id: deploymentsPage
        DeploymentsPage {
            session: root.session
        }
    }
    Component {
        id: deploymentPage
        DeploymentPage {
            session: root.session
        }
    }
    Component {
        id: newDeploymentPage
        NewDeploymentPage {
            session: root.session
        }
    }
    Component {
        id: approvalsPage
        ApprovalsPage {
            session: root.session
        }
    }
    Component {
        id: auditPage
        AuditPage {
            session: root.session
        }
    }
    Component {
        id: settingsPage
        SettingsPage {
            appearance: root.session.appearance
            identities: root.session.identities
            connection: root.session.connection
            mode: root.session.mode
        }
    }
}
