// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Model
import HotSwap.Theme

T.CheckBox {
    id: root

    implicitWidth: implicitContentWidth + leftPadding + rightPadding
    implicitHeight: Math.max(Theme.control, implicitContentHeight)
    spacing: Theme.s2
    activeFocusOnTab: true
    focusPolicy: Qt.StrongFocus
    font.pixelSize: Theme.body
    Accessible.role: Accessible.CheckBox
    Accessible.name: root.text
    Accessible.checked: root.checked

    Keys.onReturnPressed: root.toggleByKey()
    Keys.onEnterPressed: root.toggleByKey()

    function toggleByKey(): void {
        root.toggle()
        root.toggled()
    }

    indicator: Rectangle {
        y: (root.height - height) / 2
        width: Theme.px(16)
        height: Theme.px(16)
        radius: 3
        color: root.checked ? Theme.accent : Theme.inset
        border.width: 1
        border.color: root.checked ? Theme.accent : Theme.lineStrong
        Icon {
            anchors.fill: parent
            anchors.margins: 1
            name: root.checked ? "check" : ""
            color: Theme.accentText
        }
        FocusFrame {
            shown: root.visualFocus
        }
    }
    contentItem: Text {
        leftPadding: Theme.px(24)
        text: root.text
        color: Theme.text
        font.pixelSize: root.font.pixelSize
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.Wrap
        textFormat: Text.PlainText
    }
}
