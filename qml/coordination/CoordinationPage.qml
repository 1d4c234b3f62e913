// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// Who takes part, who leads what, who waits for a lock, and how events and the database are.
Page {
    id: root

    required property ConsoleSession session
    readonly property CoordinationView view: root.session.coordination
    // The tables stand beside the facts while there is room for both.
    readonly property bool wide: width >= Theme.px(860)
    readonly property int tablesWidth: root.wide ? Math.floor(top.width * 0.66) : top.width

    title: qsTr("Coordination")
    summary: root.view.summary
    actions: [
        StateChip {
            anchors.verticalCenter: parent.verticalCenter
            text: root.view.loaded && root.view.error.length > 0 ? qsTr("Not up to date") : ""
            tone: Tone.Warning
        },
        Button {
            text: qsTr("Refresh")
            iconName: "retry"
            onClicked: root.view.refresh()
        }
    ]

    Component.onCompleted: root.view.refresh()
    Component.onDestruction: root.view.leaseRow = -1

    Flickable {
        id: board
        anchors.fill: parent
        visible: root.view.loaded
        clip: true
        contentHeight: Math.max(tables.y + tables.height, facts.y + facts.height)
        boundsBehavior: Flickable.StopAtBounds
        T.ScrollBar.vertical: ScrollBar {}

        Column {
            id: top
            width: board.width - Theme.s3
            spacing: Theme.s4
            TextLine {
                width: parent.width
                visible: root.view.error.length > 0
                wrapMode: Text.Wrap
                elide: Text.ElideNone
                color: Theme.warning
                text: root.view.error
            }
            TablePanel {
                width: parent.width
                height: Math.min(wanted, Theme.px(330))
                title: qsTr("Who takes part")
                detail: root.view.presenceRule
                model: root.view.participants
                shares: [0.13, 0.13, 0.155, 0.1, 0.068, 0.09, 0.206, 0.121]
                empty: qsTr("Nobody has announced itself.")
            }
        }
        Column {
            id: tables
            y: top.height + Theme.s4
            width: root.tablesWidth
            spacing: Theme.s4
            TablePanel {
                id: leases
                width: parent.width
                height: Math.min(wanted, Theme.px(330))
                title: qsTr("Leases")
                detail: qsTr("Who leads the deployments of a module in an environment")
                model: root.view.leases
                shares: [0.14, 0.155, 0.15, 0.1, 0.1, 0.115, 0.24]
                empty: qsTr("Nobody leads a deployment now.")
                onCurrentRowChanged: root.view.leaseRow = leases.currentRow
                actions: [
                    VerbButton {
                        text: qsTr("Hand over")
                        iconName: "promote"
                        allowed: root.view.handOverAllowed
                        whyNot: root.view.handOverWhyNot
                        onRequested: atOnce => root.view.handOver(atOnce)
                    }
                ]
            }
            TablePanel {
                width: parent.width
                height: Math.min(wanted, Theme.px(270))
                title: qsTr("Locks")
                model: root.view.locks
                shares: [0.46, 0.26, 0.14, 0.14]
                empty: qsTr("No lock is held or waited for.")
            }
        }
        Column {
            id: facts
            x: root.wide ? tables.width + Theme.s4 : 0
            y: root.wide ? tables.y : tables.y + tables.height + Theme.s4
            width: top.width - x
            spacing: Theme.s4
            Panel {
                width: parent.width
                title: qsTr("Events and commands")
                FactGrid {
                    width: parent.width
                    labelWidth: Theme.px(136)
                    facts: root.view.flow
                }
            }
            Panel {
                width: parent.width
                title: qsTr("Database")
                Column {
                    width: parent.width
                    spacing: Theme.s4
                    FactGrid {
                        width: parent.width
                        labelWidth: Theme.px(136)
                        visible: root.view.hasDatabase
                        facts: root.view.database
                    }
                    StateChip {
                        text: root.view.hasDatabase && root.view.warnings.count === 0
                              ? qsTr("Nothing to put right") : ""
                        tone: Tone.Good
                    }
                    WarningsList {
                        width: parent.width
                        visible: root.view.warnings.count > 0
                        warnings: root.view.warnings
                    }
                    TextLine {
                        width: parent.width
                        visible: !root.view.hasDatabase
                        wrapMode: Text.Wrap
                        elide: Text.ElideNone
                        color: Theme.muted
                        text: qsTr("There is no database behind this console: what it shows is in its own "
                                   + "memory and ends with it.")
                    }
                }
            }
        }
    }
    EmptyState {
        anchors.centerIn: parent
        visible: !root.view.loaded
        iconName: root.view.error.length > 0 ? "warning" : "coordination"
        title: root.view.error.length > 0 ? qsTr("Who takes part could not be read")
                                          : qsTr("Asking who takes part…")
        text: root.view.error
        action: root.view.error.length > 0 ? qsTr("Try again") : ""
        onActed: root.view.refresh()
    }
}
