// SPDX-License-Identifier: Apache-2.0
// What shows a state or a number without being acted on.
import QtQuick
import QtTest
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

Item {
    id: scene
    width: 600
    height: 400

    StateChip {
        id: chip
        text: "Running"
        tone: Tone.Busy
    }
    Progress {
        id: progress
        width: 200
        label: "Nodes done"
    }
    KeyHint {
        id: hint
        keys: "Ctrl+K"
    }
    Badge {
        id: badge
        text: "3"
    }
    Heading {
        id: heading
        text: "Fleet"
    }
    WaveStrip {
        id: strip
        width: 300
        count: 6
        passed: 2
    }
    TestCase {
        name: "States"
        when: windowShown

        function init(): void {
            failOnWarning(/.?/)
        }
        function test_aStateHasIconAndWord(): void {
            compare(chip.Accessible.role, Accessible.StaticText)
            compare(chip.Accessible.name, "Running")
            const row = chip.children[0]
            verify(row.children[0].name.length > 0)
            compare(row.children[1].text, "Running")
            chip.text = ""
            verify(!chip.visible)
            chip.text = "Running"
        }
        function test_aNarrowChipKeepsItsIconAndEndsInside(): void {
            const word = chip.children[0].children[1]
            verify(!word.truncated)
            chip.width = chip.implicitWidth - 10
            verify(word.truncated)
            verify(word.mapToItem(chip, 0, 0).x + word.width <= chip.width)
            verify(chip.children[0].x >= 0)
            chip.width = undefined
        }
        function test_everyToneHasAnIconOfItsOwn(): void {
            const seen = {}
            for (const tone of [Tone.Good, Tone.Bad, Tone.Warning, Tone.Busy, Tone.Person]) {
                const name = Theme.toneIcon(tone)
                verify(name.length > 0)
                verify(seen[name] === undefined, name)
                seen[name] = true
            }
        }
        function test_progressStaysInside_data(): list<var> {
            return [{tag: "below", value: -1, width: 0}, {tag: "half", value: 0.5, width: 100},
                    {tag: "above", value: 7, width: 200}]
        }
        function test_progressStaysInside(data: var): void {
            progress.value = data.value
            compare(progress.children[0].width, data.width)
            compare(progress.Accessible.role, Accessible.ProgressBar)
        }
        function test_progressIsSpokenWhenItHasAName(): void {
            compare(progress.Accessible.name, "Nodes done")
            verify(!progress.Accessible.ignored)
            progress.label = ""
            verify(progress.Accessible.ignored)
            progress.label = "Nodes done"
        }
        function test_withoutKeysThereIsNoHint(): void {
            verify(hint.visible)
            compare(hint.children[0].Accessible.name, "Ctrl+K")
            verify(hint.width > hint.children[0].width)
            hint.keys = ""
            verify(!hint.visible)
            hint.keys = "Ctrl+K"
        }
        function test_aBadgeHoldsItsText(): void {
            verify(badge.implicitWidth >= badge.implicitHeight)
            badge.text = "Production"
            verify(badge.implicitWidth > badge.children[0].implicitWidth)
            badge.text = "3"
        }
        function test_headingsAreHeadings(): void {
            compare(heading.Accessible.role, Accessible.Heading)
            heading.level = 1
            const page = heading.font.pixelSize
            heading.level = 2
            verify(heading.font.pixelSize < page)
        }
        function test_wavesArePassedOrNot(): void {
            compare(strip.children.length, 7) // the repeater is one of them
            verify(strip.children[1].isPassed)
            verify(!strip.children[2].isPassed)
            strip.count = 100
            compare(strip.children.length, 41)
            strip.count = 6
        }
    }
}
