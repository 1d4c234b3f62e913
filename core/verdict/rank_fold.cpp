// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/rank_fold.h"

#include "core/verdict/combine.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hotswap::verdict {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kTail = 0.99;
enum Sum : std::size_t { kRequests, kErrors, kCpu, kCpuRows, kMemory, kMemoryRows };

double ratio(double sum, double count) {
    return count > 0 ? sum / count : kNaN;
}

const char* groupOf(Metric metric) {
    switch (metric) {
    case Metric::ErrorRate: return "errors";
    case Metric::LatencyMean:
    case Metric::LatencyP99: return "latency";
    case Metric::Cpu:
    case Metric::Memory: return "usage";
    }
    return "further";
}

MetricPolicy metricOf(const ThresholdRule& rule) {
    MetricPolicy metric;
    metric.name = std::string(metricName(rule.metric));
    metric.groups = {groupOf(rule.metric)};
    metric.critical = rule.critical;
    metric.dryRun = rule.dryRun;
    metric.effectIncrease = metric.criticalIncrease = 1 + rule.relative;
    return metric;
}

bool hasNumber(const std::vector<double>& values) {
    return std::any_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

/// Not ranked: what every node is measured by must be there on both sides, which is not the canary's fault.
MetricFinding withoutNumbers(const ThresholdRule& rule, bool onCanary) {
    MetricFinding finding;
    finding.metric = rule.metric;
    finding.judge = JudgeKind::Rank;
    finding.critical = rule.critical;
    finding.dryRun = rule.dryRun;
    finding.kind = onCanary ? VerdictKind::Inconclusive : VerdictKind::NoData;
    finding.canary = finding.baseline = finding.limit = kNaN;
    return finding;
}

} // namespace

void RankFold::halve() {
    for (Series& series : m_series) {
        for (std::vector<double>* values : {&series.canary, &series.baseline}) {
            for (std::size_t i = 0; i + 1 < values->size(); i += 2) {
                const double one = (*values)[i];
                const double other = (*values)[i + 1];
                (*values)[i / 2] = std::isnan(one) ? other : std::isnan(other) ? one : (one + other) / 2;
            }
            values->resize(values->size() / 2);
        }
    }
    m_perValue *= 2;
}

void RankFold::add(const RowWindow& window, const Strata& strata, Instant bakeStart, Instant at) {
    const auto take = [&](const ArmRow& row, std::size_t arm) {
        m_latency[arm].merge(row.latency);
        m_sums[arm][kRequests] += static_cast<double>(row.requests);
        m_sums[arm][kErrors] += static_cast<double>(row.errors);
        m_sums[arm][kCpu] += std::isfinite(row.cpu) ? row.cpu : 0;
        m_sums[arm][kCpuRows] += std::isfinite(row.cpu) ? 1 : 0;
        m_sums[arm][kMemory] += std::isfinite(row.memory) ? row.memory : 0;
        m_sums[arm][kMemoryRows] += std::isfinite(row.memory) ? 1 : 0;
    };
    const std::int64_t startMs = window.index * kRowLength.count();
    if (startMs < toMs(bakeStart) || startMs + kRowLength.count() > toMs(at)) {
        return;
    }
    for (const ArmRow& row : window.canary) {
        take(row, 0);
    }
    for (const ArmRow& row : window.untouched) {
        if (strata.ofUntouched(row.node) != Strata::kNone) {
            take(row, 1);
        }
    }
    for (const ArmRow& row : window.merged) {
        take(row, 1);
    }
    if (++m_inValue < m_perValue) {
        return;
    }
    for (std::size_t arm = 0; arm < 2; ++arm) {
        const auto put = [&](Metric metric, double value) {
            Series& series = m_series[static_cast<std::size_t>(metric)];
            (arm == 0 ? series.canary : series.baseline).push_back(value);
        };
        const auto& sums = m_sums[arm];
        put(Metric::ErrorRate, ratio(sums[kErrors], sums[kRequests]));
        put(Metric::LatencyMean, m_latency[arm].meanMs());
        put(Metric::LatencyP99, m_latency[arm].quantileMs(kTail));
        put(Metric::Cpu, ratio(sums[kCpu], sums[kCpuRows]));
        put(Metric::Memory, ratio(sums[kMemory], sums[kMemoryRows]));
    }
    m_latency = {};
    m_sums = {};
    m_inValue = 0;
    if (m_series.front().canary.size() >= kValuesMax) {
        halve();
    }
}

RankJudgement RankFold::judge(const JudgePolicy& policy, const std::vector<MetricSeriesView>& further) const {
    if (!further.empty()) {
        return judgeRanks(policy, further);
    }
    std::vector<MetricPolicy> metrics;
    std::vector<MetricSeriesView> views;
    std::vector<Metric> ranked;
    std::vector<MetricFinding> missing;
    VerdictKind atBest = VerdictKind::Pass;
    metrics.reserve(policy.thresholds.size()); // views point into it
    for (const ThresholdRule& rule : policy.thresholds) {
        const Series& series = m_series[static_cast<std::size_t>(rule.metric)];
        if (!hasNumber(series.canary) || !hasNumber(series.baseline)) {
            missing.push_back(withoutNumbers(rule, hasNumber(series.canary)));
            atBest = rule.dryRun ? atBest : worse(atBest, missing.back().kind);
            continue;
        }
        metrics.push_back(metricOf(rule));
        views.push_back({&metrics.back(), series.canary, series.baseline, false});
        ranked.push_back(rule.metric);
    }
    RankJudgement judgement = judgeRanks(policy, views);
    for (std::size_t i = 0; i < judgement.findings.size(); ++i) {
        judgement.findings[i].metric = ranked[i];
        judgement.findings[i].name.clear();
    }
    judgement.findings.insert(judgement.findings.end(), missing.begin(), missing.end());
    judgement.kind = worse(judgement.kind, atBest);
    return judgement;
}

} // namespace hotswap::verdict
