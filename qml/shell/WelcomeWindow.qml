// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Theme

// Window of the first screen.
T.ApplicationWindow {
    id: root

    property alias labProblem: welcome.labProblem
    property bool dark: true
    signal labRequested

    width: 1280
    height: 800
    visible: true
    color: Theme.window
    title: Qt.application.displayName

    Binding {
        Theme.dark: root.dark
    }
    Welcome {
        id: welcome
        anchors.fill: parent
        focus: true
        onLabRequested: root.labRequested()
    }
}
