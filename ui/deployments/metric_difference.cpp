// SPDX-License-Identifier: Apache-2.0
#include "ui/deployments/metric_difference.h"

#include "ui/common/qt_text.h"

#include <cmath>

namespace hotswap::ui {

ChartPoint MetricDifference::between(double x, const ports::MetricPoint& point) {
    const double difference = point.canary - point.baseline;
    const ports::MetricRange& canary = point.canaryRange;
    const ports::MetricRange& baseline = point.baselineRange;
    const double down = std::hypot(point.canary - canary.low, baseline.high - point.baseline);
    const double up = std::hypot(canary.high - point.canary, point.baseline - baseline.low);
    return {x, difference, difference - down, difference + up};
}

QString MetricDifference::text(const Formatter& formatter, Metric metric, double difference) {
    if (std::isnan(difference)) {
        return formatter.metric(metric, difference);
    }
    const auto signedNumber = [&](double value, int decimals) {
        const QString number = formatter.number(value, decimals);
        return value > 0 ? formatter.locale().positiveSign() + number : number;
    };
    switch (metric) {
    case Metric::ErrorRate:
        //: %1 a difference of two percentages; the unit is percentage points, as short as can be
        return tr("%1 pp").arg(signedNumber(difference * 100.0, 2));
    case Metric::LatencyMean:
    case Metric::LatencyP99:
        //: %1 milliseconds
        return tr("%1 ms").arg(signedNumber(difference, std::abs(difference) < 100 ? 1 : 0));
    case Metric::Cpu:
    case Metric::Memory: return tr("%1 pp").arg(signedNumber(difference, 1));
    }
    return {};
}

void MetricDifference::fill(ChartData& chart, const ports::MetricSeries& series, const QString& name) {
    chart.setSeries({name});
    for (const ports::MetricPoint& point : series.points) {
        chart.push(0, between(static_cast<double>(toMs(point.at)), point));
    }
    chart.setNote(note(chart));
}

QString MetricDifference::note(const ChartData& chart) {
    const RingSeries& points = chart.series().front().points;
    if (points.size() == 0 || std::isnan(points.at(points.size() - 1).y)) {
        return {};
    }
    const ChartPoint& latest = points.at(points.size() - 1);
    const QString value = chart.valueText(latest.y);
    if (latest.low > 0) {
        //: %1 difference of canary and baseline; its interval lies above zero
        return tr("%1, surely higher").arg(value);
    }
    if (latest.high < 0) {
        //: %1 difference of canary and baseline; its interval lies below zero
        return tr("%1, surely lower").arg(value);
    }
    if (std::isnan(latest.low)) {
        return value;
    }
    //: %1 difference of canary and baseline; its interval holds zero, so it may be chance
    return tr("%1, may be chance").arg(value);
}

} // namespace hotswap::ui
