// SPDX-License-Identifier: Apache-2.0
import QtQuick
import QtQuick.Dialogs
import HotSwap.Model
import HotSwap.Theme
import HotSwap.Components

// A time series with its heading, legend, latest values and read-out. The first series is the canary, the
// second its baseline.
Panel {
    id: root

    required property ChartData chart

    padding: Theme.s3
    title: root.chart.title
    implicitHeight: Theme.px(210)
    border.color: root.chart.breached ? Theme.bad : Theme.line
    actions: [
        StateChip {
            compact: true
            anchors.verticalCenter: parent ? parent.verticalCenter : undefined
            visible: root.chart.breached
            text: visible ? qsTr("Above the limit") : ""
            tone: Tone.Bad
        },
        IconButton {
            iconName: plot.paused ? "play" : "pause"
            text: plot.paused ? qsTr("Follow again") : qsTr("Pause the chart")
            implicitWidth: Theme.px(26)
            implicitHeight: Theme.px(26)
            onClicked: plot.paused ? plot.follow() : plot.paused = true
        },
        IconButton {
            iconName: "export"
            text: qsTr("Export the chart")
            implicitWidth: Theme.px(26)
            implicitHeight: Theme.px(26)
            onClicked: exporter.open()
        }
    ]

    Row {
        id: legend
        width: parent.width
        height: Theme.px(20)
        spacing: Theme.s4
        visible: !root.chart.empty
        Row {
            spacing: Theme.s1
            height: parent.height
            Rectangle {
                width: Theme.px(14)
                height: 2
                y: (parent.height - height) / 2
                color: Theme.chart.first
            }
            TextLine {
                height: parent.height
                font.pixelSize: Theme.small
                color: Theme.muted
                text: qsTr("Canary")
            }
            TextLine {
                height: parent.height
                font.pixelSize: Theme.small
                font.weight: Font.DemiBold
                color: root.chart.breached ? Theme.bad : Theme.text
                text: root.chart.firstValue
            }
        }
        Row {
            spacing: Theme.s1
            height: parent.height
            Row {
                spacing: 2
                height: parent.height
                Repeater {
                    model: 3
                    Rectangle {
                        width: 4
                        height: 2
                        y: (Theme.px(20) - height) / 2
                        color: Theme.chart.second
                    }
                }
            }
            TextLine {
                height: parent.height
                font.pixelSize: Theme.small
                color: Theme.muted
                text: qsTr("Baseline")
            }
            TextLine {
                height: parent.height
                font.pixelSize: Theme.small
                text: root.chart.secondValue
            }
        }
        TextLine {
            height: parent.height
            font.pixelSize: Theme.small
            color: Theme.faint
            visible: root.chart.limitText.length > 0
            text: qsTr("Limit %1").arg(root.chart.limitText)
        }
    }
    TimeSeriesChart {
        id: plot

        y: legend.height + Theme.s1
        width: parent.width
        height: parent.height - y
        chartData: root.chart
        colors: Theme.chart
        labelSize: Theme.tiny
        visible: !root.chart.empty
        activeFocusOnTab: true
        Accessible.role: Accessible.Chart
        Accessible.name: root.chart.summary
        Accessible.focusable: true

        Rectangle {
            x: Math.round(plot.hoverX)
            width: 1
            height: parent.height - Theme.px(18)
            color: Theme.lineStrong
            visible: plot.hoverX >= 0
        }
        Rectangle {
            visible: plot.readout.length > 0
            x: Math.max(0, Math.min(parent.width - width, plot.hoverX + Theme.s2))
            y: Theme.s1
            width: words.implicitWidth + 2 * Theme.s2
            height: Theme.px(22)
            radius: Theme.s1
            color: Theme.raised
            border.color: Theme.lineStrong
            TextLine {
                id: words
                anchors.centerIn: parent
                font.pixelSize: Theme.small
                text: plot.readout
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
    FileDialog {
        id: exporter
        fileMode: FileDialog.SaveFile
        nameFilters: [qsTr("Picture (*.png)"), qsTr("Table (*.csv)")]
        onAccepted: {
            if (String(exporter.selectedFile).endsWith(".csv"))
                plot.saveCsv(exporter.selectedFile)
            else
                plot.savePng(exporter.selectedFile)
        }
    }
}
