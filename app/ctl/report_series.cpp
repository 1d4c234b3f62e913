// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/report_series.h"

#include <array>
#include <cmath>
#include <set>

namespace hotswap::ctl {

namespace {

constexpr Duration kLateness{120'000}; // rows are not given again later than this
constexpr Duration kWidth{10'000};
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

constexpr std::array kEveryNodes{Metric::ErrorRate, Metric::LatencyMean, Metric::LatencyP99, Metric::Cpu,
                                 Metric::Memory};

std::string nameOf(const MetricFinding& finding) {
    return finding.name.empty() ? std::string(metricName(finding.metric)) : finding.name;
}

bool isEmpty(const std::vector<ReportPoint>& points) {
    for (const ReportPoint& point : points) {
        if (!std::isnan(point.canary) || !std::isnan(point.baseline)) {
            return false;
        }
    }
    return true;
}

} // namespace

void ReportSeries::Sum::add(const Sample& row) {
    requests += row.requests;
    errors += row.errors;
    latency.merge(row.latency);
    if (!std::isnan(row.cpuPercent)) {
        cpu += row.cpuPercent;
        ++cpus;
    }
    if (!std::isnan(row.memoryPercent)) {
        memory += row.memoryPercent;
        ++memories;
    }
    for (const auto& [name, number] : row.named) {
        if (!std::isnan(number)) {
            auto& [sum, count] = named[name];
            sum += number;
            ++count;
        }
    }
}

double ReportSeries::Sum::value(Metric metric) const {
    switch (metric) {
    case Metric::ErrorRate:
        return requests == 0 ? kNothing : static_cast<double>(errors) / static_cast<double>(requests);
    case Metric::LatencyMean: return latency.meanMs();
    case Metric::LatencyP99: return latency.quantileMs(0.99);
    case Metric::Cpu: return cpus == 0 ? kNothing : cpu / cpus;
    case Metric::Memory: return memories == 0 ? kNothing : memory / memories;
    }
    return kNothing;
}

void ReportSeries::settle(Rows& rows, Sum Interval::*arm, Instant before) {
    auto row = rows.begin();
    for (; row != rows.end() && row->first.first < before; ++row) {
        const Instant at{row->first.first.time_since_epoch() / kWidth * kWidth};
        (m_intervals[at].*arm).add(row->second);
    }
    rows.erase(rows.begin(), row);
}

void ReportSeries::add(const LookEvidence& look) {
    for (const Sample& row : look.input.canary) {
        m_canary[{row.start, row.node}] = row;
    }
    for (const Sample& row : look.input.untouched) {
        m_baseline[{row.start, row.node}] = row;
    }
    settle(m_canary, &Interval::canary, look.input.at - kLateness);
    settle(m_baseline, &Interval::baseline, look.input.at - kLateness);
    for (const SeriesValue& value : look.input.series) {
        m_series[value.metric].push_back({look.input.at, value.canary, value.baseline});
    }
    for (const MetricFinding& finding : look.verdict.findings) {
        if (finding.limit > 0 && std::isfinite(finding.limit)) {
            auto& limits = m_limits[nameOf(finding)];
            if (limits.empty() || limits.back().second != finding.limit) {
                limits.emplace_back(look.input.at, finding.limit);
            }
        }
    }
}

ReportCurve ReportSeries::curveOf(Metric metric) const {
    ReportCurve curve;
    curve.of.metric = metric;
    for (const auto& [at, interval] : m_intervals) {
        curve.points.push_back({at, interval.canary.value(metric), interval.baseline.value(metric)});
    }
    return curve;
}

ReportCurve ReportSeries::namedCurve(const std::string& name) const {
    ReportCurve curve;
    curve.of.name = name;
    const auto mean = [&](const Sum& sum) {
        const auto found = sum.named.find(name);
        return found == sum.named.end() ? kNothing : found->second.first / found->second.second;
    };
    for (const auto& [at, interval] : m_intervals) {
        curve.points.push_back({at, mean(interval.canary), mean(interval.baseline)});
    }
    return curve;
}

std::vector<ReportCurve> ReportSeries::curves() const {
    ReportSeries whole = *this;
    whole.settle(whole.m_canary, &Interval::canary, kNever);
    whole.settle(whole.m_baseline, &Interval::baseline, kNever);
    std::set<std::string> names;
    for (const auto& [at, interval] : whole.m_intervals) {
        for (const Sum* sum : {&interval.canary, &interval.baseline}) {
            for (const auto& [name, value] : sum->named) {
                names.insert(name);
            }
        }
    }
    std::vector<ReportCurve> curves;
    for (const Metric metric : kEveryNodes) {
        curves.push_back(whole.curveOf(metric));
    }
    for (const std::string& name : names) {
        curves.push_back(whole.namedCurve(name));
    }
    for (const auto& [name, points] : whole.m_series) {
        ReportCurve curve;
        curve.of.name = name;
        curve.points = points;
        curves.push_back(std::move(curve));
    }
    std::erase_if(curves, [](const ReportCurve& curve) { return isEmpty(curve.points); });
    for (ReportCurve& curve : curves) {
        if (const auto limits = m_limits.find(nameOf(curve.of)); limits != m_limits.end()) {
            curve.limits = limits->second;
        }
    }
    return curves;
}

} // namespace hotswap::ctl
