// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// One request that waits for sign-off, with the time it has left.
T.AbstractButton {
    id: root

    property string title: ""
    property string environment: ""
    property string requestedBy: ""
    property string timeLeft: ""
    property bool urgent: false
    property bool own: false
    property bool isCurrent: false

    implicitHeight: Theme.px(58)
    activeFocusOnTab: true
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.Button
    //: %1 release, %2 environment, %3 time left
    Accessible.name: qsTr("%1, %2, %3 left").arg(root.title).arg(root.environment).arg(root.timeLeft)
    Accessible.selected: root.isCurrent
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: Theme.radius
        color: root.isCurrent ? Theme.selected : root.hovered ? Theme.hover : Theme.panel
        border.width: 1
        border.color: root.isCurrent ? Theme.accent : Theme.line
        FocusFrame {
            shown: root.visualFocus
        }
    }
    Item {
        anchors.fill: parent
        TextLine {
            x: Theme.s3
            y: Theme.s2
            width: parent.width - time.width - 3 * Theme.s3
            text: root.title
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
        TextLine {
            id: time
            anchors.right: parent.right
            anchors.rightMargin: Theme.s3
            y: Theme.s2
            text: root.timeLeft
            color: root.urgent ? Theme.bad : Theme.muted
            Accessible.ignored: true
        }
        TextLine {
            x: Theme.s3
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.s2
            width: parent.width - 2 * Theme.s3
            text: root.own ? qsTr("%1 · asked for by you").arg(root.environment)
                           : qsTr("%1 · asked for by %2").arg(root.environment).arg(root.requestedBy)
            color: Theme.faint
            font.pixelSize: Theme.small
            Accessible.ignored: true
        }
    }
}
