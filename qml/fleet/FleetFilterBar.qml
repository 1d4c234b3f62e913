// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// Narrows the fleet by text, environment, state and release.
Row {
    id: root

    required property FleetFilter filter

    function focusSearch(): void {
        search.forceActiveFocus(Qt.ShortcutFocusReason)
    }

    spacing: Theme.s2

    SearchField {
        id: search
        width: Theme.px(240)
        label: qsTr("Filter nodes")
        placeholderText: qsTr("Name, release or label")
        text: root.filter.text
        onTextEdited: root.filter.text = text
        onTextChanged: if (text.length === 0) root.filter.text = ""
    }
    ComboBox {
        label: qsTr("Environment")
        model: root.filter.environments
        currentIndex: root.filter.environment
        onActivated: index => root.filter.environment = index
    }
    ComboBox {
        label: qsTr("State")
        model: root.filter.states
        currentIndex: root.filter.state
        onActivated: index => root.filter.state = index
    }
    ComboBox {
        label: qsTr("Release")
        model: root.filter.releases
        currentIndex: root.filter.release
        onActivated: index => root.filter.release = index
    }
    Button {
        text: qsTr("Clear")
        emphasis: 0
        visible: root.filter.active
        onClicked: {
            root.filter.clear()
            search.clear()
        }
    }
}
