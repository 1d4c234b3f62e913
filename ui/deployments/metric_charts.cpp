// SPDX-License-Identifier: Apache-2.0
#include "ui/deployments/metric_charts.h"

#include "ui/common/qt_text.h"
#include "ui/common/words.h"

namespace hotswap::ui {

namespace {

constexpr int kReadPaceMs = 1'000;

const std::vector<RowRole<MetricChartRow>>& roles() {
    static const std::vector<RowRole<MetricChartRow>> table = {
        {"key", [](const MetricChartRow& row) { return QVariant(row.key); }},
        {"chart", [](const MetricChartRow& row) { return QVariant::fromValue(row.chart); }},
    };
    return table;
}

} // namespace

MetricCharts::MetricCharts(const PageContext& context, QObject* parent)
    : RowListModel<MetricChartRow>(roles(), parent), m_context(context) {
    m_pace.setSingleShot(true);
    m_pace.setInterval(kReadPaceMs);
    connect(&m_pace, &QTimer::timeout, this, [this] {
        if (m_again) {
            ask();
        }
    });
}

void MetricCharts::follow(const DeploymentId& deployment) {
    ++m_term;
    m_deployment = deployment;
    m_asking = false;
    m_again = false;
    m_pace.stop();
    setRows({});
    m_charts.clear();
    refresh();
}

void MetricCharts::refresh() {
    if (m_deployment.empty()) {
        return;
    }
    m_again = true;
    if (!m_asking && !m_pace.isActive()) {
        ask();
    }
}

void MetricCharts::retranslate() {
    for (const auto& [metric, chart] : m_charts) {
        chart->setTitle(Words::of(metric));
        chart->rename({tr("canary"), tr("baseline")});
        chart->touch();
    }
}

void MetricCharts::ask() {
    m_asking = true;
    m_again = false;
    m_pace.start();
    m_context.client.ask<ports::MetricsAnswer>(this, ports::queries::Metrics{m_deployment, Instant{}},
                                               [this, term = m_term](Result<ports::MetricsAnswer> answer) {
                                                   if (term != m_term) {
                                                       return;
                                                   }
                                                   m_asking = false;
                                                   if (answer.ok()) {
                                                       take(*answer);
                                                   }
                                                   if (m_again && !m_pace.isActive()) {
                                                       ask();
                                                   }
                                               });
}

void MetricCharts::take(const ports::MetricsAnswer& answer) {
    std::vector<ChartData::Marker> markers;
    for (std::size_t i = 0; i < answer.waveStarts.size(); ++i) {
        //: %1 number of a wave, beside a mark in a chart; as short as can be
        markers.push_back({static_cast<double>(toMs(answer.waveStarts[i])),
                           tr("W%1").arg(m_context.formatter.number(static_cast<qint64>(i) + 1))});
    }
    std::vector<MetricChartRow> rows;
    for (const ports::MetricSeries& series : answer.series) {
        ChartData& chart = chartOf(series.metric);
        chart.setSeries({tr("canary"), tr("baseline")});
        for (const ports::MetricPoint& point : series.points) {
            const auto x = static_cast<double>(toMs(point.at));
            chart.push(0, {x, point.canary});
            chart.push(1, {x, point.baseline});
        }
        chart.setLimit(series.limit);
        chart.setMarkers(markers);
        chart.touch();
        rows.push_back({toQt(metricName(series.metric)), &chart});
    }
    setRows(std::move(rows));
}

ChartData& MetricCharts::chartOf(Metric metric) {
    std::unique_ptr<ChartData>& chart = m_charts[metric];
    if (!chart) {
        chart = std::make_unique<ChartData>();
        chart->setTitle(Words::of(metric));
        const Formatter& formatter = m_context.formatter;
        chart->setWords(
            [&formatter, metric](double value) { return formatter.metric(metric, value); },
            [&formatter](double x) { return formatter.time(instantFromMs(static_cast<qint64>(x))); });
    }
    return *chart;
}

} // namespace hotswap::ui
