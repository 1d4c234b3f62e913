// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components

Item {
    id: scene
    width: 800
    height: 600

    Button {
        id: opener
        text: "Abort"
        onClicked: dialog.open()
    }
    ConfirmDialog {
        id: dialog
        title: "Abort the deployment?"
        consequence: "4 nodes go back to 1.0.0."
        action: "Abort it"
    }
    SignalSpy {
        id: confirmations
        target: dialog
        signalName: "confirmed"
    }
    TestCase {
        name: "ConfirmDialog"
        when: windowShown

        function init(): void {
            failOnWarning(/.?/)
            dialog.reasonRequired = false
            confirmations.clear()
            opener.forceActiveFocus()
            dialog.open()
            tryCompare(dialog, "opened", true)
        }
        function cleanup(): void {
            dialog.close()
            tryCompare(dialog, "visible", false)
        }
        function reopenWithReason(): void {
            dialog.close()
            tryCompare(dialog, "visible", false)
            dialog.reasonRequired = true
            dialog.open()
            tryCompare(dialog, "opened", true)
        }
        function test_saysWhatWillHappen(): void {
            const pane = dialog.contentItem.children[0]
            compare(pane.Accessible.role, Accessible.Dialog)
            compare(pane.Accessible.name, "Abort the deployment?")
            compare(pane.Accessible.description, "4 nodes go back to 1.0.0.")
        }
        function test_thePointerConfirms(): void {
            const content = dialog.contentItem.children[0].children[0]
            mouseClick(content.children[3].children[1])
            compare(confirmations.count, 1)
            tryCompare(dialog, "visible", false)
        }
        function test_blankIsNoReason(): void {
            reopenWithReason()
            const action = scene.Window.activeFocusItem.parent.children[3].children[1]
            compare(action.text, "Abort it")
            verify(!action.enabled)
            keyClick(Qt.Key_Space)
            verify(!action.enabled)
            keyClick("x")
            verify(action.enabled)
        }
        function test_theLastReasonIsForgotten(): void {
            reopenWithReason()
            keyClick("x")
            compare(dialog.reason, "x")
            reopenWithReason()
            compare(dialog.reason, "")
        }
        function test_escapeChangesNothing(): void {
            keyClick(Qt.Key_Escape)
            tryCompare(dialog, "visible", false)
            compare(confirmations.count, 0)
        }
        function test_returnAtOnceMeansNo(): void {
            // The focus begins on the way out: a key pressed too early does no harm.
            keyClick(Qt.Key_Return)
            tryCompare(dialog, "visible", false)
            compare(confirmations.count, 0)
        }
        function test_theActionIsOneTabAway(): void {
            keyClick(Qt.Key_Tab)
            keyClick(Qt.Key_Return)
            compare(confirmations.count, 1)
            tryCompare(dialog, "visible", false)
        }
        function test_aRequiredReasonIsAskedFor(): void {
            reopenWithReason()
            keyClick("w")
            keyClick("h")
            keyClick("y")
            compare(dialog.reason, "why")
            keyClick(Qt.Key_Tab)
            keyClick(Qt.Key_Tab)
            keyClick(Qt.Key_Return)
            compare(confirmations.signalArguments[0][0], "why")
        }
    }
}
