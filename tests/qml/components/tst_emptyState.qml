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

        function init(): void {
            failOnWarning(/.?/)
        }
        function test_saysWhatIsMissingAndWhatToDo(): void {
            compare(state.children[1].Accessible.role, Accessible.Heading)
            compare(state.children[1].Accessible.name, "Nothing waits")
            compare(state.children[2].Accessible.name, "Deployments ask here.")
            const tall = state.implicitHeight
            state.text = ""
            verify(!state.children[2].visible)
            tryVerify(() => state.implicitHeight < tall)
            state.text = "Deployments ask here."
        }
        function test_offersTheNextStep(): void {
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
