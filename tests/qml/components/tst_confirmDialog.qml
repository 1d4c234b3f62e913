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
            dialog.close()
            tryCompare(dialog, "visible", false)
            dialog.reasonRequired = true
            dialog.open()
            tryCompare(dialog, "opened", true)
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
