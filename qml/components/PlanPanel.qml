// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Model
import HotSwap.Theme

// What will happen: waves with node names and rounding, lowest capacity, durations, and what to know before.
Panel {
    id: root

    required property PlanView plan

    component Fact: Column {
        id: fact

        property string label: ""
        property string value: ""

        width: parent ? parent.width / 3 : 0
        TextLine {
            width: fact.width
            text: fact.label
            color: Theme.faint
            font.pixelSize: Theme.small
        }
        TextLine {
            width: fact.width
            text: fact.value
            font.weight: Font.DemiBold
        }
    }

    title: qsTr("Plan")
    detail: root.plan.present ? root.plan.headline : ""

    Column {
        width: parent.width
        spacing: Theme.s2
        visible: root.plan.present

        Row {
            width: parent.width
            Fact {
                label: qsTr("Expected")
                value: root.plan.expected
            }
            Fact {
                label: qsTr("At worst")
                value: root.plan.worst
            }
            Fact {
                label: qsTr("Earliest stop")
                value: root.plan.earliestStop
            }
        }
        TextLine {
            width: parent.width
            text: root.plan.capacity
            color: Theme.muted
            wrapMode: Text.Wrap
            elide: Text.ElideNone
        }
        Repeater {
            model: root.plan.notes
            Row {
                id: note

                required property string modelData

                spacing: Theme.s2
                width: parent ? parent.width : 0
                Icon {
                    y: Theme.px(2)
                    name: "warning"
                    color: Theme.warning
                    width: Theme.px(14)
                    height: Theme.px(14)
                }
                TextLine {
                    width: note.width - Theme.px(24)
                    text: note.modelData
                    wrapMode: Text.Wrap
                    elide: Text.ElideNone
                    color: Theme.warning
                    font.pixelSize: Theme.small
                }
            }
        }
        Separator {
            width: parent.width
        }
        Repeater {
            model: root.plan.waves
            Column {
                id: wave

                required property string title
                required property string nodeNames
                required property string rounding
                required property string bake

                width: parent ? parent.width : 0
                spacing: 2
                Item {
                    width: parent.width
                    height: Theme.px(20)
                    TextLine {
                        id: caption
                        text: wave.title
                        font.weight: Font.Medium
                    }
                    TextLine {
                        anchors.left: caption.right
                        anchors.leftMargin: Theme.s2
                        text: wave.rounding
                        color: Theme.faint
                        font.pixelSize: Theme.small
                    }
                    TextLine {
                        anchors.right: parent.right
                        text: wave.bake
                        color: Theme.muted
                        font.pixelSize: Theme.small
                    }
                }
                TextLine {
                    width: parent.width
                    text: wave.nodeNames
                    color: Theme.muted
                    font.pixelSize: Theme.small
                    wrapMode: Text.Wrap
                    maximumLineCount: 2
                }
            }
        }
    }
    TextLine {
        width: parent.width
        visible: !root.plan.present
        text: qsTr("There is no plan yet")
        color: Theme.faint
    }
}
