// SPDX-License-Identifier: Apache-2.0
#pragma once
// Latency histograms of both arms over each other, on a logarithmic scale.

#include "core/ports/metric_series.h"
#include "ui/charts/chart_data.h"
#include "ui/common/formatter.h"

#include <QCoreApplication>

namespace hotswap::ui {

/// Pure functions. GUI thread.
class LatencyDistribution {
    Q_DECLARE_TR_FUNCTIONS(LatencyDistribution)

public:
    /// Prepares a chart once: its axis and its words.
    static void prepare(ChartData& chart, const Formatter& formatter);
    /// Fills it: for each bucket the share of an arm's requests that it holds, so that arms of different size
    /// compare; marks at p50 and p99 of each. Empty while neither arm has answered a request.
    /// `names`: of canary and baseline.
    static void fill(ChartData& chart, const ports::MetricsAnswer& answer, const Formatter& formatter,
                     const std::vector<QString>& names);
};

} // namespace hotswap::ui
