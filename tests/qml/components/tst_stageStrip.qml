// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtTest
import HotSwap.Components
import HotSwap.Model

Item {
    id: scene
    width: 600
    height: 200

    ListModel {
        id: stages
        ListElement { name: "Build"; stateWord: "succeeded"; tone: Tone.Good; detail: "" }
        ListElement { name: "Approval"; stateWord: "waits"; tone: Tone.Warning; detail: "for one vote" }
    }
    StageStrip {
        id: strip
        width: 500
        stages: stages
    }
    TestCase {
        name: "StageStrip"
        when: windowShown

        function init(): void {
            failOnWarning(/.?/)
            stages.setProperty(1, "tone", Tone.Warning)
            stages.setProperty(1, "stateWord", "waits")
        }
        function test_everyStageSaysNameAndState(): void {
            compare(strip.Accessible.role, Accessible.List)
            compare(strip.children[0].Accessible.name, "Build: succeeded")
            compare(strip.children[1].Accessible.name, "Approval: waits")
            compare(strip.children[1].Accessible.description, "for one vote")
        }
        function test_aNewStateIsShownWithItsIcon(): void {
            const icon = strip.children[1].children[1]
            const before = icon.name
            stages.setProperty(1, "tone", Tone.Bad)
            stages.setProperty(1, "stateWord", "rejected")
            compare(strip.children[1].Accessible.name, "Approval: rejected")
            verify(icon.name !== before)
        }
        function test_stagesShareTheWidth(): void {
            fuzzyCompare(strip.children[0].width, strip.children[1].width, 1)
            verify(strip.children[1].x + strip.children[1].width <= strip.width)
        }
    }
}
