// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// A node's latest lines; follows the newest unless it is paused or somebody scrolled up.
Panel {
    id: root

    required property NodeLog log

    title: qsTr("Log")
    detail: qsTr("%Ln line(s)", "", root.log.count)
    padding: Theme.s3
    actions: [
        ComboBox {
            label: qsTr("Whose lines")
            model: [qsTr("All lines"), qsTr("The agent's"), qsTr("Of modules")]
            currentIndex: root.log.source
            onActivated: index => root.log.source = index
        },
        SearchField {
            width: Theme.px(170)
            label: qsTr("Only lines with this text")
            placeholderText: qsTr("Filter")
            onTextEdited: root.log.text = text
        },
        IconButton {
            iconName: root.log.paused ? "play" : "pause"
            text: root.log.paused ? qsTr("Follow again") : qsTr("Pause the log")
            hint: text
            onClicked: root.log.paused = !root.log.paused
        }
    ]

    ListView {
        id: list

        property bool following: true

        anchors.fill: parent
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        reuseItems: true
        model: root.log
        activeFocusOnTab: true
        Accessible.role: Accessible.List
        Accessible.name: root.title
        T.ScrollBar.vertical: ScrollBar {}
        onMovementEnded: list.following = list.atYEnd
        onCountChanged: {
            if (list.following)
                list.positionViewAtEnd()
        }
        delegate: Item {
            id: entry

            required property string time
            required property string source
            required property string line

            width: list.width
            height: Math.max(Theme.px(20), words.implicitHeight + Theme.px(4))
            Accessible.role: Accessible.ListItem
            //: a line of a log: %1 time of day, %2 module, %3 text
            Accessible.name: qsTr("%1 %2: %3").arg(entry.time).arg(entry.source).arg(entry.line)

            TextLine {
                y: Theme.px(2)
                width: Theme.px(66)
                text: entry.time
                color: Theme.faint
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
            TextLine {
                x: Theme.px(70)
                y: Theme.px(2)
                width: Theme.px(96)
                text: entry.source
                color: Theme.muted
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
            TextLine {
                id: words
                x: Theme.px(172)
                y: Theme.px(2)
                width: parent.width - x - Theme.s3
                text: entry.line
                mono: true
                wrapMode: Text.WrapAnywhere
                elide: Text.ElideNone
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
        }
        FocusFrame {
            shown: list.activeFocus
            gap: 0
        }
    }
    TextLine {
        anchors.centerIn: parent
        visible: root.log.count === 0
        color: root.log.error.length > 0 ? Theme.warning : Theme.faint
        text: root.log.error.length > 0 ? root.log.error : qsTr("Nothing was logged in the last day.")
    }
}
