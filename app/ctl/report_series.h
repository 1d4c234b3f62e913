// SPDX-License-Identifier: Apache-2.0
#pragma once
// Both arms over time, made from the kept looks alone, so that a report can be written as long as these are.

#include "core/domain/look.h"
#include "core/domain/verdict.h"

#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace hotswap::ctl {

/// NaN is a gap.
struct ReportPoint {
    Instant at{};
    double canary = std::numeric_limits<double>::quiet_NaN();
    double baseline = std::numeric_limits<double>::quiet_NaN();
};

/// One metric with its limits since when they held.
struct ReportCurve {
    MetricFinding of; ///< names the metric
    std::vector<ReportPoint> points;
    std::vector<std::pair<Instant, double>> limits;
};

/// Looks are given in their order, one by one.
class ReportSeries {
public:
    void add(const LookEvidence& look);
    /// What was measured, by metric: those of every node first.
    std::vector<ReportCurve> curves() const;

private:
    /// Everything of one arm in one interval.
    struct Sum {
        std::uint64_t requests = 0;
        std::uint64_t errors = 0;
        LatencyHistogram latency;
        double cpu = 0, memory = 0;
        std::uint32_t cpus = 0, memories = 0;
        std::map<std::string, std::pair<double, std::uint32_t>> named;

        void add(const Sample& row);
        double value(Metric metric) const;
    };
    struct Interval {
        Sum canary, baseline;
    };
    using RowKey = std::pair<Instant, NodeId>;
    using Rows = std::map<RowKey, Sample>; ///< those that may still grow

    void settle(Rows& rows, Sum Interval::*arm, Instant before);
    ReportCurve curveOf(Metric metric) const;
    ReportCurve namedCurve(const std::string& name) const;

    Rows m_canary, m_baseline;
    std::map<Instant, Interval> m_intervals;
    std::map<std::string, std::vector<ReportPoint>> m_series;
    std::map<std::string, std::vector<std::pair<Instant, double>>> m_limits; ///< by metric's name
};

} // namespace hotswap::ctl
