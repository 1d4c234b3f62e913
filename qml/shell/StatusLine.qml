// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// One quiet line: what is connected, how much there is, how events and commands
// flow, and bad news about an engine.
Rectangle {
    id: root

    required property ConsoleSession session

    // What was measured last says nothing once the store cannot be asked.
    readonly property bool known: root.session.connection.warning.length === 0

    color: Theme.rail

    function lineColor(tone: int): color {
        return tone === Tone.Neutral ? Theme.faint : Theme.toneColor(tone)
    }

    Row {
        objectName: "counts"
        x: Theme.s6
        width: Math.max(0, flow.x - x - Theme.s4)
        height: parent.height
        spacing: Theme.s4
        clip: true
        TextLine {
            height: parent.height
            font.pixelSize: Theme.small
            color: Theme.faint
            //: %1 is the name of a tenant
            text: qsTr("Tenant %1").arg(root.session.tenant)
        }
        TextLine {
            height: parent.height
            font.pixelSize: Theme.small
            color: Theme.bad
            visible: root.session.connection.engineStopped.length > 0
            text: qsTr("An engine stopped itself: %1").arg(root.session.connection.engineStopped)
        }
        TextLine {
            height: parent.height
            font.pixelSize: Theme.small
            color: Theme.faint
            visible: root.session.fleet.loaded
            text: root.session.fleet.summary
        }
    }
    Row {
        id: flow
        objectName: "flow"
        anchors.right: parent.right
        anchors.rightMargin: Theme.s6
        height: parent.height
        spacing: Theme.s2
        TextLine {
            width: Math.min(implicitWidth, root.width * 0.28)
            height: parent.height
            rightPadding: Theme.s2
            font.pixelSize: Theme.small
            color: root.lineColor(root.session.coordination.queueTone)
            visible: root.known && text.length > 0
            text: root.session.coordination.queueText
        }
        TextLine {
            width: Math.min(implicitWidth, root.width * 0.28)
            height: parent.height
            rightPadding: Theme.s2
            font.pixelSize: Theme.small
            color: root.lineColor(root.session.coordination.feedTone)
            visible: root.known && text.length > 0
            text: root.session.coordination.feedText
        }
        TextLine {
            height: parent.height
            font.pixelSize: Theme.small
            color: Theme.faint
            text: qsTr("Shortcuts")
        }
        KeyHint {
            anchors.verticalCenter: parent.verticalCenter
            keys: "?"
        }
    }
    Separator {
        width: parent.width
    }
}
