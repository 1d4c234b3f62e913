// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Theme

// A heading; `level` 1 is the page's, 2 a panel's, 3 a group's.
TextLine {
    id: root

    property int level: 2

    font.pixelSize: root.level === 1 ? Theme.heading : root.level === 2 ? Theme.title : Theme.small
    font.weight: Font.DemiBold
    color: root.level === 3 ? Theme.muted : Theme.text
    Accessible.role: Accessible.Heading
}
