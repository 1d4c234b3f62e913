// SPDX-License-Identifier: Apache-2.0
pragma Singleton

import QtQuick
import HotSwap.Model

// The only place with colours and sizes. Roles are derived from raw values here; everything else uses roles.
// tests/qml/tst_contrast checks that text roles reach 4.5 : 1 on every surface they stand on.
QtObject {
    id: root

    // Set by the shell.
    property bool dark: true
    property real scale: 1

    // Surfaces, from the back to the front.
    readonly property color window: dark ? "#0d1015" : "#f4f5f7"
    readonly property color rail: dark ? "#0a0c10" : "#ebedf0"
    readonly property color panel: dark ? "#13171d" : "#ffffff"
    readonly property color raised: dark ? "#1a1f27" : "#ffffff"
    readonly property color inset: dark ? "#0a0d11" : "#f4f5f7"
    readonly property color hover: dark ? "#1c222b" : "#eceef2"
    readonly property color pressed: dark ? "#242b36" : "#e0e3e9"
    readonly property color selected: dark ? "#1d2a44" : "#e3ebfb"
    readonly property color line: dark ? "#232932" : "#dfe2e7"
    readonly property color lineStrong: dark ? "#363f4c" : "#bfc5ce"
    readonly property color scrim: dark ? "#b0050709" : "#70202632"

    // Text.
    readonly property color text: dark ? "#e7eaef" : "#171b21"
    readonly property color muted: dark ? "#a3adba" : "#4b5563"
    readonly property color faint: dark ? "#8f9aaa" : "#5f6875"
    readonly property color accentText: dark ? "#0b1220" : "#ffffff"

    // The one colour that is no state: what can be acted on, and where the keyboard is.
    readonly property color accent: dark ? "#7aa7ff" : "#2459c9"
    readonly property color accentHover: dark ? "#94b8ff" : "#1d4bad"
    readonly property color focus: dark ? "#7aa7ff" : "#2459c9"

    // States, as text and lines.
    readonly property color good: dark ? "#5ec79a" : "#12704a"
    readonly property color busy: dark ? "#79b0f7" : "#1f5fbf"
    readonly property color warning: dark ? "#e2b04c" : "#8a5a00"
    readonly property color person: dark ? "#c79bf2" : "#7438b8"
    readonly property color bad: dark ? "#f2796f" : "#b3261e"

    // Figures of healthy nodes are quiet, so that the others stand out.
    readonly property CellColors cells: CellColors {
        background: root.panel
        neutral: root.dark ? "#4a5462" : "#a7afba"
        busy: root.dark ? "#5b97ec" : "#2d6fd6"
        good: root.dark ? "#2f6e58" : "#7cc4a5"
        warning: root.dark ? "#e2b04c" : "#d08a00"
        person: root.dark ? "#c79bf2" : "#8a4bd0"
        bad: root.dark ? "#f2665a" : "#cf2f25"
        mark: root.dark ? "#e7eaef" : "#171b21"
    }

    readonly property ChartColors chart: ChartColors {
        background: root.panel
        grid: root.line
        text: root.faint
        limit: root.bad
        marker: root.lineStrong
        first: root.dark ? "#7aa7ff" : "#2459c9"
        second: root.dark ? "#a3adba" : "#5f6875"
        other: root.dark ? "#5ec79a" : "#12704a"
    }

    // Type. Sizes follow the system's text size and the person's zoom.
    readonly property int tiny: px(11)
    readonly property int small: px(12)
    readonly property int body: px(13)
    readonly property int title: px(15)
    readonly property int heading: px(20)
    readonly property string mono: "monospace"
    readonly property string sans: root.systemText.font.family
    readonly property TextMetrics systemText: TextMetrics {}

    // A grid of 4.
    readonly property int s1: 4
    readonly property int s2: 8
    readonly property int s3: 12
    readonly property int s4: 16
    readonly property int s6: 24
    readonly property int s8: 32
    readonly property int radius: 6
    readonly property int control: px(30)
    readonly property int row: px(30)

    function px(size: int): int {
        return Math.round(size * root.scale)
    }

    function toneColor(tone: int): color {
        switch (tone) {
        case Tone.Busy: return root.busy
        case Tone.Good: return root.good
        case Tone.Warning: return root.warning
        case Tone.Person: return root.person
        case Tone.Bad: return root.bad
        default: return root.muted
        }
    }

    // A quiet surface behind text of a tone.
    function toneFill(tone: int): color {
        const tint = root.toneColor(tone)
        const share = root.dark ? 0.14 : 0.1
        return tone === Tone.Neutral ? root.hover : Qt.tint(root.panel, Qt.alpha(tint, share))
    }

    function toneIcon(tone: int): string {
        switch (tone) {
        case Tone.Busy: return "busy"
        case Tone.Good: return "check"
        case Tone.Warning: return "warning"
        case Tone.Person: return "person"
        case Tone.Bad: return "cross"
        default: return "dot"
        }
    }
}
