// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components

Item {
    id: scene
    width: 700
    height: 300

    Item {
        id: target
        x: 300
        y: 100
        width: 60
        height: 30

        ToolTip {
            id: tip
            text: "Ctrl+Z takes it back"
        }
    }
    TestCase {
        name: "ToolTip"
        when: windowShown

        function init(): void {
            failOnWarning(/.?/)
            tip.delay = 0
            tip.text = "Ctrl+Z takes it back"
        }
        function cleanup(): void {
            tip.close()
            tryCompare(tip, "visible", false)
        }
        function test_standsBelowWhatItExplains(): void {
            tip.open()
            tryCompare(tip, "opened", true)
            compare(tip.contentItem.text, "Ctrl+Z takes it back")
            verify(tip.y >= target.height)
            fuzzyCompare(tip.x + tip.width / 2, target.width / 2, 1)
        }
        function test_aClickElsewhereClosesIt(): void {
            tip.open()
            tryCompare(tip, "opened", true)
            mouseClick(scene, 10, 10)
            tryCompare(tip, "visible", false)
        }
        function test_longTextWrapsBeforeItsLinesAreHardToFollow(): void {
            tip.text = "production ".repeat(40)
            tip.open()
            tryCompare(tip, "opened", true)
            verify(tip.contentItem.lineCount > 1)
            verify(tip.width < 0.75 * scene.width)
            verify(tip.height >= tip.contentItem.contentHeight)
        }
    }
}
