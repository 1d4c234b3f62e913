// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// Canary against baseline, one chart a metric, with limit and wave marks.
Panel {
    id: root

    required property MetricCharts charts
    // Why there may be none though there were; empty: there were none.
    property string missing: ""
    readonly property int columns: width > Theme.px(560) ? 2 : 1

    title: qsTr("Metrics")
    detail: qsTr("canary against baseline")

    Grid {
        id: grid
        width: parent.width
        columns: root.columns
        spacing: Theme.s3
        Repeater {
            model: root.charts
            Item {
                id: cell

                required property ChartData chart

                width: (grid.width - (root.columns - 1) * grid.spacing) / root.columns
                height: Theme.px(150)

                TextLine {
                    id: caption
                    width: parent.width - value.width - Theme.s2
                    text: cell.chart.title
                    font.pixelSize: Theme.small
                    font.weight: Font.Medium
                }
                TextLine {
                    id: value
                    anchors.right: parent.right
                    //: %1 canary, %2 baseline
                    text: qsTr("%1 · %2").arg(cell.chart.firstValue).arg(cell.chart.secondValue)
                    color: cell.chart.breached ? Theme.bad : Theme.muted
                    font.pixelSize: Theme.small
                }
                TimeSeriesChart {
                    id: plot
                    y: Theme.px(20)
                    width: parent.width
                    height: parent.height - y
                    chartData: cell.chart
                    colors: Theme.chart
                    labelSize: Theme.tiny
                    activeFocusOnTab: true
                    Accessible.role: Accessible.Chart
                    Accessible.name: cell.chart.title
                    Accessible.description: cell.chart.summary

                    Rectangle {
                        x: plot.hoverX
                        width: 1
                        height: parent.height
                        visible: plot.hoverX >= 0
                        color: Theme.lineStrong
                    }
                    ToolTip {
                        visible: plot.readout.length > 0
                        delay: 0
                        text: plot.readout
                    }
                    FocusFrame {
                        shown: plot.activeFocus
                        gap: 0
                    }
                }
            }
        }
    }
    TextLine {
        width: parent.width
        visible: root.charts.count === 0
        wrapMode: Text.Wrap
        elide: Text.ElideNone
        text: root.missing.length > 0 ? root.missing : qsTr("No measurements yet")
        color: Theme.faint
    }
}
