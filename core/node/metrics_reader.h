// SPDX-License-Identifier: Apache-2.0
#pragma once
// A module's /metrics (Prometheus text format 0.0.4) as samples: counters become differences, a restarted
// process counts from zero again, histograms become ours. Pure.

#include "core/domain/telemetry.h"

#include <string_view>
#include <vector>

namespace hotswap::node {

/// What one reading says, summed over labels. The names that are understood (resources/demo/README.md):
///   hotswap_requests_total            requests answered
///   hotswap_errors_total              those that failed
///   hotswap_request_duration_seconds  histogram of their latency
/// Every other gauge or counter is a named metric of the module, at most 32, labels dropped and summed.
struct MetricsReading {
    double requests = 0;
    double errors = 0;
    double latencySumS = 0;
    std::vector<std::pair<double, double>> latency; ///< (upper bound in s, cumulative count), ascending
    std::map<std::string, double> named;
};

/// Malformed lines are skipped; at most kMetricLinesMax are read.
MetricsReading parseMetrics(std::string_view text);

/// Differences between successive readings of one process series.
class MetricsSeries {
public:
    /// Adds the difference to the reading before to `sample`. The first reading only sets the start.
    void add(const MetricsReading& reading, Sample& sample);

private:
    MetricsReading m_last;
    bool m_any = false;
};

} // namespace hotswap::node
