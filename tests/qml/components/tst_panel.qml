// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components

Item {
    id: scene
    width: 600
    height: 400

    Panel {
        id: panel
        width: 300
        title: "Votes"

        Rectangle {
            id: content
            width: 100
            height: 40
        }
    }
    TestCase {
        name: "Panel"
        when: windowShown

        function init(): void {
            failOnWarning(/.?/)
        }
        function test_contentIsInsideWithTheSameMarginBelow(): void {
            const at = content.mapToItem(panel, 0, 0)
            verify(at.y >= panel.headHeight)
            compare(panel.implicitHeight - (at.y + content.height), panel.padding)
        }
        function test_withoutATitleThereIsNoHead(): void {
            const tall = panel.implicitHeight
            panel.title = ""
            compare(panel.headHeight, 0)
            verify(panel.implicitHeight < tall)
            panel.title = "Votes"
        }
    }
}
