// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Theme

// One line of input. `label` names it, `error` says what would be right.
T.TextField {
    id: root

    property string label: ""
    property string error: ""

    implicitWidth: Theme.px(160)
    implicitHeight: Theme.control
    leftPadding: Theme.s2
    rightPadding: Theme.s2
    activeFocusOnTab: true
    color: Theme.text
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentText
    placeholderTextColor: Theme.faint
    font.pixelSize: Theme.body
    verticalAlignment: TextInput.AlignVCenter
    selectByMouse: true
    Accessible.role: Accessible.EditableText
    Accessible.name: root.label
    Accessible.description: root.error

    Text {
        anchors.fill: parent
        anchors.leftMargin: root.leftPadding
        anchors.rightMargin: root.rightPadding
        text: root.placeholderText
        color: root.placeholderTextColor
        font: root.font
        elide: Text.ElideRight
        verticalAlignment: Text.AlignVCenter
        visible: root.length === 0 && root.preeditText.length === 0
        Accessible.ignored: true
    }
    background: Rectangle {
        radius: Theme.radius
        color: Theme.inset
        border.width: root.activeFocus ? 2 : 1
        border.color: root.error.length > 0 ? Theme.bad : root.activeFocus ? Theme.focus : Theme.line
    }
    ToolTip {
        visible: root.error.length > 0 && (root.hovered || root.activeFocus)
        text: root.error
    }
}
