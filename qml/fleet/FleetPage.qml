// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// The fleet as groups of cells or as a table, a filter, and the node that is open at the side.
Page {
    id: root

    required property Fleet fleet
    required property OrderBoard orders
    required property Navigator navigator
    property bool asTable: false
    onAsTableChanged: table.sync()

    // Moves the keyboard from one group to the next one in a direction.
    function enterGroup(from: int, direction: int, column: int): void {
        for (let i = from + direction; i >= 0 && i < groups.count; i += direction) {
            const panel = groups.itemAt(i) as FleetGroupPanel
            if (panel && panel.visible && panel.group.count > 0) {
                const last = panel.group.count - 1
                panel.grid.currentIndex = direction > 0 ? Math.min(column, last) : last
                panel.grid.forceActiveFocus(Qt.TabFocusReason)
                return
            }
        }
    }

    function showRange(top: real, bottom: real): void {
        if (top < scroller.contentY)
            scroller.contentY = Math.max(0, top - Theme.s4)
        else if (bottom > scroller.contentY + scroller.height)
            scroller.contentY = bottom - scroller.height + Theme.s4
    }

    title: qsTr("Fleet")
    summary: root.fleet.loaded ? root.fleet.summary : ""
    actions: [
        Button {
            visible: root.fleet.alarmText.length > 0
            danger: true
            iconName: "warning"
            text: root.fleet.alarmText
            onClicked: root.navigator.openNode(root.fleet.firstAlarmed)
        },
        VerbButton {
            text: qsTr("Stop a line")
            iconName: "stop"
            danger: true
            allowed: root.orders.allowed && root.orders.scopes.length > 0
            whyNot: root.orders.whyNot
            onRequested: stopDialog.open()
        },
        Button {
            text: qsTr("Enrolment")
            iconName: "node"
            onClicked: root.navigator.open("enrolment")
        },
        Segments {
            label: qsTr("View")
            texts: [qsTr("Grid"), qsTr("Table")]
            icons: ["grid", "table"]
            current: root.asTable ? 1 : 0
            onChosen: index => root.asTable = index === 1
        }
    ]

    StopDialog {
        id: stopDialog
        orders: root.orders
    }
    OrdersPanel {
        id: orderList
        width: parent.width - (side.visible ? side.width + Theme.s4 : 0)
        orders: root.orders
    }

    FleetFilterBar {
        id: filterBar
        anchors.top: orderList.visible ? orderList.bottom : parent.top
        anchors.topMargin: orderList.visible ? Theme.s3 : 0
        filter: root.fleet.filter
    }
    FleetLegend {
        legend: root.fleet.legend
        anchors.right: side.visible ? side.left : parent.right
        anchors.rightMargin: side.visible ? Theme.s4 : 0
        anchors.verticalCenter: filterBar.verticalCenter
        readonly property real room: parent.width - (side.visible ? side.width : 0)
        visible: !root.asTable && filterBar.width + width + Theme.s6 < room
    }
    Flickable {
        id: scroller

        anchors.top: filterBar.bottom
        anchors.topMargin: Theme.s3
        anchors.bottom: parent.bottom
        width: parent.width - (side.visible ? side.width + Theme.s4 : 0)
        clip: true
        visible: !root.asTable
        contentHeight: column.height
        boundsBehavior: Flickable.StopAtBounds
        T.ScrollBar.vertical: ScrollBar {}

        Column {
            id: column
            width: scroller.width - Theme.s3
            spacing: Theme.s3
            Repeater {
                id: groups
                model: root.fleet.groups
                FleetGroupPanel {
                    required property int index
                    required property bool shown
                    width: column.width
                    visible: shown
                    viewTop: scroller.contentY - y
                    viewHeight: scroller.height
                    onNodeChosen: node => root.fleet.panel.open(node)
                    onEdgeLeft: (direction, column) => root.enterGroup(index, direction, column)
                    onCurrentMoved: (top, bottom) => root.showRange(y + top, y + bottom)
                }
            }
        }
    }
    // Made when it is asked for: a hidden table would follow every change of 10,000 nodes. By file: a
    // component of this one would be bound to it, and Loader in Qt 6.4 refuses bound ones.
    Loader {
        id: table

        function sync(): void {
            if (root.asTable)
                table.setSource("FleetTablePanel.qml", { "fleet": root.fleet })
            else
                table.source = ""
        }

        anchors.top: filterBar.bottom
        anchors.topMargin: Theme.s3
        anchors.bottom: parent.bottom
        width: scroller.width
        Component.onCompleted: table.sync()
    }
    NodeSidePanel {
        id: side
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: Theme.px(360)
        visible: root.fleet.panel.node.length > 0
        panel: root.fleet.panel
        onPageRequested: root.navigator.openNode(root.fleet.panel.node)
    }
    EmptyState {
        anchors.centerIn: parent
        visible: root.fleet.count === 0
        iconName: root.fleet.loaded ? "fleet" : "busy"
        title: root.fleet.loaded ? qsTr("No nodes yet") : qsTr("Reading the fleet")
        text: root.fleet.loaded ? qsTr("Nodes appear here as soon as their agents say hello.") : ""
    }
    Shortcut {
        sequence: "/"
        onActivated: filterBar.focusSearch()
    }
    Shortcut {
        sequence: "Ctrl+G"
        onActivated: root.asTable = !root.asTable
    }
    Shortcut {
        sequence: "Ctrl+Return"
        enabled: side.visible
        onActivated: root.navigator.openNode(root.fleet.panel.node)
    }
    Shortcut {
        sequence: "Escape"
        enabled: side.visible
        onActivated: root.fleet.panel.close()
    }
}
