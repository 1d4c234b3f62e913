// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Model
import HotSwap.Theme

// Window of the first screen.
T.ApplicationWindow {
    id: root

    required property WelcomeModel model

    width: 1280
    height: 800
    visible: true
    color: Theme.window
    title: "HotSwap"

    Binding {
        target: Theme
        property: "dark"
        value: root.model.appearance.dark
    }
    Binding {
        target: Theme
        property: "scale"
        value: root.model.appearance.textScale
    }
    Welcome {
        anchors.fill: parent
        focus: true
        labProblem: root.model.labProblem
        onLabRequested: root.model.openLab()
    }
}
