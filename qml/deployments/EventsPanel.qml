// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// Everything that happened, as sentences; follows the newest unless somebody scrolled up.
Panel {
    id: root

    required property EventLog events

    title: qsTr("Events")
    detail: qsTr("%Ln event(s)", "", root.events.count)
    padding: Theme.s3
    // Its content fills it: whoever places it gives the height.
    implicitHeight: Theme.px(200)

    ListView {
        id: list

        property bool following: true

        anchors.fill: parent
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        reuseItems: true
        model: root.events
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
            id: event

            required property string time
            required property string sentence
            required property int tone

            width: list.width
            height: Math.max(Theme.px(22), words.implicitHeight + Theme.px(6))
            Accessible.role: Accessible.ListItem
            //: %1 time of day, %2 what happened
            Accessible.name: qsTr("%1 %2").arg(event.time).arg(event.sentence)

            TextLine {
                id: stamp
                y: Theme.px(3)
                width: Theme.px(62)
                text: event.time
                color: Theme.faint
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
            Icon {
                x: Theme.px(66)
                y: Theme.px(5)
                width: Theme.px(12)
                height: Theme.px(12)
                name: event.tone === Tone.Neutral ? "" : Theme.toneIcon(event.tone)
                color: Theme.toneColor(event.tone)
            }
            TextLine {
                id: words
                x: Theme.px(84)
                y: Theme.px(3)
                width: parent.width - x - Theme.s2
                text: event.sentence
                wrapMode: Text.Wrap
                elide: Text.ElideNone
                font.pixelSize: Theme.small
                color: event.tone === Tone.Bad ? Theme.bad : Theme.text
                Accessible.ignored: true
            }
        }
        FocusFrame {
            shown: list.activeFocus
            gap: 0
        }
    }
}
