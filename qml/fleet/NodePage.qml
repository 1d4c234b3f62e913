// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// One node: facts, releases, journal, log, charts, recent deployments; drain and put back.
Page {
    id: root

    required property ConsoleSession session
    readonly property NodeView view: root.session.node
    readonly property NodePanel card: root.view.card
    readonly property bool wide: width >= Theme.px(860)

    title: root.view.node
    summary: root.card.environment
    lead: IconButton {
        iconName: "chevron-left"
        text: qsTr("Back to the fleet")
        hint: qsTr("Back to the fleet")
        onClicked: root.session.navigator.back()
    }
    actions: [
        StateChip {
            anchors.verticalCenter: parent.verticalCenter
            text: root.card.alarmText
            tone: Tone.Bad
        },
        StateChip {
            anchors.verticalCenter: parent.verticalCenter
            text: root.card.stateText
            tone: root.card.tone
        },
        VerbButton {
            visible: !root.view.drained
            text: qsTr("Drain")
            iconName: "pause"
            allowed: root.view.drainAllowed
            whyNot: root.view.drainWhyNot
            onRequested: drainDialog.open()
        },
        VerbButton {
            visible: root.view.drained
            text: qsTr("Put back")
            iconName: "play"
            allowed: root.view.drainAllowed
            whyNot: root.view.drainWhyNot
            onRequested: atOnce => root.view.undrain(atOnce)
        }
    ]

    ConfirmDialog {
        id: drainDialog
        //: %1 node
        title: qsTr("Drain %1?").arg(root.view.node)
        consequence: root.view.drainConsequence
        action: qsTr("Drain")
        reasonAsked: true
        onConfirmed: reason => root.view.drain(reason)
    }
    Flickable {
        id: board
        anchors.fill: parent
        visible: root.view.known
        clip: true
        contentHeight: Math.max(facts.height, main.y + main.height)
        boundsBehavior: Flickable.StopAtBounds
        T.ScrollBar.vertical: ScrollBar {}

        Column {
            id: facts
            width: root.wide ? Theme.px(280) : board.width - Theme.s3
            spacing: Theme.s4
            Panel {
                width: parent.width
                title: qsTr("Facts")
                FactGrid {
                    width: parent.width
                    facts: root.card.facts
                }
            }
            Panel {
                width: parent.width
                title: qsTr("Labels")
                FactGrid {
                    width: parent.width
                    facts: root.card.labels
                }
            }
            Panel {
                width: parent.width
                height: Theme.px(94) + Math.max(1, root.card.deployments.count) * Theme.row
                title: qsTr("Recent deployments")
                DataTable {
                    anchors.fill: parent
                    name: qsTr("Recent deployments")
                    model: root.card.deployments
                    shares: [1.2, 1.3]
                    onActivated: row => {
                        root.session.navigator.openDeployment(root.card.deployments.keyAt(row))
                    }
                }
            }
        }
        Column {
            id: main
            x: root.wide ? facts.width + Theme.s4 : 0
            y: root.wide ? 0 : facts.height + Theme.s4
            width: board.width - x - Theme.s3
            spacing: Theme.s4
            Panel {
                width: parent.width
                height: Theme.px(94) + root.view.alarms.count * Theme.row
                visible: root.view.alarms.count > 0
                title: qsTr("Alarms")
                detail: qsTr("what the node refused or found wrong")
                border.color: Theme.bad
                DataTable {
                    anchors.fill: parent
                    name: qsTr("Alarms")
                    model: root.view.alarms
                    shares: [0.2, 0.5, 0.2, 0.1]
                }
            }
            Panel {
                width: parent.width
                height: Theme.px(94) + Math.max(1, root.card.releases.count) * Theme.row
                title: qsTr("Releases")
                DataTable {
                    anchors.fill: parent
                    name: qsTr("Releases")
                    model: root.card.releases
                    shares: [1.2, 0.8, 1.1, 1.4, 0.8, 0.8]
                }
            }
            Panel {
                width: parent.width
                visible: root.view.charts.count > 0
                title: qsTr("How it is doing")
                detail: qsTr("the last hour")
                Grid {
                    id: grid
                    width: parent.width
                    columns: width > Theme.px(760) ? 3 : width > Theme.px(480) ? 2 : 1
                    spacing: Theme.s3
                    Repeater {
                        model: root.view.charts
                        Item {
                            id: cell

                            required property ChartData chart

                            width: (grid.width - (grid.columns - 1) * grid.spacing) / grid.columns
                            height: Theme.px(130)

                            TextLine {
                                width: parent.width - latest.width - Theme.s2
                                text: cell.chart.title
                                font.pixelSize: Theme.small
                                font.weight: Font.Medium
                            }
                            TextLine {
                                id: latest
                                anchors.right: parent.right
                                text: cell.chart.firstValue
                                color: Theme.muted
                                font.pixelSize: Theme.small
                            }
                            TimeSeriesChart {
                                id: plot
                                y: Theme.px(20)
                                width: parent.width
                                height: parent.height - y
                                chartData: cell.chart
                                colors: Theme.chart
                                labelSize: Theme.tiny
                                activeFocusOnTab: true
                                Accessible.role: Accessible.Chart
                                Accessible.name: cell.chart.title
                                Accessible.description: cell.chart.summary

                                ToolTip {
                                    visible: plot.readout.length > 0
                                    delay: 0
                                    text: plot.readout
                                }
                                FocusFrame {
                                    shown: plot.activeFocus
                                    gap: 0
                                }
                            }
                        }
                    }
                }
            }
            Panel {
                width: parent.width
                height: Theme.px(94) + Math.max(1, Math.min(8, root.view.journal.count)) * Theme.row
                title: qsTr("Journal")
                detail: root.view.journalError.length > 0 ? root.view.journalError
                                                          : qsTr("commands and receipts, newest first")
                DataTable {
                    anchors.fill: parent
                    visible: root.view.journal.count > 0
                    name: qsTr("Journal")
                    model: root.view.journal
                    shares: [0.17, 0.1, 0.15, 0.12, 0.26, 0.08, 0.12]
                    onEndReached: root.view.moreJournal()
                }
                TextLine {
                    visible: root.view.journal.count === 0
                    color: Theme.faint
                    text: qsTr("No command was meant for this node yet.")
                }
            }
            NodeLogPanel {
                width: parent.width
                height: Theme.px(330)
                log: root.view.log
            }
        }
    }
    EmptyState {
        anchors.centerIn: parent
        visible: !root.view.known
        iconName: "node"
        title: qsTr("The fleet does not have this node")
        text: qsTr("It may have been given another name, or belong to another tenant.")
        action: qsTr("Back to the fleet")
        onActed: root.session.navigator.back()
    }
    Shortcut {
        sequence: "Escape"
        onActivated: root.session.navigator.back()
    }
}
