// SPDX-License-Identifier: Apache-2.0
import QtQuick
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// A chart with its title, latest values and read-out. The first series is the one that matters.
Item {
    id: root

    required property ChartData chart
    // All charts of a panel are paused together; each can be moved and zoomed on its own.
    property bool hold: false
    // The panel asks for the file, so that it says once how that went.
    signal exportRequested(plot: TimeSeriesChart)

    // Title and values do not fit beside each other.
    readonly property real wanted: caption.implicitWidth + value.implicitWidth + tools.width
    readonly property bool stacked: root.wanted + Theme.s4 > width
    readonly property bool near: hover.hovered || plot.activeFocus || tools.activeFocus

    onHoldChanged: plot.paused = root.hold

    HoverHandler {
        id: hover
    }
    TextLine {
        id: caption
        width: root.stacked ? tools.x - Theme.s1 : value.x - Theme.s2
        height: Theme.px(22)
        text: root.chart.title
        font.pixelSize: Theme.small
        font.weight: Font.Medium
    }
    TextLine {
        id: value
        x: root.stacked ? 0 : tools.x - Theme.s1 - width
        y: root.stacked ? caption.height : 0
        height: Theme.px(22)
        width: Math.min(implicitWidth, root.width)
        //: %1 canary, %2 baseline
        readonly property string latest: qsTr("%1 · %2").arg(root.chart.firstValue)
                                                        .arg(root.chart.secondValue)
        text: root.chart.note.length > 0 ? root.chart.note : value.latest
        color: root.chart.breached ? Theme.bad : Theme.muted
        font.pixelSize: Theme.small
        visible: !root.chart.empty
    }
    FocusScope {
        id: tools
        anchors.right: parent.right
        width: buttons.width
        height: buttons.height
        Row {
            id: buttons
            IconButton {
                iconName: "play"
                text: qsTr("Follow the newest data again")
                implicitWidth: Theme.px(22)
                implicitHeight: Theme.px(22)
                visible: plot.paused
                onClicked: plot.follow()
            }
            IconButton {
                iconName: "export"
                text: qsTr("Export the chart “%1”").arg(root.chart.title)
                implicitWidth: Theme.px(22)
                implicitHeight: Theme.px(22)
                opacity: root.near ? 1 : 0
                visible: !root.chart.empty
                onClicked: root.exportRequested(plot)
            }
        }
    }
    TimeSeriesChart {
        id: plot
        objectName: "plot"
        anchors.fill: parent
        anchors.topMargin: root.stacked ? value.y + value.height : caption.height
        chartData: root.chart
        colors: Theme.chart
        labelSize: Theme.tiny
        // Another chart's data begins as the panel stands.
        onChartDataChanged: plot.paused = root.hold
        visible: !root.chart.empty
        activeFocusOnTab: true
        Accessible.role: Accessible.Chart
        Accessible.name: root.chart.title
        Accessible.description: plot.spoken.length > 0 ? plot.spoken : root.chart.summary
        Accessible.focusable: true

        Rectangle {
            x: Math.round(plot.readoutX)
            width: 1
            height: plot.plotBottom
            visible: plot.readoutX >= 0
            color: Theme.lineStrong
        }
        Rectangle {
            id: box
            // Beside the line, on the side where there is room.
            readonly property real behind: plot.readoutX + Theme.s2
            readonly property real before: plot.readoutX - Theme.s2 - box.width
            x: Math.max(0, box.behind + box.width <= plot.width ? box.behind : box.before)
            y: Theme.s1
            z: 1
            width: Math.min(natural.implicitWidth + 2 * Theme.s2, plot.width)
            height: words.height + 2 * Theme.s1
            visible: plot.readoutX >= 0
            radius: Theme.s1
            color: Theme.raised
            border.color: Theme.lineStrong
            // How wide the words are when nothing makes them wrap: a text that may wrap does not know.
            Text {
                id: natural
                visible: false
                text: plot.readout
                font: words.font
                textFormat: Text.PlainText
            }
            Text {
                id: words
                x: Theme.s2
                y: Theme.s1
                width: box.width - 2 * Theme.s2
                wrapMode: Text.Wrap
                text: plot.readout
                color: Theme.text
                font.pixelSize: Theme.small
                font.family: Theme.sans
                textFormat: Text.PlainText
                // The chart's own description says it.
                Accessible.ignored: true
            }
        }
        FocusFrame {
            shown: plot.activeFocus
            gap: 0
        }
    }
    TextLine {
        anchors.centerIn: parent
        visible: root.chart.empty
        color: Theme.faint
        text: qsTr("No data yet")
    }
}
