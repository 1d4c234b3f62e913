// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Model
import HotSwap.Fleet

// Shows the page that the navigator names. A page is made when it is opened; the fleet is made once and kept,
// since people go back to it all day.
FocusScope {
    id: root

    required property ConsoleSession session
    readonly property string page: root.session.navigator.page

    function focusPage(): void {
        const shown = root.page === "fleet" ? fleet as Item : others.item as Item
        if (shown !== null)
            shown.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
    }

    // A component would be bound to this file, and Loader in Qt 6.4 refuses bound ones: hence by address.
    function showPage(): void {
        switch (root.page) {
        case "node": return root.load("Fleet/NodePage.qml")
        case "enrolment": return root.load("Fleet/EnrolmentPage.qml")
        case "deployments": return root.load("Deployments/DeploymentsPage.qml")
        case "deployment": return root.load("Deployments/DeploymentPage.qml")
        case "newDeployment": return root.load("Deployments/NewDeploymentPage.qml")
        case "approvals": return root.load("Approvals/ApprovalsPage.qml")
        case "audit": return root.load("Audit/AuditPage.qml")
        case "coordination": return root.load("Coordination/CoordinationPage.qml")
        case "policies": return root.load("Policies/PoliciesPage.qml")
        case "settings": return root.load("Settings/SettingsPage.qml")
        default: others.source = ""
        }
    }

    function load(file: string): void {
        others.setSource("qrc:/qt/qml/HotSwap/" + file, { "session": root.session })
    }

    onPageChanged: root.showPage()
    Component.onCompleted: root.showPage()

    FleetPage {
        id: fleet
        anchors.fill: parent
        visible: root.page === "fleet"
        enabled: visible
        fleet: root.session.fleet
        orders: root.session.orders
        navigator: root.session.navigator
    }
    Loader {
        id: others
        anchors.fill: parent
    }
}
