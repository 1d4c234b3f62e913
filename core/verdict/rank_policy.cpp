// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/rank_policy.h"

#include "core/verdict/rank_test.h"

#include <algorithm>
#include <cmath>

namespace hotswap::verdict {

namespace {

Direction directionOf(WorseWhen worse) {
    switch (worse) {
    case WorseWhen::Higher: return Direction::Increase;
    case WorseWhen::Lower: return Direction::Decrease;
    case WorseWhen::Either: return Direction::Either;
    }
    return Direction::Either;
}

std::vector<double> finite(const std::vector<double>& values) {
    std::vector<double> kept;
    std::copy_if(values.begin(), values.end(), std::back_inserter(kept),
                 [](double value) { return std::isfinite(value); });
    return kept;
}

std::size_t valuesNeeded(const JudgePolicy& policy, const MetricPolicy& metric) {
    return metric.countMax > 0 ? std::min(policy.samplesPerSideMin, metric.countMax)
                               : policy.samplesPerSideMin;
}

VerdictKind kindOf(RankClass classification) {
    switch (classification) {
    case RankClass::Pass: return VerdictKind::Pass;
    case RankClass::High:
    case RankClass::Low:
    case RankClass::NoDataFails: return VerdictKind::Fail;
    case RankClass::NoData: return VerdictKind::NoData;
    }
    return VerdictKind::NoData;
}

VerdictKind kindOf(RankVerdict verdict) {
    switch (verdict) {
    case RankVerdict::Pass: return VerdictKind::Pass;
    case RankVerdict::Marginal: return VerdictKind::Inconclusive;
    case RankVerdict::Fail: return VerdictKind::Fail;
    case RankVerdict::NoData: return VerdictKind::NoData;
    }
    return VerdictKind::NoData;
}

/// Against an earlier time only what is beyond the absolute limit too may fail (semantics.md, Verdict).
void excuseWeak(const MetricSeriesView& view, RankResult& result) {
    const bool fails = result.classification == RankClass::High || result.classification == RankClass::Low;
    if (!view.weak || !fails) {
        return;
    }
    const double limit = view.metric->absoluteLimit;
    const double mean = meanOf(finite(view.canary));
    const bool beyond = result.classification == RankClass::High ? mean > limit : mean < limit;
    if (limit <= 0 || !beyond) {
        result.classification = RankClass::Pass;
        result.critical = false;
    }
}

MetricFinding findingOf(const MetricSeriesView& view, const RankResult& result, std::size_t needed) {
    const std::vector<double> canary = finite(view.canary);
    const std::vector<double> baseline = finite(view.baseline);
    MetricFinding finding;
    finding.judge = JudgeKind::Rank;
    finding.name = result.metric;
    // The score decides: of one metric's failure alone only a critical one does.
    finding.critical = result.critical;
    finding.dryRun = result.muted;
    finding.canary = meanOf(canary);
    finding.baseline = meanOf(baseline);
    finding.limit = std::numeric_limits<double>::quiet_NaN();
    finding.canarySamples = canary.size();
    finding.baselineSamples = baseline.size();
    finding.kind = kindOf(result.classification);
    if (std::isfinite(result.shift)) {
        finding.low = result.shiftLow;
        finding.high = result.shiftHigh;
    }
    if (view.canary.size() < needed) {
        finding.samplesMissing = needed - view.canary.size();
        finding.kind = canary.empty() ? VerdictKind::NoData : VerdictKind::Inconclusive;
    }
    return finding;
}

} // namespace

RankMetric rankMetricOf(const MetricPolicy& metric) {
    RankMetric rank;
    rank.name = metric.name;
    rank.groups = metric.groups;
    rank.direction = directionOf(metric.worse);
    rank.nan = metric.missingIsZero ? NanStrategy::Replace : NanStrategy::Remove;
    rank.critical = metric.critical;
    rank.muted = metric.dryRun;
    rank.mustHaveData = metric.mustHaveData;
    rank.removeOutliers = metric.removeOutliers;
    rank.allowedIncrease = metric.effectIncrease;
    rank.allowedDecrease = metric.effectDecrease;
    rank.criticalIncrease = metric.criticalIncrease;
    rank.criticalDecrease = metric.criticalDecrease;
    return rank;
}

RankRules rankRulesOf(const RankPolicy& policy) {
    RankRules rules;
    rules.pass = policy.pass;
    rules.marginal = policy.marginal;
    rules.groupWeights = policy.groupWeights;
    return rules;
}

RankJudgement judgeRanks(const JudgePolicy& policy, const std::vector<MetricSeriesView>& series) {
    const RankRules rules = rankRulesOf(policy.rank);
    RankJudgement judgement;
    std::vector<RankResult> results;
    bool waiting = false;
    bool measured = false;
    for (const MetricSeriesView& view : series) {
        const std::size_t needed = valuesNeeded(policy, *view.metric);
        results.push_back(classify(rankMetricOf(*view.metric), rules, view.canary, view.baseline));
        excuseWeak(view, results.back());
        const MetricFinding finding = findingOf(view, results.back(), needed);
        waiting = waiting || (!finding.dryRun && finding.samplesMissing > 0);
        measured = measured || (!finding.dryRun && finding.canarySamples > 0);
        judgement.findings.push_back(finding);
    }
    if (waiting) {
        judgement.kind = measured ? VerdictKind::Inconclusive : VerdictKind::NoData;
        return judgement;
    }
    const RankScore score = scoreOf(results, rules);
    judgement.kind = kindOf(score.verdict);
    if (score.verdict != RankVerdict::NoData) {
        judgement.score = score.score;
    }
    return judgement;
}

} // namespace hotswap::verdict
