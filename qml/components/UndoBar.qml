// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Model
import HotSwap.Theme

// Counts down to sending what was asked for, and lets it be taken back.
Rectangle {
    id: root

    required property UndoGrace undo

    implicitWidth: row.implicitWidth + 2 * Theme.s4
    implicitHeight: Theme.px(48)
    radius: Theme.radius
    color: Theme.raised
    border.width: 1
    border.color: Theme.accent
    visible: root.undo.active
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    Row {
        id: row
        x: Theme.s4
        height: parent.height
        spacing: Theme.s3
        TextLine {
            id: words
            height: parent.height
            width: Math.min(implicitWidth, Theme.px(420))
            //: %1 is what will be done, %n the seconds left
            text: qsTr("%1 in %n s", "", root.undo.secondsLeft).arg(root.undo.text)
        }
        Button {
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Undo")
            hint: qsTr("Ctrl+Z takes it back")
            onClicked: root.undo.undo()
        }
        Button {
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Send now")
            emphasis: 0
            onClicked: root.undo.sendNow()
        }
    }
    Progress {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: 1
        implicitHeight: 2
        value: root.undo.secondsLeft / root.undo.seconds
        tone: Tone.Busy
    }
}
