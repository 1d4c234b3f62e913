// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// The latest look: one line per metric with its numbers, and how much evidence is missing.
Panel {
    id: root

    required property FindingList findings
    property string comparison: ""

    title: qsTr("Verdict")
    detail: root.comparison

    Column {
        width: parent.width
        spacing: Theme.s3
        Repeater {
            id: list
            model: root.findings
            Item {
                id: finding

                required property string metric
                required property string verdict
                required property int tone
                required property string numbers
                required property string evidence
                required property real evidenceFraction
                required property string meter
                required property bool critical
                required property bool dryRun

                width: parent ? parent.width : 0
                height: Theme.px(40)

                TextLine {
                    id: caption
                    height: Theme.px(20)
                    width: parent.width - chip.width - Theme.s2
                    //: %1 metric; it is judged and shown, but never counts
                    text: finding.dryRun ? qsTr("%1 (dry run)").arg(finding.metric)
                        //: %1 metric; critical metrics roll back when they fail
                        : finding.critical ? finding.metric : qsTr("%1 (not critical)").arg(finding.metric)
                    font.weight: Font.Medium
                }
                StateChip {
                    id: chip
                    anchors.right: parent.right
                    compact: true
                    text: finding.verdict
                    tone: finding.tone
                }
                TextLine {
                    anchors.bottom: parent.bottom
                    width: parent.width
                    text: finding.evidence.length > 0 ? finding.evidence : finding.numbers
                    color: Theme.muted
                    font.pixelSize: Theme.small
                }
                Progress {
                    anchors.bottom: parent.bottom
                    anchors.bottomMargin: -Theme.s1
                    width: parent.width
                    implicitHeight: 2
                    visible: finding.evidenceFraction < 1
                    value: finding.evidenceFraction
                    label: finding.meter
                }
            }
        }
        TextLine {
            width: parent.width
            visible: list.count === 0
            wrapMode: Text.Wrap
            elide: Text.ElideNone
            text: qsTr("Nothing was judged yet. Canary waves are judged while they bake.")
            color: Theme.faint
        }
    }
}
