// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Model
import HotSwap.Theme

// How many waves have passed, as segments: for rows of lists. The words stand beside it.
Row {
    id: root

    property int passed: 0
    property int count: 0
    property int tone: Tone.Busy

    spacing: 2
    Accessible.ignored: true

    Repeater {
        model: Math.min(root.count, 40)
        Rectangle {
            id: segment

            required property int index
            readonly property bool isPassed: segment.index < root.passed

            width: Math.max(3, (root.width - (root.count - 1) * root.spacing) / Math.max(1, root.count))
            height: Theme.px(6)
            radius: 2
            color: {
                if (segment.isPassed)
                    return Theme.good
                return segment.index === root.passed ? Theme.toneColor(root.tone) : Theme.line
            }
        }
    }
}
