// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Model
import HotSwap.Theme

// The stages of a pipeline in a row. The model has the roles name, stateWord, tone and detail.
Row {
    id: root

    required property QtObject stages

    spacing: Theme.s1
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Stages")

    Repeater {
        id: list
        model: root.stages
        Rectangle {
            id: stage

            required property int index
            required property string name
            required property string stateWord
            required property int tone
            required property string detail

            width: Math.floor((root.width - (list.count - 1) * root.spacing) / Math.max(1, list.count))
            height: Theme.px(52)
            radius: Theme.radius
            color: Theme.toneFill(stage.tone)
            border.width: stage.tone === Tone.Busy || stage.tone === Tone.Person ? 1 : 0
            border.color: Theme.toneColor(stage.tone)
            Accessible.role: Accessible.ListItem
            Accessible.name: qsTr("%1: %2").arg(stage.name).arg(stage.stateWord)
            Accessible.description: stage.detail

            TextLine {
                x: Theme.s3
                y: Theme.s2
                width: parent.width - 2 * Theme.s3
                text: stage.name
                font.weight: Font.Medium
                Accessible.ignored: true
            }
            Icon {
                x: Theme.s3
                anchors.verticalCenter: word.verticalCenter
                width: Theme.px(13)
                height: Theme.px(13)
                name: Theme.toneIcon(stage.tone)
                color: Theme.toneColor(stage.tone)
            }
            TextLine {
                id: word
                x: Theme.s3 + Theme.px(18)
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.s2
                width: parent.width - x - Theme.s2
                text: stage.stateWord
                font.pixelSize: Theme.small
                color: Theme.toneColor(stage.tone)
                Accessible.ignored: true
            }
            HoverHandler {
                id: hover
            }
            ToolTip {
                visible: hover.hovered && stage.detail.length > 0
                text: stage.detail
            }
        }
    }
}
