// SPDX-License-Identifier: Apache-2.0
#pragma once
// The rank judge as a policy orders it: over the series of its further metrics.

#include "core/domain/judge_policy.h"
#include "core/domain/verdict.h"
#include "core/verdict/rank_judge.h"
#include "core/verdict/series_judge.h"

#include <optional>
#include <vector>

namespace hotswap::verdict {

RankMetric rankMetricOf(const MetricPolicy& metric);
RankRules rankRulesOf(const RankPolicy& policy);

struct RankJudgement {
    VerdictKind kind = VerdictKind::NoData;
    std::optional<double> score; ///< 0..100; none before it was scored
    std::vector<MetricFinding> findings;
};

/// Nothing is scored before each metric that counts has had `samplesPerSideMin` values, gaps included, or as
/// many as its countMax allows: until then the verdict is inconclusive, and no data where nothing was
/// measured. Against an earlier time (MetricSeriesView::weak) a metric fails only beyond its absoluteLimit.
/// Then: pass passes, marginal is inconclusive, fail fails. A finding has the means of both sides,
/// and in `low` and `high` what the rank test says their difference lies between.
RankJudgement judgeRanks(const JudgePolicy& policy, const std::vector<MetricSeriesView>& series);

} // namespace hotswap::verdict
