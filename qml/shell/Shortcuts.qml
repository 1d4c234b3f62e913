// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Model

// The keys that work on every page.
Item {
    id: root

    required property ConsoleSession session
    signal paletteRequested
    signal helpRequested
    signal pageFocusRequested

    Accessible.ignored: true

    Shortcut {
        sequences: ["Ctrl+K", "Ctrl+P"]
        onActivated: root.paletteRequested()
    }
    Shortcut {
        sequences: ["?", "F1"]
        onActivated: root.helpRequested()
    }
    Shortcut {
        sequence: "F6"
        onActivated: root.pageFocusRequested()
    }
    Shortcut {
        sequence: "Alt+1"
        onActivated: root.session.navigator.open("fleet")
    }
    Shortcut {
        sequence: "Alt+2"
        onActivated: root.session.navigator.open("deployments")
    }
    Shortcut {
        sequence: "Alt+3"
        onActivated: root.session.navigator.open("approvals")
    }
    Shortcut {
        sequence: "Alt+4"
        onActivated: root.session.navigator.open("audit")
    }
    Shortcut {
        sequence: "Alt+5"
        onActivated: root.session.navigator.open("coordination")
    }
    Shortcut {
        sequence: "Alt+6"
        onActivated: root.session.navigator.open("policies")
    }
    Shortcut {
        sequence: "Alt+7"
        onActivated: root.session.navigator.open("settings")
    }
    Shortcut {
        sequence: "Alt+Left"
        onActivated: root.session.navigator.back()
    }
    Shortcut {
        sequence: "Ctrl+N"
        onActivated: root.session.navigator.open("newDeployment")
    }
    Shortcut {
        sequence: "Ctrl+J"
        onActivated: root.session.showAttention()
    }
    Shortcut {
        sequence: "Ctrl+Z"
        enabled: root.session.undo.active
        onActivated: root.session.undo.undo()
    }
    Shortcut {
        sequence: "Ctrl+Shift+T"
        onActivated: root.session.appearance.toggleTheme()
    }
    Shortcut {
        sequence: "Ctrl+Shift+L"
        onActivated: root.session.appearance.nextLanguage()
    }
    Shortcut {
        sequence: "Ctrl+Shift+I"
        onActivated: root.session.identities.useNext()
    }
    Shortcut {
        sequences: ["Ctrl++", "Ctrl+="]
        onActivated: root.session.appearance.zoom += 10
    }
    Shortcut {
        sequence: "Ctrl+-"
        onActivated: root.session.appearance.zoom -= 10
    }
    Shortcut {
        sequence: "Ctrl+Q"
        onActivated: Qt.quit()
    }
}
