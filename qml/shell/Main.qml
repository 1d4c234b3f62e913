// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Templates as T
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// The console's window: rail, top bar, page, status line; palette, notices and undo above them.
T.ApplicationWindow {
    id: root

    required property ConsoleSession session

    width: 1280
    height: 800
    minimumWidth: 960
    minimumHeight: 600
    visible: true
    color: Theme.window
    //: window title; %1 is the page
    title: qsTr("%1 – HotSwap").arg(rail.currentText)

    Binding {
        target: Theme
        property: "dark"
        value: root.session.appearance.dark
    }
    Binding {
        target: Theme
        property: "scale"
        value: root.session.appearance.textScale
    }

    Rail {
        id: rail
        compact: Theme.px(196) > root.width * 0.22
        height: parent.height
        session: root.session
        onHelpRequested: sheet.open()
    }
    TopBar {
        id: topBar
        anchors.left: rail.right
        anchors.right: parent.right
        height: Theme.px(48)
        session: root.session
        onPaletteRequested: finder.open()
    }
    Banner {
        id: banner
        objectName: "banner"
        anchors.left: rail.right
        anchors.right: parent.right
        anchors.top: topBar.bottom
        height: visible ? implicitHeight : 0
        session: root.session
    }
    PageHost {
        id: host
        anchors.left: rail.right
        anchors.right: parent.right
        anchors.top: banner.bottom
        anchors.bottom: statusLine.top
        session: root.session
    }
    StatusLine {
        id: statusLine
        anchors.left: rail.right
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: Theme.px(26)
        session: root.session
    }
    UndoBar {
        anchors.horizontalCenter: host.horizontalCenter
        anchors.bottom: statusLine.top
        anchors.bottomMargin: Theme.s4
        undo: root.session.undo
    }
    Notices {
        anchors.right: parent.right
        anchors.rightMargin: Theme.s6
        anchors.bottom: statusLine.top
        anchors.bottomMargin: Theme.s4
        notices: root.session.notices
    }
    // Made when first asked for: the window is on the screen sooner.
    Loader {
        id: finder

        function open(): void {
            if (finder.item === null)
                finder.setSource("CommandPalettePopup.qml", { "palette": root.session.palette })
            const popup = finder.item as CommandPalettePopup
            popup.open()
        }
    }
    Loader {
        id: sheet

        function open(): void {
            if (sheet.item === null)
                sheet.setSource("ShortcutSheet.qml")
            const popup = sheet.item as ShortcutSheet
            popup.open()
        }
    }
    Shortcuts {
        session: root.session
        onPaletteRequested: finder.open()
        onHelpRequested: sheet.open()
        onPageFocusRequested: host.focusPage()
    }
}
