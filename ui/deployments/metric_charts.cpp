// SPDX-License-Identifier: Apache-2.0
#include "ui/deployments/metric_charts.h"

#include "ui/common/qt_text.h"
#include "ui/common/words.h"
#include "ui/deployments/latency_distribution.h"
#include "ui/deployments/metric_difference.h"

namespace hotswap::ui {

namespace {

constexpr int kReadPaceMs = 1'000;
/// A step this many times as long as the usual one is a gap.
constexpr double kGapSteps = 3;

/// The step that most points are apart, in ms; 0 for fewer than two points.
double usualStep(const std::vector<ports::MetricPoint>& points) {
    std::vector<double> steps;
    for (std::size_t i = 1; i < points.size(); ++i) {
        steps.push_back(static_cast<double>(toMs(points[i].at) - toMs(points[i - 1].at)));
    }
    if (steps.empty()) {
        return 0;
    }
    const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
    std::nth_element(steps.begin(), middle, steps.end());
    return *middle;
}

const std::vector<RowRole<MetricChartRow>>& roles() {
    static const std::vector<RowRole<MetricChartRow>> table = {
        {"key", [](const MetricChartRow& row) { return QVariant(row.key); }},
        {"overTime", [](const MetricChartRow& row) { return QVariant::fromValue(row.overTime); }},
        {"difference", [](const MetricChartRow& row) { return QVariant::fromValue(row.difference); }},
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
    LatencyDistribution::prepare(m_distribution, m_context.formatter);
}

void MetricCharts::follow(const DeploymentId& deployment) {
    ++m_term;
    m_deployment = deployment;
    m_asking = false;
    m_again = false;
    m_pace.stop();
    setRows({});
    m_charts.clear();
    m_latest = {};
    showDistribution();
    refresh();
}

void MetricCharts::tellExport(const QUrl& file, bool written) {
    const QString path = file.toLocalFile();
    if (written) {
        //: %1 file name
        m_context.notices.say(tr("The chart was written to %1").arg(path), Tone::Good);
    } else {
        //: %1 file name; the endings stay as they are
        m_context.notices.say(
            tr("%1 was not written. Is the folder writable, and the ending .png, .svg or .csv?").arg(path),
            Tone::Bad);
    }
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
    for (const auto& [metric, pair] : m_charts) {
        name(metric, *pair);
        pair->overTime.touch();
        pair->difference.touch();
    }
    showDistribution();
}

void MetricCharts::showDistribution() {
    m_distribution.setTitle(tr("Latency of requests"));
    LatencyDistribution::fill(m_distribution, m_latest, m_context.formatter, {tr("canary"), tr("baseline")});
    m_distribution.touch();
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
        Pair& pair = pairOf(series.metric);
        fill(pair, series, markers);
        rows.push_back({toQt(metricName(series.metric)), &pair.overTime, &pair.difference});
    }
    m_latest.canaryLatency = answer.canaryLatency;
    m_latest.baselineLatency = answer.baselineLatency;
    showDistribution();
    setRows(std::move(rows));
}

void MetricCharts::fill(Pair& pair, const ports::MetricSeries& series,
                        const std::vector<ChartData::Marker>& markers) {
    pair.overTime.setSeries({tr("canary"), tr("baseline")});
    for (const ports::MetricPoint& point : series.points) {
        const auto x = static_cast<double>(toMs(point.at));
        pair.overTime.push(0, {x, point.canary, point.canaryRange.low, point.canaryRange.high});
        pair.overTime.push(1, {x, point.baseline, point.baselineRange.low, point.baselineRange.high});
    }
    std::vector<ChartData::Limit> limits;
    for (const ports::MetricLimit& limit : series.limits) {
        limits.push_back({static_cast<double>(toMs(limit.from)), limit.limit});
    }
    pair.overTime.setLimits(std::move(limits));
    MetricDifference::fill(pair.difference, series, tr("difference"));
    const double step = usualStep(series.points);
    for (ChartData* chart : {&pair.overTime, &pair.difference}) {
        chart->setGap(step > 0 ? kGapSteps * step : std::numeric_limits<double>::infinity());
        chart->setMarkers(markers);
        chart->touch();
    }
}

MetricCharts::Pair& MetricCharts::pairOf(Metric metric) {
    std::unique_ptr<Pair>& pair = m_charts[metric];
    if (!pair) {
        pair = std::make_unique<Pair>();
        const Formatter& formatter = m_context.formatter;
        const auto time = [&formatter](double x) {
            return formatter.time(instantFromMs(static_cast<qint64>(x)));
        };
        pair->overTime.setWords(
            [&formatter, metric](double value) { return formatter.metric(metric, value); }, time);
        pair->difference.setWords(
            [&formatter, metric](double value) { return MetricDifference::text(formatter, metric, value); },
            time);
        name(metric, *pair);
    }
    return *pair;
}

void MetricCharts::name(Metric metric, Pair& pair) const {
    pair.overTime.setTitle(Words::of(metric));
    pair.overTime.rename({tr("canary"), tr("baseline")});
    pair.difference.setTitle(Words::of(metric));
    pair.difference.rename({tr("difference")});
    if (!pair.difference.empty()) {
        pair.difference.setNote(MetricDifference::note(pair.difference));
    }
}

} // namespace hotswap::ui
