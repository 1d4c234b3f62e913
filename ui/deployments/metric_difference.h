// SPDX-License-Identifier: Apache-2.0
#pragma once
// Canary minus baseline over time, with the interval of the difference.

#include "core/ports/metric_series.h"
#include "ui/charts/chart_data.h"
#include "ui/common/formatter.h"

#include <QCoreApplication>

namespace hotswap::ui {

/// Pure functions. GUI thread.
class MetricDifference {
    Q_DECLARE_TR_FUNCTIONS(MetricDifference)

public:
    /// The difference of two independent estimates from their own intervals: the square-and-add method (G. Y.
    /// Zou and A. Donner, Statistics in Medicine 27, 2008; for shares it is method 10 of R. G. Newcombe,
    /// ibid. 17, 1998). A gap where either is missing; no interval where either has none.
    static ChartPoint between(double x, const ports::MetricPoint& point);
    /// A difference with its sign and unit: shares in percentage points. A dash for NaN.
    static QString text(const Formatter& formatter, Metric metric, double difference);
    /// Fills a chart of one series. `name`: of that series.
    static void fill(ChartData& chart, const ports::MetricSeries& series, const QString& name);
    /// What the latest difference says: surely above zero, surely below, or neither. Empty without one.
    static QString note(const ChartData& chart);
};

} // namespace hotswap::ui
