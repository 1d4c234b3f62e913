// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/threshold.h"

#include "core/verdict/combine.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hotswap::verdict {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kLatencyTail = 0.99;

double errorRate(const ArmNumbers& arm) {
    return arm.requests == 0 ? kNaN : static_cast<double>(arm.errors) / static_cast<double>(arm.requests);
}

bool comesFromTraffic(Metric metric) {
    return metric != Metric::Cpu && metric != Metric::Memory;
}

/// With a weak baseline only the absolute limit (where it is a worsening at all) and a worsening against the
/// wave before count. NaN: nothing can fail.
double weakLimit(const ThresholdRule& rule, double baseline, const MetricFinding* earlier) {
    double limit = kNaN;
    if (rule.absoluteLimit > 0) {
        limit = std::max(rule.absoluteLimit, limitOver(rule, baseline));
    }
    if (earlier != nullptr && std::isfinite(earlier->canary)) {
        limit = std::fmin(limit, limitOver(rule, earlier->canary)); // fmin passes over a NaN
    }
    return limit;
}

/// Samples still missing on the canary before the metric can decide.
std::uint64_t missing(const JudgePolicy& policy, Metric metric, const ArmNumbers& canary) {
    const std::uint64_t have = metric == Metric::ErrorRate ? canary.requests : canary.samples;
    const std::uint64_t need =
        metric == Metric::ErrorRate ? policy.canaryRequestsMin : policy.samplesPerSideMin;
    return need > have ? need - have : 0;
}

/// A weak baseline may be short: its window is over, so that waiting brings no more of it, and nothing is
/// failed for being beyond it alone.
bool isEnough(const JudgePolicy& policy, Metric metric, const ArmNumbers& canary,
              const BaselineChoice& baseline) {
    if (missing(policy, metric, canary) > 0) {
        return false;
    }
    return metric == Metric::ErrorRate || baseline.isWeak() ||
           baseline.arm->samples >= policy.samplesPerSideMin;
}

bool isBreach(const JudgePolicy& policy, const MetricFinding& finding, const ArmNumbers& canary) {
    if (finding.metric == Metric::ErrorRate && canary.errors < policy.canaryErrorsMin) {
        return false;
    }
    return finding.canary > finding.limit; // false for a limit that is not a number
}

MetricFinding judgeOne(const JudgePolicy& policy, const ThresholdRule& rule, const Look& look,
                       const BaselineChoice& baseline) {
    MetricFinding finding;
    finding.metric = rule.metric;
    finding.critical = rule.critical;
    finding.dryRun = rule.dryRun;
    finding.canary = valueOf(rule.metric, look.canary);
    finding.baseline = baseline.arm != nullptr ? valueOf(rule.metric, *baseline.arm) : kNaN;
    finding.limit = kNaN;
    const bool byRequests = rule.metric == Metric::ErrorRate;
    finding.canarySamples = byRequests ? look.canary.requests : look.canary.samples;
    finding.samplesMissing = missing(policy, rule.metric, look.canary);
    if (baseline.arm != nullptr) {
        finding.baselineSamples = byRequests ? baseline.arm->requests : baseline.arm->samples;
    }
    const bool noTraffic = look.canary.samples > 0 && look.canary.requests == 0;
    if (noTraffic && comesFromTraffic(rule.metric) && !policy.requireTraffic) {
        finding.samplesMissing = 0;
        finding.kind = VerdictKind::Pass;
        return finding;
    }
    if (!std::isfinite(finding.canary)) {
        finding.kind = VerdictKind::NoData;
        return finding;
    }
    if (!std::isfinite(finding.baseline) || !isEnough(policy, rule.metric, look.canary, baseline)) {
        finding.kind = VerdictKind::Inconclusive;
        return finding;
    }
    finding.limit = baseline.isWeak()
                        ? weakLimit(rule, finding.baseline, findingOf(look.earlierWave, rule.metric))
                        : limitOver(rule, finding.baseline);
    if (!isBreach(policy, finding, look.canary)) {
        finding.kind = VerdictKind::Pass;
        return finding;
    }
    const MetricFinding* before = findingOf(look.previous, rule.metric, JudgeKind::Threshold);
    finding.breachesInARow = (before != nullptr ? before->breachesInARow : 0) + 1;
    finding.kind =
        finding.breachesInARow >= policy.looksInARow ? VerdictKind::Fail : VerdictKind::Inconclusive;
    return finding;
}

} // namespace

double limitOver(const ThresholdRule& rule, double reference) {
    return std::max(reference * (1 + rule.relative), reference + rule.absoluteFloor);
}

double valueOf(Metric metric, const ArmNumbers& arm) {
    if (arm.samples == 0) {
        return kNaN;
    }
    switch (metric) {
    case Metric::ErrorRate: return errorRate(arm);
    case Metric::LatencyMean: return arm.latency.meanMs();
    case Metric::LatencyP99: return arm.latency.quantileMs(kLatencyTail);
    case Metric::Cpu: return arm.cpuMean;
    case Metric::Memory: return arm.memoryMean;
    }
    return kNaN;
}

Verdict judgeThresholds(const JudgePolicy& policy, const Look& look) {
    const BaselineChoice baseline = chooseBaseline(policy, look.canary, look.baselines);
    Verdict verdict;
    verdict.at = look.at;
    verdict.source = baseline.source;
    verdict.looks = (look.previous != nullptr ? look.previous->looks : 0) + 1;
    verdict.canaryRequests = look.canary.requests;
    verdict.canaryErrors = look.canary.errors;
    if (baseline.arm != nullptr) {
        verdict.baselineRequests = baseline.arm->requests;
        verdict.baselineErrors = baseline.arm->errors;
    }
    verdict.findings.reserve(policy.thresholds.size());
    for (const ThresholdRule& rule : policy.thresholds) {
        verdict.findings.push_back(judgeOne(policy, rule, look, baseline));
    }
    verdict.kind = combine(verdict.findings);
    return verdict;
}

bool isBreachRunning(const Verdict& verdict) {
    return std::any_of(verdict.findings.begin(), verdict.findings.end(), [](const MetricFinding& finding) {
        return finding.critical && !finding.dryRun && finding.kind == VerdictKind::Inconclusive &&
               finding.breachesInARow > 0;
    });
}

} // namespace hotswap::verdict
