// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Theme

// One line of text in a size of the scale; long text ends in an ellipsis.
Text {
    id: root

    property bool mono: false

    color: Theme.text
    font.pixelSize: Theme.body
    font.family: root.mono ? Theme.mono : Theme.sans
    elide: Text.ElideRight
    verticalAlignment: Text.AlignVCenter
    textFormat: Text.PlainText
    Accessible.role: Accessible.StaticText
    Accessible.name: root.text
    Accessible.ignored: root.text.length === 0
}
