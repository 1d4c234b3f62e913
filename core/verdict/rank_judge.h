// SPDX-License-Identifier: Apache-2.0
#pragma once
// The rank judge: classifies each metric's series and scores them in groups, compatible with the rules of
// Kayenta's NetflixACAJudge as its documentation states them (spinnaker.io, "How canary judgment works").
//
// Where it differs on purpose:
// - An empty series, or one of gaps alone, is no data with both ways of treating NaN, where Kayenta lets it
//   pass if NaN is replaced. If no metric has data there is no verdict, where Kayenta fails the canary.
// - A score equal to the marginal threshold is marginal, as in the judge's code of today, though not in its
//   documentation and every release.
// - Roots are searched to a fraction of the samples' range, where Kayenta's are absolute (1e-4): coarse for
//   rates and fine for bytes.
// - Two constant series that differ are compared by their difference: Kayenta adds noise to rank them.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hotswap::verdict {

enum class Direction { Increase, Decrease, Either };
enum class NanStrategy { Remove, Replace }; ///< Replace: by nought
enum class EffectMeasure { MeanRatio, CommonLanguage };

/// How one metric is judged.
struct RankMetric {
    std::string name;
    std::vector<std::string> groups;
    Direction direction = Direction::Either;
    NanStrategy nan = NanStrategy::Remove;
    bool critical = false;     ///< a failure beyond the critical effect fails everything
    bool muted = false;        ///< shown, never counted
    bool mustHaveData = false; ///< no data counts as a failure
    bool removeOutliers = false;
    double outlierFactor = 3;
    EffectMeasure effect = EffectMeasure::MeanRatio;
    double allowedIncrease = 1;  ///< smallest effect that counts as high (common language: 0.5 when unset)
    double allowedDecrease = 1;  ///< largest that counts as low
    double criticalIncrease = 1; ///< the same for failing everything
    double criticalDecrease = 1;
};

/// Numbers of the judge that Kayenta has built in.
struct RankRules {
    double confidence = 0.98;
    double tolerance = 0.25;     ///< of the estimated shift: the dead band around nought
    double noDataShareMax = 0.5; ///< this share of metrics without data fails
    double pass = 95;
    double marginal = 75;
    std::map<std::string, double> groupWeights; ///< percent; groups without one share what is left
};

enum class RankClass { Pass, High, Low, NoData, NoDataFails };

std::string_view
rankClassName(RankClass classification); ///< "Pass", "High", "Low", "Nodata", "NodataFailMetric"

struct RankResult {
    std::string metric;
    std::vector<std::string> groups;
    RankClass classification = RankClass::NoData;
    bool critical = false; ///< fails everything
    bool muted = false;
    double effect = 0; ///< NaN: cannot be said
    double shiftLow = 0;
    double shiftHigh = 0;
    double shift = 0; ///< NaN: was not asked
};

/// Classifies one metric. NaN are gaps.
RankResult classify(const RankMetric& metric, const RankRules& rules, const std::vector<double>& canary,
                    const std::vector<double>& baseline);

enum class RankVerdict { Pass, Marginal, Fail, NoData };

struct GroupScore {
    std::string group;
    double score = 0; ///< 0..100; NaN: nothing of it has data, which then counts in full, as in Kayenta
    double weight = 0;
};

struct RankScore {
    RankVerdict verdict = RankVerdict::NoData;
    double score = 0; ///< 0..100, to two places
    std::vector<GroupScore> groups;
    std::optional<std::string> failedBy; ///< the critical metric that failed everything
    bool tooLittleData = false;
};

/// Scores what classify() found. Nothing at all is no data.
RankScore scoreOf(const std::vector<RankResult>& results, const RankRules& rules);

} // namespace hotswap::verdict
