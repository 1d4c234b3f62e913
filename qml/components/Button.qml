// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Model
import HotSwap.Theme

// The button. `emphasis` 0 is quiet, 1 normal, 2 the page's one main action; `danger` warns.
T.Button {
    id: root

    property string iconName: ""
    property int emphasis: 1
    property bool danger: false
    property string hint: ""
    // Shift was held with the key that clicks.
    property bool shiftHeld: false

    readonly property color ink: {
        if (!root.enabled)
            return Theme.faint
        if (root.danger)
            return Theme.bad
        return root.emphasis === 2 ? Theme.accentText : Theme.text
    }

    implicitWidth: Math.max(content.implicitWidth + leftPadding + rightPadding, implicitHeight)
    implicitHeight: Theme.control
    leftPadding: Theme.s3
    rightPadding: Theme.s3
    activeFocusOnTab: true
    focusPolicy: Qt.StrongFocus
    font.pixelSize: Theme.body
    hoverEnabled: true
    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.description: root.hint
    Accessible.onPressAction: root.clicked()

    Keys.onReturnPressed: event => root.clickByKey(event.modifiers, event.isAutoRepeat)
    Keys.onEnterPressed: event => root.clickByKey(event.modifiers, event.isAutoRepeat)

    // A key that is held down clicks once.
    function clickByKey(modifiers: int, repeated: bool): void {
        if (repeated)
            return
        root.shiftHeld = (modifiers & Qt.ShiftModifier) !== 0
        root.clicked()
    }

    Row {
        id: content
        anchors.centerIn: parent
        spacing: icon.visible && label.text.length > 0 ? Theme.s2 : 0
        Icon {
            id: icon
            name: root.iconName
            color: root.ink
            width: root.iconName.length > 0 ? Theme.px(16) : 0
            height: Theme.px(16)
            anchors.verticalCenter: parent.verticalCenter
            visible: root.iconName.length > 0
        }
        Text {
            id: label
            text: root.text
            color: root.ink
            font.pixelSize: root.font.pixelSize
            font.weight: root.emphasis === 2 ? Font.DemiBold : Font.Normal
            anchors.verticalCenter: parent.verticalCenter
            textFormat: Text.PlainText
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: {
            if (root.emphasis === 2 && root.enabled && !root.danger)
                return root.down || root.hovered ? Theme.accentHover : Theme.accent
            if (root.down)
                return Theme.pressed
            if (root.hovered && root.enabled)
                return Theme.hover
            return root.emphasis === 0 ? "transparent" : Theme.raised
        }
        border.width: root.emphasis === 1 || root.danger ? 1 : 0
        border.color: root.danger && root.enabled ? Qt.alpha(Theme.bad, 0.5) : Theme.line
        FocusFrame {
            shown: root.visualFocus
        }
    }
    ToolTip {
        visible: root.hovered && root.hint.length > 0
        text: root.hint
    }
}
