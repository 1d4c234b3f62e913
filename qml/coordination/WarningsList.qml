// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// What is wrong with the database, each with what to do about it.
Column {
    id: root

    required property WarningList warnings

    spacing: Theme.s3
    Accessible.role: Accessible.List
    Accessible.name: qsTr("What to put right")

    Repeater {
        model: root.warnings
        Item {
            id: finding

            required property string text
            required property string fix
            required property string detail
            required property int tone

            width: root.width
            height: words.height
            Accessible.role: Accessible.ListItem
            //: what is wrong, then what to do
            Accessible.name: qsTr("%1 %2").arg(finding.text).arg(finding.fix)

            Icon {
                y: Theme.px(2)
                width: Theme.px(16)
                height: Theme.px(16)
                name: Theme.toneIcon(finding.tone)
                color: Theme.toneColor(finding.tone)
            }
            Column {
                id: words
                x: Theme.px(26)
                width: parent.width - x
                spacing: 2
                TextLine {
                    width: parent.width
                    wrapMode: Text.Wrap
                    elide: Text.ElideNone
                    text: finding.text
                    Accessible.ignored: true
                }
                TextLine {
                    width: parent.width
                    wrapMode: Text.Wrap
                    elide: Text.ElideNone
                    color: Theme.muted
                    text: finding.fix
                    Accessible.ignored: true
                }
                TextLine {
                    width: parent.width
                    visible: finding.detail.length > 0
                    wrapMode: Text.Wrap
                    elide: Text.ElideNone
                    mono: true
                    font.pixelSize: Theme.small
                    color: Theme.faint
                    text: finding.detail
                }
            }
        }
    }
}
