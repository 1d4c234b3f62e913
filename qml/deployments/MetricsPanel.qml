// SPDX-License-Identifier: Apache-2.0
pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import HotSwap.Charts
import HotSwap.Components
import HotSwap.Model
import HotSwap.Theme

// Canary against baseline, one chart a metric: both over time with intervals, limits and wave marks, their
// difference, or how latencies are distributed.
Panel {
    id: root

    enum View { OverTime, Difference, Distribution }

    required property MetricCharts charts
    // Why there may be none though there were; empty: there were none.
    property string missing: ""
    property int shown: MetricsPanel.View.OverTime
    property bool paused: false
    readonly property int columns: width > Theme.px(560) ? 2 : 1
    // The heading has no room for the choice: it stands below.
    readonly property bool narrow: width < Theme.px(480)
    readonly property bool distribution: root.shown === MetricsPanel.View.Distribution

    title: qsTr("Metrics")
    detail: {
        switch (root.shown) {
        case MetricsPanel.View.Difference: return qsTr("canary minus baseline")
        case MetricsPanel.View.Distribution: return qsTr("while both answered requests")
        default: return qsTr("canary against baseline")
        }
    }
    actions: [
        IconButton {
            objectName: "pauseCharts"
            anchors.verticalCenter: parent ? parent.verticalCenter : undefined
            iconName: root.paused ? "play" : "pause"
            text: root.paused ? qsTr("Follow the newest data again") : qsTr("Pause the charts")
            visible: root.charts.count > 0
            onClicked: root.paused = !root.paused
        },
        Views {
            objectName: "metricViews"
            visible: root.charts.count > 0 && !root.narrow
        }
    ]

    component Views: Segments {
        label: qsTr("What the charts show")
        texts: [qsTr("Over time"), qsTr("Difference"), qsTr("Distribution")]
        current: root.shown
        onChosen: index => root.shown = index
    }

    Column {
        width: parent.width
        spacing: Theme.s3

        Views {
            visible: root.charts.count > 0 && root.narrow
        }
        ChartLegend {
            width: parent.width
            visible: root.charts.count > 0
            first: root.shown === MetricsPanel.View.Difference ? qsTr("difference") : qsTr("canary")
            second: root.shown === MetricsPanel.View.Difference ? "" : qsTr("baseline")
            band: root.distribution ? "" : qsTr("95 % interval")
            limit: root.shown === MetricsPanel.View.OverTime ? qsTr("limit") : ""
            mark: root.distribution ? "" : qsTr("start of a wave")
        }
        Grid {
            id: grid
            width: parent.width
            columns: root.columns
            spacing: Theme.s3
            visible: !root.distribution
            Repeater {
                model: root.charts
                ChartView {
                    id: cell

                    // Of the same row as `chart`, which is the view's own.
                    required property ChartData difference
                    required property ChartData overTime

                    width: (grid.width - (root.columns - 1) * grid.spacing) / root.columns
                    height: Theme.px(160)
                    chart: root.shown === MetricsPanel.View.Difference ? cell.difference : cell.overTime
                    hold: root.paused
                    onExportRequested: plot => exporter.begin(plot)
                }
            }
        }
        ChartView {
            width: parent.width
            height: Theme.px(280)
            visible: root.distribution && root.charts.count > 0
            chart: root.charts.distribution
            hold: root.paused
            onExportRequested: plot => exporter.begin(plot)
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
    Loader {
        id: exporter

        property TimeSeriesChart plot: null

        function begin(plot: TimeSeriesChart): void {
            exporter.plot = plot
            exporter.active = true
        }

        active: false
        sourceComponent: FileDialog {
            id: target
            visible: true
            fileMode: FileDialog.SaveFile
            title: qsTr("Export the chart")
            nameFilters: [qsTr("Picture (*.png)"), qsTr("Drawing (*.svg)"), qsTr("Table (*.csv)")]
            defaultSuffix: ["png", "svg", "csv"][target.selectedNameFilter.index]
            onAccepted: {
                root.charts.tellExport(target.selectedFile, exporter.plot.exportTo(target.selectedFile))
                exporter.active = false
            }
            onRejected: exporter.active = false
        }
    }
}
