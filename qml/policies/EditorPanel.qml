// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// A policy as text, what is wrong with it, and how much differs from what is in force.
Panel {
    id: root

    required property PolicyDesk desk
    readonly property PolicyEditor editor: root.desk.editor
    signal startOverRequested

    title: root.desk.placeName
    actions: Button {
        text: qsTr("Start over")
        iconName: "retry"
        emphasis: 0
        enabled: root.editor.edited || root.desk.overtaken.length > 0
        onClicked: root.startOverRequested()
    }

    Connections {
        target: root.editor
        function onTextReplaced(): void {
            field.text = root.editor.text
            field.cursorPosition = 0
        }
    }

    Item {
        anchors.fill: parent
        Column {
            id: head
            width: parent.width
            spacing: Theme.s1
            bottomPadding: Theme.s2
            TextLine {
                width: parent.width
                wrapMode: Text.Wrap
                maximumLineCount: 3
                color: Theme.muted
                text: root.desk.inForce
            }
            TextLine {
                width: parent.width
                visible: text.length > 0
                wrapMode: Text.Wrap
                elide: Text.ElideNone
                color: Theme.warning
                text: {
                    if (root.desk.overtaken.length > 0)
                        return root.desk.overtaken
                    return root.desk.loaded ? root.desk.error : ""
                }
                Accessible.role: Accessible.AlertMessage
            }
        }
        Flickable {
            id: scroller
            anchors.top: head.bottom
            anchors.bottom: state.top
            anchors.bottomMargin: Theme.s2
            width: parent.width
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            T.ScrollBar.vertical: ScrollBar {}

            T.TextArea.flickable: TextArea {
                id: field
                objectName: "policyText"
                label: qsTr("Policy of %1").arg(root.desk.placeName)
                error: root.editor.wrong ? root.editor.summary : ""
                font.family: Theme.mono
                font.pixelSize: Theme.small
                wrapMode: TextEdit.NoWrap
                Accessible.multiLine: true
                onTextChanged: root.editor.text = text
                Component.onCompleted: text = root.editor.text
            }
        }
        TextLine {
            id: state
            objectName: "policyState"
            anchors.bottom: problems.visible ? problems.top : parent.bottom
            anchors.bottomMargin: problems.visible ? Theme.s2 : 0
            width: parent.width
            text: root.editor.summary
            color: root.editor.wrong ? Theme.bad : Theme.muted
            Accessible.role: root.editor.wrong ? Accessible.AlertMessage : Accessible.StaticText
        }
        DataTable {
            id: problems
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.px(31) + Math.min(4, Math.max(1, root.editor.problems.count)) * Theme.row
            visible: root.editor.problems.count > 0
            name: root.editor.wrong ? root.editor.summary : qsTr("Wrong fields")
            model: root.editor.problems
            shares: [0.38, 0.62]
        }
    }
}
