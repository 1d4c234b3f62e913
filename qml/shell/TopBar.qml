// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// Tenant, palette, connection, theme and language, and what waits for a person.
Rectangle {
    id: root

    required property ConsoleSession session
    signal paletteRequested

    color: Theme.window

    Button {
        id: search
        objectName: "search"
        x: Theme.s6
        anchors.verticalCenter: parent.verticalCenter
        // What is said on the right is never covered.
        width: Math.max(Theme.px(90), Math.min(Theme.px(420), parent.width * 0.4, facts.x - 2 * Theme.s6))
        readonly property string invitation: qsTr("Go to a page, deployment, node or action")

        Accessible.name: search.invitation
        onClicked: root.paletteRequested()

        Item {
            anchors.fill: parent
            anchors.leftMargin: Theme.s3
            anchors.rightMargin: Theme.s2
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.px(14)
                height: Theme.px(14)
                name: "search"
                color: Theme.faint
            }
            Text {
                x: Theme.px(24)
                width: parent.width - x - hint.width - Theme.s2
                height: parent.height
                text: search.invitation
                color: Theme.faint
                font.pixelSize: Theme.body
                elide: Text.ElideRight
                verticalAlignment: Text.AlignVCenter
                textFormat: Text.PlainText
            }
            KeyHint {
                id: hint
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                keys: "Ctrl+K"
            }
        }
    }
    Row {
        id: facts
        objectName: "facts"
        anchors.right: parent.right
        anchors.rightMargin: Theme.s6
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.s1
        TextLine {
            width: Math.min(implicitWidth, root.width * 0.3)
            height: Theme.control
            rightPadding: Theme.s3
            color: Theme.faint
            text: root.session.connection.leaders
            HoverHandler {
                id: leaders
            }
            ToolTip {
                visible: leaders.hovered && root.session.connection.leaderDetail.length > 0
                text: root.session.connection.leaderDetail
            }
        }
        StateChip {
            anchors.verticalCenter: parent.verticalCenter
            text: root.session.connection.text
            tone: root.session.connection.tone
        }
        Item {
            width: Theme.s2
            height: 1
        }
        IconButton {
            iconName: "bell"
            text: root.session.attentionText
            hint: root.session.attentionText
            onClicked: root.session.showAttention()
            Badge {
                anchors.right: parent.right
                y: -2
                visible: root.session.attention > 0
                text: root.session.attention
                tone: Tone.Person
            }
        }
        IconButton {
            iconName: "language"
            text: qsTr("Next language")
            onClicked: root.session.appearance.nextLanguage()
        }
        IconButton {
            iconName: root.session.appearance.dark ? "sun" : "moon"
            text: root.session.appearance.dark ? qsTr("Light theme") : qsTr("Dark theme")
            onClicked: root.session.appearance.toggleTheme()
        }
    }
    Separator {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
