// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import QtTest
import HotSwap.Components

Item {
    id: scene
    width: 200
    height: 200

    Flickable {
        id: list
        anchors.fill: parent
        contentWidth: width
        T.ScrollBar.vertical: ScrollBar {
            id: bar
        }
    }
    TestCase {
        name: "ScrollBar"
        when: windowShown

        function init(): void {
            failOnWarning(/.?/)
            list.contentY = 0
        }
        function test_isThereWhenThereIsMore(): void {
            list.contentHeight = 100
            tryCompare(bar, "visible", false)
            list.contentHeight = 800
            tryCompare(bar, "visible", true)
            compare(bar.size, 0.25)
        }
        function test_canBeGraspedInALongList(): void {
            list.contentHeight = 1000000
            tryVerify(() => bar.contentItem.height >= Math.floor(0.06 * bar.availableHeight))
        }
        function test_draggingScrolls(): void {
            list.contentHeight = 800
            tryCompare(bar, "size", 0.25)
            mouseDrag(bar, bar.width / 2, 10, 0, 60)
            verify(list.contentY > 0)
        }
    }
}
