// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// One deployment that has not ended: what, where, how far, and why it waits.
T.AbstractButton {
    id: root

    property string title: ""
    property string environment: ""
    property string strategy: ""
    property string stateWord: ""
    property int tone: Tone.Neutral
    property string progress: ""
    property real fraction: 0
    property string why: ""
    property string requestedBy: ""

    implicitHeight: Theme.px(64)
    activeFocusOnTab: true
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    //: %1 release, %2 environment, %3 state, %4 progress, %5 why it waits
    Accessible.name: qsTr("%1, %2, %3, %4 %5").arg(root.title).arg(root.environment).arg(root.stateWord)
        .arg(root.progress).arg(root.why)
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.pressed : root.hovered ? Theme.hover : Theme.panel
        border.width: 1
        border.color: root.tone === Tone.Person ? Qt.alpha(Theme.person, 0.6) : Theme.line
        FocusFrame {
            shown: root.visualFocus
        }
    }
    Item {
        anchors.fill: parent
        TextLine {
            id: name
            x: Theme.s4
            y: Theme.s3
            width: parent.width * 0.36 - Theme.s4
            text: root.title
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
        TextLine {
            anchors.left: name.left
            anchors.top: name.bottom
            anchors.topMargin: Theme.s1
            width: name.width
            //: %1 environment, %2 strategy, %3 user
            text: qsTr("%1 · %2 · by %3").arg(root.environment).arg(root.strategy).arg(root.requestedBy)
            color: Theme.faint
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
        StateChip {
            id: chip
            anchors.left: name.right
            anchors.leftMargin: Theme.s3
            anchors.verticalCenter: parent.verticalCenter
            text: root.stateWord
            tone: root.tone
            Accessible.ignored: true
        }
        TextLine {
            id: words
            anchors.left: parent.left
            anchors.leftMargin: Math.max(parent.width * 0.56, chip.x + chip.width + Theme.s4)
            anchors.right: parent.right
            anchors.rightMargin: Theme.s4
            y: Theme.s3
            text: root.progress
            color: Theme.muted
            Accessible.ignored: true
        }
        Progress {
            id: bar
            anchors.left: words.left
            anchors.right: words.right
            anchors.top: words.bottom
            anchors.topMargin: Theme.px(6)
            visible: root.why.length === 0
            value: root.fraction
            tone: root.tone
        }
        TextLine {
            anchors.left: words.left
            anchors.right: words.right
            anchors.top: words.bottom
            anchors.topMargin: Theme.s1
            visible: root.why.length > 0
            text: root.why
            font.pixelSize: Theme.small
            color: Theme.toneColor(root.tone)
            Accessible.ignored: true
        }
    }
}
