// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Theme

// Asks before something that cannot be taken back. `consequence` says in numbers what will happen.
T.Popup {
    id: root

    property string title: ""
    property string consequence: ""
    property string action: ""
    property bool danger: true
    property bool reasonRequired: false
    property bool reasonAsked: false
    readonly property string reason: input.text.trim()
    signal confirmed(reason: string)

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(Theme.px(460), parent ? parent.width - 2 * Theme.s6 : Theme.px(460))
    padding: Theme.s6
    height: column.implicitHeight + 2 * padding
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    onAboutToShow: input.clear()
    onOpened: {
        if (root.reasonAsked || root.reasonRequired)
            input.forceActiveFocus(Qt.PopupFocusReason)
        else
            dismissal.forceActiveFocus(Qt.PopupFocusReason)
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
        Accessible.name: root.title
        Accessible.description: root.consequence

        Column {
            id: column
            width: parent.width
            spacing: Theme.s4
            Heading {
                width: parent.width
                wrapMode: Text.Wrap
                text: root.title
            }
            TextLine {
                width: parent.width
                wrapMode: Text.Wrap
                elide: Text.ElideNone
                color: Theme.muted
                text: root.consequence
                visible: root.consequence.length > 0
            }
            TextArea {
                id: input
                width: parent.width
                visible: root.reasonAsked || root.reasonRequired
                label: root.reasonRequired ? qsTr("Reason (required)") : qsTr("Reason")
                placeholderText: label
            }
            Row {
                anchors.right: parent.right
                spacing: Theme.s2
                Button {
                    id: dismissal
                    text: qsTr("Cancel")
                    onClicked: root.close()
                }
                Button {
                    text: root.action
                    emphasis: 2
                    danger: root.danger
                    enabled: !root.reasonRequired || root.reason.length > 0
                    onClicked: {
                        const reason = root.reason
                        root.close()
                        root.confirmed(reason)
                    }
                }
            }
        }
    }
}
