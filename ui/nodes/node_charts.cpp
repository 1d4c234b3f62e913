// SPDX-License-Identifier: Apache-2.0
#include "ui/nodes/node_charts.h"

#include "ui/common/words.h"

#include <cmath>

namespace hotswap::ui {

namespace {

using Point = ports::NodeSeriesAnswer::Point;

constexpr double kPercent = 100.0;

struct Shown {
    const char* key;
    double (*value)(const Point&);
};

constexpr std::array kShown{
    Shown{"cpu", [](const Point& point) { return point.cpuPercent; }},
    Shown{"memory", [](const Point& point) { return point.memoryPercent; }},
    Shown{"requests", [](const Point& point) { return point.requestsPerSecond; }},
    Shown{"errors", [](const Point& point) { return point.errorPercent / kPercent; }},
    Shown{"latency", [](const Point& point) { return point.p95Ms; }},
};

const std::vector<RowRole<NodeChartRow>>& roles() {
    static const std::vector<RowRole<NodeChartRow>> table = {
        {"key", [](const NodeChartRow& row) { return QVariant(row.key); }},
        {"chart", [](const NodeChartRow& row) { return QVariant::fromValue(row.chart); }},
    };
    return table;
}

} // namespace

NodeCharts::NodeCharts(const PageContext& context, QObject* parent)
    : RowListModel<NodeChartRow>(roles(), parent), m_context(context) {
    static_assert(kShown.size() == kCharts);
    const Formatter& formatter = m_context.formatter;
    const auto time = [&formatter](double x) {
        return formatter.time(instantFromMs(static_cast<qint64>(x)));
    };
    const auto metric = [&formatter](Metric of) {
        return [&formatter, of](double value) { return formatter.metric(of, value); };
    };
    m_charts[0].setWords(metric(Metric::Cpu), time);
    m_charts[1].setWords(metric(Metric::Memory), time);
    m_charts[2].setWords(
        [&formatter](double value) {
            //: requests in a second; %1 is a number
            return std::isnan(value) ? QStringLiteral("–") : tr("%1/s").arg(formatter.number(value, 1));
        },
        time);
    m_charts[3].setWords(metric(Metric::ErrorRate), time);
    m_charts[4].setWords(metric(Metric::LatencyP99), time);
    connect(&formatter, &Formatter::changed, this, &NodeCharts::name);
    name();
}

void NodeCharts::name() {
    //: request times: 95 of 100 requests were faster
    const std::array titles{Words::of(Metric::Cpu), Words::of(Metric::Memory), tr("Requests"),
                            Words::of(Metric::ErrorRate), tr("Latency p95")};
    for (std::size_t i = 0; i < kCharts; ++i) {
        m_charts[i].setTitle(titles[i]);
        m_charts[i].rename({titles[i]});
        m_charts[i].touch();
    }
}

void NodeCharts::follow(const NodeId& node) {
    ++m_term;
    m_node = node;
    m_asking = false;
    setRows({});
    refresh();
}

void NodeCharts::refresh() {
    if (m_node.empty() || m_asking) {
        return;
    }
    m_asking = true;
    m_context.client.ask<ports::NodeSeriesAnswer>(
        this, ports::queries::NodeSeries{m_node, Instant{}},
        [this, term = m_term](Result<ports::NodeSeriesAnswer> answer) {
            if (term != m_term) {
                return;
            }
            m_asking = false;
            if (answer.ok()) {
                take(*answer);
            }
        });
}

void NodeCharts::take(const ports::NodeSeriesAnswer& answer) {
    std::vector<NodeChartRow> rows;
    for (std::size_t i = 0; i < kCharts; ++i) {
        ChartData& chart = m_charts[i];
        chart.setSeries({chart.title()});
        bool any = false;
        for (const Point& point : answer.points) {
            const double value = kShown[i].value(point);
            any = any || !std::isnan(value);
            chart.push(0, {static_cast<double>(toMs(point.at)), value});
        }
        chart.touch();
        if (any) {
            rows.push_back({QString::fromLatin1(kShown[i].key), &chart});
        }
    }
    setRows(std::move(rows));
}

} // namespace hotswap::ui
