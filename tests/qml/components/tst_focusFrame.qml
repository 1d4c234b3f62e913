// SPDX-License-Identifier: Apache-2.0
// The frame is for the keyboard: Tab shows it, the pointer does not.
import QtQuick
import QtTest
import HotSwap.Components

FocusScope {
    id: scene
    width: 400
    height: 300
    focus: true

    Column {
        Button {
            id: before
            text: "before"
        }
        Button {
            id: button
            text: "Deploy"
        }
        IconButton {
            id: iconButton
            text: "Dismiss"
            iconName: "close"
        }
        CheckBox {
            id: box
            text: "Replace"
        }
        Segments {
            id: segments
            label: "Show"
            texts: ["Waiting", "Decided"]
        }
    }
    FocusFrame {
        id: bare
    }
    TestCase {
        name: "FocusFrame"
        when: windowShown

        readonly property Item segment: segments.children[0].children[0]

        function init(): void {
            failOnWarning(/.?/)
            before.forceActiveFocus()
        }
        function test_isOutsideWhatItFrames(): void {
            verify(!bare.visible)
            bare.shown = true
            verify(bare.visible)
            compare(bare.width, scene.width + 2 * bare.gap)
            bare.shown = false
        }
        function test_isShownByTabOnly_data(): list<var> {
            return [{tag: "Button", item: button, frame: button.background.children[0]},
                    {tag: "IconButton", item: iconButton, frame: iconButton.background.children[0]},
                    {tag: "CheckBox", item: box, frame: box.indicator.children[1]},
                    {tag: "Segments", item: segment, frame: segment.background.children[0]}]
        }
        function test_isShownByTabOnly(data: var): void {
            verify(!data.frame.visible)
            mouseClick(data.item)
            verify(data.item.activeFocus)
            verify(!data.frame.visible)
            before.forceActiveFocus()
            // Five stops are more than there are before any of them.
            for (let i = 0; i < 5 && !data.item.activeFocus; ++i)
                keyClick(Qt.Key_Tab)
            verify(data.item.activeFocus)
            verify(data.frame.visible)
        }
    }
}
