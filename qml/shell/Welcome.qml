// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// The first screen of a console that was told nothing: what it can do, with what stands in the way.
Rectangle {
    id: root

    // Why the lab cannot be started here; empty: it can.
    property string labProblem: ""
    signal labRequested

    color: Theme.window

    Column {
        anchors.centerIn: parent
        width: Theme.px(440)
        spacing: Theme.s6
        Column {
            width: parent.width
            spacing: Theme.s2
            Heading {
                width: parent.width
                level: 1
                horizontalAlignment: Text.AlignHCenter
                text: "HotSwap"
            }
            TextLine {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                elide: Text.ElideNone
                color: Theme.muted
                text: qsTr("Rolls releases out to fleets in waves, judges each wave by its metrics, "
                           + "and takes back what is bad.")
            }
        }
        Panel {
            width: parent.width
            Column {
                width: parent.width
                spacing: Theme.s3
                Heading {
                    text: qsTr("Try the lab")
                }
                TextLine {
                    width: parent.width
                    wrapMode: Text.Wrap
                    elide: Text.ElideNone
                    color: Theme.muted
                    text: qsTr("Three real nodes on this machine and a simulated fleet, nothing to set up. "
                               + "Everything in it ends with it.")
                }
                StateChip {
                    text: root.labProblem.length > 0 ? root.labProblem : qsTr("Ready")
                    tone: root.labProblem.length > 0 ? Tone.Bad : Tone.Good
                }
                Button {
                    text: qsTr("Open the lab")
                    emphasis: 2
                    enabled: root.labProblem.length === 0
                    focus: true
                    onClicked: root.labRequested()
                }
            }
        }
    }
}
