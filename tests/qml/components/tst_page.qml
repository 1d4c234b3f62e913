// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components

Item {
    id: scene
    width: 600
    height: 400

    Page {
        id: page
        anchors.fill: parent
        title: "Fleet"
        summary: "10 nodes in three environments, all of them healthy and none of them waiting for a person"
        lead: IconButton {
            id: back
            text: "Back"
        }
        actions: Button {
            id: action
            text: "New deployment"
        }

        Rectangle {
            id: content
            anchors.fill: parent
        }
    }
    TestCase {
        name: "Page"
        when: windowShown

        readonly property Item head: page.children[0].children[0]
        readonly property Item caption: head.children[1]
        readonly property Item summary: head.children[2]

        function leftOf(item: Item): real {
            return item.mapToItem(page, 0, 0).x
        }
        function init(): void {
            failOnWarning(/.?/)
        }
        function test_isAPaneWithItsTitle(): void {
            compare(page.Accessible.role, Accessible.Pane)
            compare(page.Accessible.name, "Fleet")
            compare(caption.Accessible.role, Accessible.Heading)
            compare(caption.text, "Fleet")
        }
        function test_contentIsBelowTheHeadAndInside(): void {
            const at = content.mapToItem(page, 0, 0)
            verify(at.y >= head.height)
            verify(content.height > 0)
            verify(at.y + content.height < page.height)
            verify(at.x + content.width < page.width)
        }
        function test_headIsInOrderAndNothingOverlaps(): void {
            verify(leftOf(back) + back.width <= leftOf(caption))
            verify(leftOf(caption) + caption.width <= leftOf(summary))
            verify(leftOf(summary) + summary.width <= leftOf(action))
            verify(leftOf(action) + action.width <= page.width)
            // There is too much to say for the room: it ends in an ellipsis.
            verify(summary.truncated)
        }
    }
}
