// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Model
import HotSwap.Theme

// A verb. One that is not possible now stays in reach of keyboard and pointer and says why.
Button {
    id: root

    property bool allowed: true
    property string whyNot: ""
    // Asked for; `atOnce` with Shift, which skips the undo grace.
    signal requested(atOnce: bool)

    property bool shiftHeld: false

    hint: root.allowed ? "" : root.whyNot
    opacity: root.allowed ? 1 : 0.55
    Accessible.description: root.hint
    //: name of a verb that is not possible now
    Accessible.name: root.allowed ? root.text : qsTr("%1 (not possible now)").arg(root.text)

    onPressed: root.shiftHeld = press.modifiersHeld
    onClicked: {
        if (root.allowed)
            root.requested(root.shiftHeld)
        root.shiftHeld = false
    }
    Keys.onPressed: event => root.shiftHeld = (event.modifiers & Qt.ShiftModifier) !== 0

    PointHandler {
        id: press
        readonly property bool modifiersHeld: (point.modifiers & Qt.ShiftModifier) !== 0
    }
}
