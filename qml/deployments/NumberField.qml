// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Components
import HotSwap.Theme

// A labelled whole number. What the service says is wrong with it stands below.
Column {
    id: root

    property string label: ""
    property string unit: ""
    property string error: ""
    property int value: 0
    property int from: 0
    property int to: 100
    signal edited(value: int)

    spacing: Theme.s1

    TextLine {
        text: root.label
        color: Theme.muted
        font.pixelSize: Theme.small
        Accessible.ignored: true
    }
    Row {
        spacing: Theme.s2
        TextField {
            id: input
            width: Theme.px(72)
            label: root.label
            error: root.error
            horizontalAlignment: TextInput.AlignRight
            inputMethodHints: Qt.ImhDigitsOnly
            validator: IntValidator {
                bottom: root.from
                top: root.to
            }
            text: root.value
            onEditingFinished: {
                if (Number(text) !== root.value)
                    root.edited(Number(text))
            }
            // What is no value is not left standing as if it were one.
            onActiveFocusChanged: {
                if (!activeFocus && !acceptableInput)
                    text = Qt.binding(() => String(root.value))
            }
            Keys.onUpPressed: root.edited(Math.min(root.to, root.value + 1))
            Keys.onDownPressed: root.edited(Math.max(root.from, root.value - 1))
        }
        TextLine {
            height: input.height
            text: root.unit
            color: Theme.faint
        }
    }
    TextLine {
        visible: root.error.length > 0
        text: root.error
        color: Theme.bad
        font.pixelSize: Theme.small
    }
}
