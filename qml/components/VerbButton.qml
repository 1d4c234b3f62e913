// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Model

// A verb. One that is not possible now stays in reach of keyboard and pointer and says why.
Button {
    id: root

    property bool allowed: true
    property string whyNot: ""
    // Asked for; `atOnce` with Shift, which skips the undo grace.
    signal requested(atOnce: bool)

    hint: root.allowed ? "" : root.whyNot
    opacity: root.allowed ? 1 : 0.55
    Accessible.description: root.hint
    //: name of a verb that is not possible now
    Accessible.name: root.allowed ? root.text : qsTr("%1 (not possible now)").arg(root.text)

    onPressed: {
        if (press.active)
            root.shiftHeld = press.modifiersHeld
    }
    onCanceled: root.shiftHeld = false
    onClicked: {
        if (root.allowed)
            root.requested(root.shiftHeld)
        root.shiftHeld = false
    }
    // Only the key that clicks counts: Shift is also held to move back to another button.
    Keys.onSpacePressed: event => {
        root.shiftHeld = (event.modifiers & Qt.ShiftModifier) !== 0
        event.accepted = false
    }

    PointHandler {
        id: press
        readonly property bool modifiersHeld: (point.modifiers & Qt.ShiftModifier) !== 0
    }
}
