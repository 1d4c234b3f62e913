// SPDX-License-Identifier: Apache-2.0
#pragma once
// Canary and baseline over time as people see them: values with their intervals, limits and wave starts.

#include "core/domain/policy.h"
#include "core/domain/telemetry.h"
#include "core/domain/time.h"

#include <limits>
#include <vector>

namespace hotswap::ports {

/// Between which values the true one lies with 95 % confidence, going by what was measured in one bucket.
/// NaN: too little was measured to say.
struct MetricRange {
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
    bool operator==(const MetricRange&) const = default;
};

/// One point of a series: NaN is a gap.
struct MetricPoint {
    Instant at{};
    double canary = 0;
    double baseline = 0;
    MetricRange canaryRange{};
    MetricRange baselineRange{};
};

/// A limit and since when it held.
struct MetricLimit {
    Instant from{};
    double limit = 0;
};

struct MetricSeries {
    Metric metric = Metric::ErrorRate;
    std::vector<MetricPoint> points;
    double limit = 0;                  ///< latest limit; NaN: none yet
    std::vector<MetricLimit> limits{}; ///< one for each judged wave, in the order of time
};

struct MetricsAnswer {
    std::vector<MetricSeries> series;
    std::vector<Instant> waveStarts;
    Instant to{};
    /// Latencies of both arms over the buckets in which both answered requests, so that they compare.
    LatencyHistogram canaryLatency{};
    LatencyHistogram baselineLatency{};
};

} // namespace hotswap::ports
