// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Model
import HotSwap.Theme

// Which line is to be stopped, what that does in numbers, and why.
T.Popup {
    id: root

    required property OrderBoard orders
    // A scope that is chosen already; -1: the first one.
    property int scope: -1
    readonly property string reason: input.text.trim()

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(Theme.px(480), parent ? parent.width - 2 * Theme.s6 : Theme.px(480))
    padding: Theme.s6
    height: column.implicitHeight + 2 * padding
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape
    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    onAboutToShow: {
        input.clear()
        choice.currentIndex = Math.max(0, root.scope)
    }
    onOpened: choice.forceActiveFocus(Qt.PopupFocusReason)

    background: Rectangle {
        color: Theme.panel
        radius: Theme.s2
        border.width: 1
        border.color: Theme.lineStrong
    }
    FocusScope {
        anchors.fill: parent
        Accessible.role: Accessible.Dialog
        Accessible.name: caption.text
        Accessible.description: consequence.text

        Column {
            id: column
            width: parent.width
            spacing: Theme.s4
            Heading {
                id: caption
                width: parent.width
                wrapMode: Text.Wrap
                text: qsTr("Stop a line")
            }
            ComboBox {
                id: choice
                width: parent.width
                label: qsTr("Line")
                model: root.orders.scopes
            }
            TextLine {
                id: consequence
                width: parent.width
                wrapMode: Text.Wrap
                elide: Text.ElideNone
                color: Theme.muted
                text: root.opened ? root.orders.stopConsequence(choice.currentIndex) : ""
            }
            TextArea {
                id: input
                width: parent.width
                label: qsTr("Reason (required)")
                placeholderText: label
            }
            Row {
                anchors.right: parent.right
                spacing: Theme.s2
                Button {
                    text: qsTr("Cancel")
                    onClicked: root.close()
                }
                Button {
                    text: qsTr("Stop the line")
                    emphasis: 2
                    danger: true
                    enabled: root.reason.length > 0 && choice.currentIndex >= 0
                    onClicked: {
                        const place = choice.currentIndex
                        const reason = root.reason
                        root.close()
                        root.orders.stop(place, reason)
                    }
                }
            }
        }
    }
}
