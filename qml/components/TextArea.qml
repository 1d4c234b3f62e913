// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Theme

// A few lines of input.
T.TextArea {
    id: root

    property string label: ""
    property string error: ""

    implicitWidth: Theme.px(320)
    implicitHeight: Math.max(Theme.px(72), contentHeight + topPadding + bottomPadding)
    padding: Theme.s2
    activeFocusOnTab: true
    color: Theme.text
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentText
    font.pixelSize: Theme.body
    wrapMode: TextEdit.Wrap
    selectByMouse: true
    textFormat: TextEdit.PlainText
    Accessible.role: Accessible.EditableText
    Accessible.name: root.label
    Accessible.description: root.error

    // Tab moves on; a reason has no tabs in it.
    KeyNavigation.priority: KeyNavigation.BeforeItem
    Keys.onTabPressed: root.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
    Keys.onBacktabPressed: root.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)

    Text {
        anchors.fill: parent
        anchors.margins: root.padding
        text: root.placeholderText
        color: Theme.faint
        font: root.font
        wrapMode: Text.Wrap
        visible: root.length === 0 && root.preeditText.length === 0
        Accessible.ignored: true
    }
    background: Rectangle {
        radius: Theme.radius
        color: Theme.inset
        border.width: root.activeFocus ? 2 : 1
        border.color: root.error.length > 0 ? Theme.bad : root.activeFocus ? Theme.focus : Theme.line
    }
}
