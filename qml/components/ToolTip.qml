// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Theme

T.ToolTip {
    id: root

    x: parent ? Math.round((parent.width - width) / 2) : 0
    y: parent ? parent.height + Theme.s1 : 0
    implicitWidth: Math.min(Theme.px(420), contentItem.implicitWidth + leftPadding + rightPadding)
    implicitHeight: contentItem.implicitHeight + topPadding + bottomPadding
    margins: Theme.s2
    padding: Theme.s1
    leftPadding: Theme.s2
    rightPadding: Theme.s2
    delay: 400
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnReleaseOutsideParent

    contentItem: Text {
        text: root.text
        color: Theme.text
        font.pixelSize: Theme.small
        wrapMode: Text.Wrap
        textFormat: Text.PlainText
    }
    background: Rectangle {
        color: Theme.raised
        border.color: Theme.lineStrong
        radius: Theme.s1
    }
}
