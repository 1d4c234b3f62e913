// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components

Item {
    id: scene
    width: 600
    height: 400

    EmptyState {
        id: state
        title: "Nothing waits"
        text: "Deployments ask here."
        action: "New deployment"
    }
    SignalSpy {
        id: acts
        target: state
        signalName: "acted"
    }
    TestCase {
        name: "EmptyState"
        when: windowShown

        // The last child is the button.
        readonly property Item button: state.children[3]

        function test_offersTheNextStep(): void {
            failOnWarning(/.?/)
            compare(button.Accessible.name, "New deployment")
            button.forceActiveFocus()
            keyClick(Qt.Key_Return)
            compare(acts.count, 1)
        }
        function test_withoutAnActionThereIsNoButton(): void {
            state.action = ""
            verify(!button.visible)
            state.action = "New deployment"
            verify(button.visible)
        }
    }
}
