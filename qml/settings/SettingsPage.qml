// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// Who acts here, how the console speaks and looks, and what it is connected to.
Page {
    id: root

    required property ConsoleSession session
    readonly property Appearance appearance: root.session.appearance
    readonly property IdentityList identities: root.session.identities
    readonly property Connection connection: root.session.connection
    readonly property OfflineData offline: root.session.offline
    readonly property string mode: root.session.mode

    title: qsTr("Settings")

    Flickable {
        anchors.fill: parent
        clip: true
        contentHeight: column.height
        boundsBehavior: Flickable.StopAtBounds
        T.ScrollBar.vertical: ScrollBar {}

        Column {
            id: column
            width: Math.min(parent.width - Theme.s3, Theme.px(760))
            spacing: Theme.s4

            Panel {
                width: parent.width
                title: qsTr("Identity")
                Column {
                    width: parent.width
                    SettingLine {
                        width: parent.width
                        label: qsTr("Act as")
                        detail: root.mode === "lab"
                                ? qsTr("The lab has three people with a key each, so that one person can "
                                       + "see four-eyes work.")
                                : ""
                        Repeater {
                            model: root.identities
                            Button {
                                required property int index
                                required property string user
                                required property string roles
                                required property bool current
                                text: user
                                hint: roles
                                emphasis: current ? 2 : 1
                                Accessible.description: roles
                                onClicked: root.identities.use(index)
                            }
                        }
                    }
                    SettingLine {
                        width: parent.width
                        label: qsTr("Roles")
                        detail: root.identities.roles
                    }
                    SettingLine {
                        width: parent.width
                        label: qsTr("Voting key")
                        detail: root.identities.keyId.length > 0
                                ? qsTr("Votes are signed with this key.")
                                : qsTr("This identity has no key and cannot vote.")
                        TextLine {
                            height: Theme.control
                            mono: true
                            text: root.identities.keyId
                        }
                    }
                }
            }
            Panel {
                width: parent.width
                title: qsTr("Language and look")
                Column {
                    width: parent.width
                    SettingLine {
                        width: parent.width
                        label: qsTr("Language")
                        detail: qsTr("Changes at once, everywhere.")
                        Segments {
                            label: qsTr("Language")
                            texts: [...root.appearance.languageNames]
                            current: root.appearance.languageIndex
                            onChosen: index => root.appearance.language = root.appearance.languages[index]
                        }
                    }
                    SettingLine {
                        width: parent.width
                        label: qsTr("Theme")
                        Segments {
                            label: qsTr("Theme")
                            texts: [qsTr("Dark"), qsTr("Light")]
                            current: root.appearance.dark ? 0 : 1
                            onChosen: index => root.appearance.theme = index === 0 ? "dark" : "light"
                        }
                    }
                    SettingLine {
                        width: parent.width
                        label: qsTr("Text size")
                        detail: qsTr("In proportion to the system's text size.")
                        Button {
                            text: qsTr("Smaller")
                            onClicked: root.appearance.zoom -= 10
                        }
                        TextLine {
                            height: Theme.control
                            width: Theme.px(52)
                            horizontalAlignment: Text.AlignHCenter
                            //: %1 is a number
                            text: qsTr("%1 %").arg(root.appearance.zoom)
                        }
                        Button {
                            text: qsTr("Larger")
                            onClicked: root.appearance.zoom += 10
                        }
                    }
                }
            }
            Panel {
                width: parent.width
                title: qsTr("Connection")
                Column {
                    width: parent.width
                    SettingLine {
                        width: parent.width
                        label: qsTr("State")
                        detail: root.mode === "lab"
                          ? qsTr("The lab runs inside this console; everything in it ends with it.") : ""
                        StateChip {
                            text: root.connection.text
                            tone: root.connection.tone
                        }
                    }
                    SettingLine {
                        width: parent.width
                        visible: root.mode !== "lab"
                        height: visible ? implicitHeight : 0
                        label: qsTr("Kept for reading offline")
                        detail: root.offline.kept ? root.offline.summary + "\n" + root.offline.file
                                                  : root.offline.summary
                        Button {
                            visible: root.offline.kept
                            enabled: root.offline.clearable
                            text: qsTr("Clear")
                            Accessible.description: qsTr("Removes what this desktop keeps of every database.")
                            hint: qsTr("Removes what this desktop keeps of every database.")
                            onClicked: root.offline.clear()
                        }
                    }
                    SettingLine {
                        width: parent.width
                        label: qsTr("Leaders")
                        detail: root.connection.leaderDetail.length > 0 ? root.connection.leaderDetail
                                                                        : root.connection.leaders
                    }
                }
            }
        }
    }
}
