// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Model
import HotSwap.Theme

// Labels and values, one pair a line.
Column {
    id: root

    required property FactList facts
    property int labelWidth: Theme.px(120)

    spacing: Theme.s1

    Repeater {
        model: root.facts
        Item {
            id: fact

            required property string label
            required property string value
            required property int tone
            required property bool mono

            width: root.width
            height: Math.max(Theme.px(20), label_.implicitHeight, value_.implicitHeight)
            TextLine {
                id: label_
                y: value_.y
                width: root.labelWidth - Theme.s2
                text: fact.label
                wrapMode: Text.Wrap
                elide: Text.ElideNone
                color: Theme.faint
            }
            TextLine {
                id: value_
                x: root.labelWidth
                width: parent.width - root.labelWidth
                height: implicitHeight
                y: (Theme.px(20) - Theme.px(16)) / 2
                text: fact.value
                mono: fact.mono
                wrapMode: Text.Wrap
                elide: Text.ElideNone
                color: fact.tone === Tone.Neutral ? Theme.text : Theme.toneColor(fact.tone)
            }
        }
    }
}
