// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// Ctrl+K: type a few letters, go there or do it.
T.Popup {
    id: root

    required property CommandPalette palette

    parent: T.Overlay.overlay
    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? Math.round(parent.height * 0.12) : 0
    width: Math.min(Theme.px(620), parent ? parent.width - 2 * Theme.s6 : Theme.px(620))
    padding: 1
    height: input.height + list.height + Theme.s2 + 2 * padding
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }
    onAboutToShow: {
        input.clear()
        root.palette.query = ""
        list.currentIndex = 0
    }
    onOpened: input.forceActiveFocus(Qt.PopupFocusReason)

    background: Rectangle {
        color: Theme.panel
        radius: Theme.s2
        border.width: 1
        border.color: Theme.lineStrong
    }
    FocusScope {
        anchors.fill: parent
        Accessible.role: Accessible.Dialog
        Accessible.name: qsTr("Go to")

        TextField {
            id: input
            width: parent.width
            implicitHeight: Theme.px(46)
            leftPadding: Theme.px(40)
            font.pixelSize: Theme.title
            label: qsTr("Go to a page, deployment, node or action")
            placeholderText: label
            focus: true
            background: Item {}
            onTextEdited: {
                root.palette.query = text
                list.currentIndex = 0
            }
            Keys.onDownPressed: list.incrementCurrentIndex()
            Keys.onUpPressed: list.decrementCurrentIndex()
            onAccepted: list.choose(list.currentIndex)
            Icon {
                x: Theme.s4
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.px(16)
                height: Theme.px(16)
                name: "search"
                color: Theme.faint
            }
        }
        Separator {
            anchors.top: input.bottom
            width: parent.width
        }
        ListView {
            id: list

            function choose(index: int): void {
                root.close()
                root.palette.choose(index)
            }

            anchors.top: input.bottom
            anchors.topMargin: Theme.s1 + 1
            x: Theme.s1
            width: parent.width - 2 * Theme.s1
            height: Math.min(contentHeight, Theme.px(36) * 10)
            clip: true
            model: root.palette
            boundsBehavior: Flickable.StopAtBounds
            T.ScrollBar.vertical: ScrollBar {}
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Results")

            delegate: Rectangle {
                id: entry

                required property int index
                required property string title
                required property string detail
                required property string iconName
                required property string shortcut

                width: ListView.view ? ListView.view.width : 0
                height: Theme.px(36)
                radius: Theme.radius
                color: ListView.isCurrentItem ? Theme.selected : hover.hovered ? Theme.hover : "transparent"
                Accessible.role: Accessible.ListItem
                Accessible.name: qsTr("%1, %2").arg(entry.title).arg(entry.detail)
                Accessible.selected: ListView.isCurrentItem
                Accessible.onPressAction: list.choose(entry.index)

                Icon {
                    x: Theme.s3
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.px(16)
                    height: Theme.px(16)
                    name: entry.iconName
                    color: Theme.muted
                }
                TextLine {
                    id: title_
                    x: Theme.px(40)
                    height: parent.height
                    width: Math.min(implicitWidth, parent.width * 0.6)
                    text: entry.title
                    Accessible.ignored: true
                }
                TextLine {
                    anchors.left: title_.right
                    anchors.leftMargin: Theme.s3
                    anchors.right: keys.left
                    height: parent.height
                    color: Theme.faint
                    text: entry.detail
                    Accessible.ignored: true
                }
                KeyHint {
                    id: keys
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.s3
                    anchors.verticalCenter: parent.verticalCenter
                    keys: entry.shortcut
                }
                HoverHandler {
                    id: hover
                }
                TapHandler {
                    onTapped: list.choose(entry.index)
                }
            }
        }
        TextLine {
            anchors.top: input.bottom
            width: parent.width
            height: Theme.px(44)
            horizontalAlignment: Text.AlignHCenter
            visible: root.palette.count === 0
            color: Theme.faint
            text: qsTr("Nothing found")
        }
    }
}
