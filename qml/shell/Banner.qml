// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// One line across every page while what is shown may not be what is, or nothing can move: what it means and
// what can be done.
Rectangle {
    id: root

    required property ConsoleSession session
    readonly property string warning: root.session.connection.warning
    readonly property string leaderless: root.session.coordination.leaderless
    readonly property string text: root.warning.length > 0 ? root.warning : root.leaderless
    readonly property int tone: root.warning.length > 0 ? root.session.connection.tone : Tone.Warning

    implicitHeight: Math.max(words.implicitHeight, visit.visible ? visit.height : 0) + 2 * Theme.s2
    visible: root.text.length > 0
    color: Theme.toneFill(root.tone)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: root.text

    Icon {
        x: Theme.s6
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.px(16)
        height: Theme.px(16)
        name: Theme.toneIcon(root.tone)
        color: Theme.toneColor(root.tone)
    }
    TextLine {
        id: words
        x: Theme.s6 + Theme.px(26)
        width: (visit.visible ? visit.x - Theme.s3 : parent.width - Theme.s6) - x
        anchors.verticalCenter: parent.verticalCenter
        wrapMode: Text.Wrap
        elide: Text.ElideNone
        text: root.text
        Accessible.ignored: true
        HoverHandler {
            id: hover
        }
        ToolTip {
            visible: hover.hovered && root.warning.length > 0 && root.session.connection.detail.length > 0
            text: root.session.connection.detail
        }
    }
    Button {
        id: visit
        anchors.right: parent.right
        anchors.rightMargin: Theme.s6
        anchors.verticalCenter: parent.verticalCenter
        visible: root.session.navigator.page !== "coordination"
        text: qsTr("Coordination")
        onClicked: root.session.navigator.open("coordination")
    }
    Separator {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
