// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import HotSwap.Model
import HotSwap.Theme

// One of a few choices, all in view. `icons` are shown instead of the texts where given.
Rectangle {
    id: root

    property list<string> texts
    property list<string> icons
    property int current: 0
    property string label: ""
    signal chosen(index: int)

    // The keyboard goes with the choice, so that the next arrow starts there.
    function step(index: int): void {
        const next = Math.max(0, Math.min(root.texts.length - 1, index))
        choices.itemAt(next).forceActiveFocus(Qt.TabFocusReason)
        root.chosen(next)
    }

    implicitWidth: row.implicitWidth + 4
    implicitHeight: Theme.control
    radius: Theme.radius
    color: Theme.inset
    border.width: 1
    border.color: Theme.line
    Accessible.role: Accessible.Grouping
    Accessible.name: root.label

    Row {
        id: row
        anchors.centerIn: parent
        Repeater {
            id: choices
            // By number: words in another language leave the keyboard where it is.
            model: root.texts.length
            T.AbstractButton {
                id: segment

                required property int index
                readonly property bool hasWord: segment.index < root.texts.length
                readonly property string word: segment.hasWord ? root.texts[segment.index] : ""
                readonly property bool isCurrent: root.current === segment.index
                readonly property bool hasIcon: segment.index < root.icons.length
                readonly property string iconName: segment.hasIcon ? root.icons[segment.index] : ""

                implicitHeight: Theme.control - 4
                implicitWidth: segment.iconName.length > 0 ? Theme.px(34) : label.implicitWidth + 2 * Theme.s3
                activeFocusOnTab: true
                focusPolicy: Qt.StrongFocus
                hoverEnabled: true
                Accessible.role: Accessible.RadioButton
                Accessible.name: segment.word
                Accessible.checked: segment.isCurrent
                Accessible.onPressAction: root.chosen(segment.index)
                onClicked: root.chosen(segment.index)
                Keys.onReturnPressed: root.chosen(segment.index)
                Keys.onEnterPressed: root.chosen(segment.index)
                Keys.onLeftPressed: root.step(segment.index - 1)
                Keys.onRightPressed: root.step(segment.index + 1)

                Item {
                    anchors.fill: parent
                    Icon {
                        anchors.centerIn: parent
                        width: Theme.px(16)
                        height: Theme.px(16)
                        name: segment.iconName
                        color: segment.isCurrent ? Theme.text : Theme.muted
                    }
                    Text {
                        id: label
                        anchors.centerIn: parent
                        visible: segment.iconName.length === 0
                        text: segment.word
                        color: segment.isCurrent ? Theme.text : Theme.muted
                        font.pixelSize: Theme.small
                        font.weight: segment.isCurrent ? Font.DemiBold : Font.Normal
                        textFormat: Text.PlainText
                    }
                }
                background: Rectangle {
                    radius: Theme.s1
                    color: segment.isCurrent ? Theme.pressed : segment.hovered ? Theme.hover : "transparent"
                    FocusFrame {
                        shown: segment.visualFocus
                        gap: 0
                    }
                }
                ToolTip {
                    visible: segment.hovered && segment.iconName.length > 0
                    text: segment.word
                }
            }
        }
    }
}
