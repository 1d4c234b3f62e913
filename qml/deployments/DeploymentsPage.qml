// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// What runs, those that wait for a person first; below, what ended, searched and read page by page.
Page {
    id: root

    required property ConsoleSession session
    readonly property DeploymentBoard board: root.session.board

    title: qsTr("Deployments")
    summary: root.board.running.count > 0 ? qsTr("%n not ended", "", root.board.running.count) : ""
    actions: Button {
        text: qsTr("New deployment")
        hint: qsTr("Ctrl+N")
        iconName: "plus"
        emphasis: 2
        onClicked: root.session.navigator.open("newDeployment")
    }

    ListView {
        id: running
        width: parent.width
        height: Math.min(contentHeight, parent.height * 0.45)
        clip: true
        spacing: Theme.s2
        boundsBehavior: Flickable.StopAtBounds
        model: root.board.running
        visible: root.board.running.count > 0
        keyNavigationEnabled: true
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Deployments that have not ended")
        T.ScrollBar.vertical: ScrollBar {}
        delegate: RunningCard {
            required property string key
            required title
            required environment
            required strategy
            required stateWord
            required tone
            required progress
            required fraction
            required why
            required requestedBy

            width: running.width
            onClicked: root.session.navigator.openDeployment(key)
        }
    }
    Row {
        id: filters
        anchors.top: running.visible ? running.bottom : parent.top
        anchors.topMargin: running.visible ? Theme.s4 : 0
        spacing: Theme.s2
        Heading {
            height: Theme.control
            level: 3
            text: qsTr("History")
        }
        SearchField {
            width: Theme.px(260)
            label: qsTr("Search the history")
            placeholderText: qsTr("Module, version, person, id")
            onTextEdited: root.board.text = text
        }
        ComboBox {
            label: qsTr("Outcome")
            model: root.board.outcomes
            currentIndex: root.board.outcome
            onActivated: index => root.board.outcome = index
        }
    }
    DataTable {
        id: history
        anchors.top: filters.bottom
        anchors.topMargin: Theme.s2
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.board.history.count > 0
        name: qsTr("Ended deployments")
        model: root.board.history
        shares: root.board.historyWidths
        onActivated: row => root.session.navigator.openDeployment(root.board.history.keyAt(row))
        onEndReached: root.board.loadMore()
    }
    EmptyState {
        anchors.horizontalCenter: history.horizontalCenter
        y: history.y + Math.max(0, (history.height - height) / 2)
        visible: root.board.history.count === 0
        iconName: root.board.error.length > 0 ? "warning" : "deployments"
        title: {
            if (root.board.error.length > 0)
                return qsTr("The history could not be read")
            if (root.board.loading)
                return qsTr("Reading the history…")
            return qsTr("Nothing has ended yet")
        }
        text: {
            if (root.board.error.length > 0)
                return root.board.error
            return root.board.loading ? ""
                                      : qsTr("Deployments that end, or match the search, are listed here.")
        }
    }
}
