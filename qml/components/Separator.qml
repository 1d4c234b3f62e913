// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Theme

Rectangle {
    implicitHeight: 1
    implicitWidth: 1
    color: Theme.line
    Accessible.ignored: true
}
