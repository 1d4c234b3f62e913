// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// Everything an operator can do to a deployment. What is not possible says why.
Flow {
    id: root

    required property VerbList verbs
    // Node that "skip node" is about; empty: none is chosen.
    property string node: ""
    signal requested(verb: string, atOnce: bool)
    // A destructive verb, or one that needs a reason: asks first.
    signal questioned(verb: string, name: string, needsReason: bool, destructive: bool)

    spacing: Theme.s2
    Accessible.role: Accessible.ToolBar
    Accessible.name: qsTr("What can be done")

    Repeater {
        model: root.verbs
        VerbButton {
            id: button

            required property string key
            required property string name
            required property bool needsReason
            required property bool destructive
            required allowed
            required whyNot
            readonly property bool isRare: button.key === "retryFailed" || button.key === "rollback"
                                           || button.key === "acceptAsIs"
            readonly property bool isSkip: button.key === "skipNode"
            readonly property bool noNode: button.isSkip && button.allowed && root.node.length === 0

            // Rare verbs appear only where they are possible.
            visible: button.allowed || !button.isRare
            text: button.name
            danger: button.destructive
            opacity: button.allowed && !button.noNode ? 1 : 0.55
            hint: {
                if (button.noNode)
                    return qsTr("Choose a node in a wave first")
                return button.allowed ? "" : button.whyNot
            }
            onRequested: atOnce => {
                if (button.noNode)
                    return
                if (button.needsReason || button.destructive)
                    root.questioned(button.key, button.name, button.needsReason, button.destructive)
                else
                    root.requested(button.key, atOnce)
            }
        }
    }
}
