// SPDX-License-Identifier: Apache-2.0
// What the rows of a window add to the tests; see sequential_findings.cpp for what is found.
#include "core/verdict/sequential_judge.h"

#include "core/verdict/threshold.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hotswap::verdict {

namespace {

constexpr std::size_t kWindowsPerBatch =
    2; // of the means, at first: then the batch's length follows the data
constexpr double kWidenedFrom = 1.5;
constexpr std::int64_t kRestartWindows = 6; // once a minute the test of errors may start anew

/// Mean over rows of what is a number; NaN without one.
struct RowMean {
    double sum = 0;
    double count = 0;
    void add(double value) {
        if (std::isfinite(value)) {
            sum += value;
            count += 1;
        }
    }
    double value() const { return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN(); }
};

struct WindowMeans {
    double answers = 0;
    double milliseconds = 0;
    RowMean cpu;
    RowMean memory;
    void add(const ArmRow& row) {
        answers += static_cast<double>(row.latency.count());
        milliseconds += row.latency.sumMs();
        cpu.add(row.cpu);
        memory.add(row.memory);
    }
    double latency() const {
        return answers > 0 ? milliseconds / answers : std::numeric_limits<double>::quiet_NaN();
    }
};

} // namespace

SequentialFold::SequentialFold(const JudgePolicy& policy, std::uint32_t wave, std::size_t canaryNodes,
                               std::size_t untouchedNodes)
    : m_rules(policy.thresholds) {
    const Allowance allowance = allowanceOf(policy, wave);
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        ShareTestRules traffic;
        traffic.alpha = kind == 0 ? allowance.errors : allowance.latency;
        if (kind == 0) { // quantiles are known of the whole time only, and are passed by their bounds
            traffic.restarts.windows = kRestartWindows;
            const auto rule = std::find_if(m_rules.begin(), m_rules.end(), [](const ThresholdRule& each) {
                return each.metric == Metric::ErrorRate;
            });
            traffic.toleratedRatio = rule != m_rules.end() ? 1 + rule->relative : 1;
        }
        m_traffic.emplace_back(traffic, canaryNodes, untouchedNodes);
    }
    MeanTestRules rules;
    rules.alpha = allowance.rest;
    rules.perBatch = kWindowsPerBatch;
    m_means.assign(kMeans, MeanTest(rules));
}

/// Rows become counts of each kind; the canary's from before the bake are left out.
void SequentialFold::count(const RowWindow& window, const LatencyBounds& bounds, std::int64_t fromMs) {
    for (WindowCounts& counts : m_counts) {
        counts.clear();
    }
    const auto each = [&](const ArmRow& row, auto&& take) {
        take(m_counts[0], static_cast<double>(row.requests), static_cast<double>(row.errors));
        for (std::size_t bound = 0; bound < LatencyBounds::kCount; ++bound) {
            if (bounds.isFixed(bound)) {
                take(m_counts[bound + 1], static_cast<double>(row.latency.count()),
                     bounds.slower(bound, row.latency));
            }
        }
    };
    for (const ArmRow& row : window.canary) {
        if (row.startMs >= fromMs) {
            each(row, [&](WindowCounts& counts, double exposure, double events) {
                counts.canary.push_back({row.node, exposure, events});
            });
        }
    }
    for (const ArmRow& row : window.untouched) {
        each(row, [&](WindowCounts& counts, double exposure, double events) {
            counts.untouched.push_back({row.node, exposure, events});
        });
    }
    for (const ArmRow& row : window.merged) {
        each(row, [&](WindowCounts& counts, double exposure, double events) {
            counts.mergedExposure += exposure;
            counts.mergedEvents += events;
        });
    }
}

void SequentialFold::add(const RowWindow& window, const SequentialBasis& basis, Instant at) {
    const std::int64_t fromMs = toMs(basis.bakeStart);
    count(window, basis.bounds, fromMs);
    const bool isBake = (window.index + 1) * kRowLength.count() > fromMs;
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        m_traffic[kind].watch(window.index, m_counts[kind]);
        if (isBake) {
            const double factor = kind == 0 ? basis.before.errors : basis.before.slower[kind - 1];
            m_traffic[kind].compare(window.index, m_counts[kind], basis.strata, factor);
        }
    }
    if (isBake && (window.index + 1) * kRowLength.count() <= toMs(at)) {
        addMeans(window, basis);
    }
}

void SequentialFold::addMean(Mean mean, const ThresholdRule& rule, double canary, double baseline,
                             double before) {
    if (!std::isfinite(canary) || !std::isfinite(baseline)) {
        return;
    }
    const double tolerated = limitOver(rule, baseline + before) - baseline;
    m_means[mean].add(canary - baseline - tolerated);
    m_tolerated[mean].sum += tolerated;
    m_tolerated[mean].windows += 1;
}

void SequentialFold::addMeans(const RowWindow& window, const SequentialBasis& basis) {
    WindowMeans canary;
    WindowMeans baseline;
    for (const ArmRow& row : window.canary) {
        if (row.startMs >= toMs(basis.bakeStart)) {
            canary.add(row);
        }
    }
    for (const ArmRow& row : window.untouched) {
        if (basis.strata.ofUntouched(row.node) != Strata::kNone) {
            baseline.add(row);
        }
    }
    for (const ArmRow& row : window.merged) {
        baseline.add(row);
    }
    for (const ThresholdRule& rule : m_rules) {
        const double before = basis.before.of(rule.metric);
        if (rule.metric == Metric::LatencyMean) {
            addMean(kLatency, rule, canary.latency(), baseline.latency(), before);
        } else if (rule.metric == Metric::Cpu) {
            addMean(kCpu, rule, canary.cpu.value(), baseline.cpu.value(), before);
        } else if (rule.metric == Metric::Memory) {
            addMean(kMemory, rule, canary.memory.value(), baseline.memory.value(), before);
        }
    }
}

/// The halves of the untouched nodes against each other, with the same widening: where even so they differ,
/// nothing that is found now may be believed.
void SequentialFold::judgeCalm(SequentialResult& result, bool checks) {
    result.dispersion = std::max(m_dispersion.front(), m_dispersion.back());
    if (!checks) {
        return;
    }
    result.calm = result.dispersion >= kWidenedFrom ? Calm::Widened : Calm::Calm;
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        if (m_traffic[kind].isRestless(m_dispersion[kind])) {
            result.calm = Calm::Restless;
        }
    }
    for (MetricFinding& finding : result.findings) {
        const bool decided = finding.kind == VerdictKind::Pass || finding.kind == VerdictKind::Fail;
        if (result.calm == Calm::Restless && decided) {
            finding.kind = VerdictKind::Inconclusive;
        }
    }
}

SequentialResult SequentialFold::judge(const SequentialLook& look) {
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        m_traffic[kind].until(look.at);
        m_dispersion[kind] = m_traffic[kind].dispersion();
    }
    SequentialResult result;
    for (const ThresholdRule& rule : m_rules) {
        MetricFinding finding = start(rule, look);
        if (finding.kind == VerdictKind::Inconclusive && std::isfinite(finding.baseline)) {
            switch (rule.metric) {
            case Metric::ErrorRate: judgeErrors(rule, look, finding); break;
            case Metric::LatencyMean: judgeLatencyMean(rule, look, finding); break;
            case Metric::LatencyP99: judgeTail(rule, look, finding); break;
            case Metric::Cpu:
            case Metric::Memory: judgeUsage(rule, look, finding); break;
            }
        }
        result.findings.push_back(std::move(finding));
    }
    judgeCalm(result, look.policy->sequential.calmCheck);
    return result;
}

} // namespace hotswap::verdict
