// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import HotSwap.Model
import HotSwap.Theme

// One choice of a list of texts. `label` names it.
T.ComboBox {
    id: root

    property string label: ""
    property string error: ""

    implicitWidth: Math.max(Theme.px(120), Math.ceil(implicitContentWidth) + leftPadding + rightPadding)
    implicitHeight: Theme.control
    leftPadding: Theme.s2
    rightPadding: Theme.px(26)
    activeFocusOnTab: true
    focusPolicy: Qt.StrongFocus
    font.pixelSize: Theme.body
    hoverEnabled: true
    Accessible.role: Accessible.ComboBox
    Accessible.name: root.label.length > 0 ? root.label + ": " + root.displayText : root.displayText
    Accessible.description: root.error
    Accessible.onPressAction: root.popup.open()

    // On release, as Space does: the template closes an open list with the release of Return.
    Keys.onReleased: event => {
        const isReturn = event.key === Qt.Key_Return || event.key === Qt.Key_Enter
        if (isReturn && !event.isAutoRepeat && !root.popup.visible) {
            root.popup.open()
            event.accepted = true
        }
    }

    contentItem: Text {
        text: root.displayText
        color: root.enabled ? Theme.text : Theme.faint
        font.pixelSize: root.font.pixelSize
        elide: Text.ElideRight
        verticalAlignment: Text.AlignVCenter
        textFormat: Text.PlainText
        Accessible.ignored: true
    }
    indicator: Icon {
        x: root.width - width - Theme.s2
        y: (root.height - height) / 2
        width: Theme.px(14)
        height: Theme.px(14)
        name: "chevron-down"
        color: Theme.muted
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.down || root.hovered ? Theme.hover : Theme.raised
        border.width: root.visualFocus ? 2 : 1
        border.color: root.error.length > 0 ? Theme.bad : root.visualFocus ? Theme.focus : Theme.line
    }
    delegate: T.ItemDelegate {
        id: choice

        required property int index
        required property string modelData

        width: ListView.view ? ListView.view.width : 0
        implicitHeight: Theme.row
        highlighted: root.highlightedIndex === choice.index
        text: choice.modelData
        Accessible.role: Accessible.ListItem
        Accessible.name: choice.text
        contentItem: Text {
            leftPadding: Theme.s2
            rightPadding: Theme.s2
            text: choice.text
            color: Theme.text
            font.pixelSize: Theme.body
            font.weight: root.currentIndex === choice.index ? Font.DemiBold : Font.Normal
            elide: Text.ElideRight
            verticalAlignment: Text.AlignVCenter
            textFormat: Text.PlainText
        }
        background: Rectangle {
            color: choice.highlighted ? Theme.selected : "transparent"
            radius: Theme.s1
        }
    }
    popup: T.Popup {
        y: root.height + 2
        width: Math.max(root.width, Theme.px(160))
        implicitHeight: Math.min(contentItem.implicitHeight + 2 * padding, Theme.px(320))
        padding: Theme.s1
        margins: Theme.s2
        contentItem: ListView {
            clip: true
            implicitHeight: contentHeight
            model: root.popup.visible ? root.delegateModel : null
            currentIndex: root.highlightedIndex
        }
        background: Rectangle {
            color: Theme.raised
            border.color: Theme.lineStrong
            radius: Theme.radius
        }
    }
}
