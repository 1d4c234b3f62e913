// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Model
import HotSwap.Theme

// A button that shows only an icon; its text is its name and its tool tip.
T.AbstractButton {
    id: root

    property string iconName: ""
    property string hint: ""
    property color ink: root.checked ? Theme.accent : root.hovered ? Theme.text : Theme.muted

    implicitWidth: Theme.control
    implicitHeight: Theme.control
    activeFocusOnTab: true
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    opacity: root.enabled ? 1 : 0.45
    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.description: root.hint
    Accessible.onPressAction: root.clicked()

    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: root.iconName
            color: root.ink
            width: Theme.px(18)
            height: Theme.px(18)
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.pressed : root.hovered || root.checked ? Theme.hover : "transparent"
        FocusFrame {
            shown: root.visualFocus
            gap: 0
        }
    }
    ToolTip {
        visible: root.hovered && root.text.length > 0
        text: root.hint.length > 0 ? root.hint : root.text
    }
}
