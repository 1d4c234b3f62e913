// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// One page in the rail.
T.AbstractButton {
    id: root

    property string iconName: ""
    property string keys: ""
    property bool current: false
    property int count: 0
    property bool compact: false

    implicitHeight: Theme.px(34)
    activeFocusOnTab: true
    focusPolicy: Qt.StrongFocus
    hoverEnabled: true
    Accessible.role: Accessible.PageTab
    Accessible.name: root.text
    Accessible.selected: root.current
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()

    Item {
        anchors.fill: parent
        Icon {
            x: root.compact ? (parent.width - width) / 2 : Theme.s3
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.px(18)
            height: Theme.px(18)
            name: root.iconName
            color: root.current ? Theme.accent : Theme.muted
        }
        Text {
            visible: !root.compact
            x: Theme.px(40)
            width: parent.width - x - Theme.s8
            height: parent.height
            text: root.text
            color: root.current ? Theme.text : Theme.muted
            font.pixelSize: Theme.body
            font.weight: root.current ? Font.DemiBold : Font.Normal
            elide: Text.ElideRight
            verticalAlignment: Text.AlignVCenter
            textFormat: Text.PlainText
        }
        Badge {
            anchors.right: parent.right
            anchors.rightMargin: root.compact ? 0 : Theme.s2
            anchors.verticalCenter: parent.verticalCenter
            anchors.verticalCenterOffset: root.compact ? -Theme.s2 : 0
            visible: root.count > 0
            text: root.count
            tone: Tone.Person
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.current ? Theme.selected : root.hovered ? Theme.hover : "transparent"
        FocusFrame {
            shown: root.visualFocus
            gap: 0
        }
    }
    ToolTip {
        visible: root.hovered && root.keys.length > 0
        //: %1 the name of a page, %2 keys
        text: root.compact ? qsTr("%1 (%2)").arg(root.text).arg(root.keys) : root.keys
    }
}
