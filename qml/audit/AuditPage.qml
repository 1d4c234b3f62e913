// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Dialogs
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// Who did what, newest first; whether the chain of records holds; export.
Page {
    id: root

    required property ConsoleSession session
    readonly property AuditView audit: root.session.audit

    title: qsTr("Audit")
    actions: [
        StateChip {
            anchors.verticalCenter: parent.verticalCenter
            text: root.audit.chain
            tone: root.audit.chainTone
        },
        Button {
            text: qsTr("Verify again")
            iconName: "shield"
            enabled: root.session.connection.online
            onClicked: root.audit.verify()
        },
        Button {
            text: qsTr("Export…")
            iconName: "export"
            enabled: root.audit.table.count > 0
            onClicked: target.open()
        }
    ]

    Component.onCompleted: root.audit.begin()

    FileDialog {
        id: target
        fileMode: FileDialog.SaveFile
        title: qsTr("Export the audit log")
        nameFilters: [qsTr("Comma separated values (*.csv)"), qsTr("JSON (*.json)")]
        defaultSuffix: "csv"
        onAccepted: root.audit.exportTo(target.selectedFile)
    }
    SearchField {
        id: search
        width: Theme.px(320)
        label: qsTr("Search the audit log")
        placeholderText: qsTr("Person, action, subject or details")
        onTextEdited: root.audit.text = text
    }
    DataTable {
        id: table
        anchors.top: search.bottom
        anchors.topMargin: Theme.s2
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.audit.table.count > 0
        name: qsTr("Audit records")
        model: root.audit.table
        shares: root.audit.widths
        onEndReached: root.audit.loadMore()
    }
    EmptyState {
        anchors.horizontalCenter: table.horizontalCenter
        y: table.y + Math.max(0, (table.height - height) / 2)
        visible: root.audit.table.count === 0
        iconName: root.audit.error.length > 0 ? "warning" : "audit"
        title: {
            if (root.audit.error.length > 0)
                return qsTr("The audit log could not be read")
            return root.audit.loading ? qsTr("Reading the audit log…") : qsTr("No record matches")
        }
        text: root.audit.error
    }
}
