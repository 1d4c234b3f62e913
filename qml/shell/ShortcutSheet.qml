// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import HotSwap.Theme
import HotSwap.Components

// `?` shows all keys.
T.Popup {
    id: root

    readonly property list<string> keys: [
        "Ctrl+K", "Alt+1 … 7", "Alt+←", "F6", "Tab", "Ctrl+N", "Ctrl+J", "Ctrl+Z", "/", "Ctrl+G", "↑ ↓ ← →",
        "+ −", "Shift+← →", "Enter", "Esc", "Shift", "Ctrl+Shift+T", "Ctrl+Shift+L", "Ctrl+Shift+I",
        "Ctrl + −"
    ]
    readonly property list<string> meanings: [
        qsTr("Go to a page, deployment, node or action"),
        qsTr("Pages of the rail"),
        qsTr("Back to the list"),
        qsTr("Into the page"),
        qsTr("Next control; with Shift the one before"),
        qsTr("New deployment"),
        qsTr("What waits for a person"),
        qsTr("Take back what waits to be sent"),
        qsTr("Filter this page"),
        qsTr("Grid or table of the fleet"),
        qsTr("Move within a grid, table or chart"),
        qsTr("Zoom a chart; Space pauses it"),
        qsTr("Move a chart’s view; Home ends it"),
        qsTr("Open or do"),
        qsTr("Close or clear"),
        qsTr("Held with a verb: skips the undo grace"),
        qsTr("Dark or light"),
        qsTr("Next language"),
        qsTr("Act as the next person"),
        qsTr("Text larger or smaller")
    ]

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(Theme.px(760), parent ? parent.width - 2 * Theme.s6 : Theme.px(760))
    padding: Theme.s6
    height: column.implicitHeight + 2 * padding
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    background: Rectangle {
        color: Theme.panel
        radius: Theme.s2
        border.width: 1
        border.color: Theme.lineStrong
    }
    FocusScope {
        anchors.fill: parent
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Shortcuts")
        Column {
            id: column
            width: parent.width
            spacing: Theme.s3
            Heading {
                text: qsTr("Shortcuts")
            }
            Grid {
                width: parent.width
                columns: 2
                columnSpacing: Theme.s6
                rowSpacing: Theme.s2
                Repeater {
                    model: root.keys.length
                    Item {
                        id: entry

                        required property int index

                        width: (column.width - Theme.s6) / 2
                        height: Theme.px(24)
                        Item {
                            id: slot
                            width: Theme.px(110)
                            height: parent.height
                            KeyHint {
                                anchors.verticalCenter: parent.verticalCenter
                                keys: root.keys[entry.index]
                            }
                        }
                        TextLine {
                            anchors.left: slot.right
                            width: parent.width - slot.width
                            height: parent.height
                            text: root.meanings[entry.index]
                        }
                    }
                }
            }
        }
    }
}
