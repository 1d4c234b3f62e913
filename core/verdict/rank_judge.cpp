// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/rank_judge.h"

#include "core/verdict/rank_test.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace hotswap::verdict {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::vector<double> cleaned(const RankMetric& metric, const std::vector<double>& values) {
    std::vector<double> clean;
    clean.reserve(values.size());
    bool any = false;
    for (const double value : values) {
        any = any || std::isfinite(value);
        if (std::isfinite(value)) {
            clean.push_back(value);
        } else if (metric.nan == NanStrategy::Replace) {
            clean.push_back(0);
        }
    }
    if (!any) {
        return {}; // gaps alone are no data, whatever they are replaced by
    }
    return metric.removeOutliers ? withoutOutliers(clean, metric.outlierFactor) : clean;
}

bool sameValues(std::vector<double> one, std::vector<double> other) {
    std::sort(one.begin(), one.end());
    std::sort(other.begin(), other.end());
    return one == other;
}

/// An effect that cannot be said does not excuse what the ranks show.
bool reaches(double effect, double limit, bool upwards) {
    return std::isnan(effect) || (upwards ? effect >= limit : effect <= limit);
}

void compare(const RankMetric& metric, const RankRules& rules, const std::vector<double>& canary,
             const std::vector<double>& baseline, RankResult& result) {
    const ShiftInterval interval = rankShift(canary, baseline, rules.confidence);
    result.shiftLow = interval.low;
    result.shiftHigh = interval.high;
    result.shift = interval.estimate;
    const double band = rules.tolerance * std::abs(interval.estimate);
    const bool up = metric.direction != Direction::Decrease && interval.low > band;
    const bool down = metric.direction != Direction::Increase && interval.high < -band;
    if (up && reaches(result.effect, metric.allowedIncrease, true)) {
        result.classification = RankClass::High;
        result.critical = metric.critical && reaches(result.effect, metric.criticalIncrease, true);
    } else if (down && reaches(result.effect, metric.allowedDecrease, false)) {
        result.classification = RankClass::Low;
        result.critical = metric.critical && reaches(result.effect, metric.criticalDecrease, false);
    }
}

/// Share of the group's metrics with data that pass, in percent; NaN when none has.
double scoreOfGroup(const std::vector<RankResult>& results, const std::string& group) {
    double passes = 0;
    double all = 0;
    for (const RankResult& result : results) {
        const bool here = std::find(result.groups.begin(), result.groups.end(), group) != result.groups.end();
        if (result.muted || !here || result.classification == RankClass::NoData) {
            continue;
        }
        passes += result.classification == RankClass::Pass ? 1 : 0;
        all += 1;
    }
    return all > 0 ? 100 * passes / all : kNaN;
}

/// Groups with their scores and weights; groups without a weight share what the others leave.
std::vector<GroupScore> scoreGroups(const std::vector<RankResult>& results, const RankRules& rules) {
    std::set<std::string> names;
    for (const RankResult& result : results) {
        if (!result.muted) {
            names.insert(result.groups.begin(), result.groups.end());
        }
    }
    double given = 0;
    for (const auto& [group, weight] : rules.groupWeights) {
        given += weight;
    }
    const auto without = std::count_if(names.begin(), names.end(), [&](const std::string& name) {
        return !rules.groupWeights.contains(name);
    });
    std::vector<GroupScore> groups;
    for (const std::string& name : names) {
        const auto weight = rules.groupWeights.find(name);
        const double share = without > 0 ? (100 - given) / static_cast<double>(without) : 0;
        groups.push_back(
            {name, scoreOfGroup(results, name), weight != rules.groupWeights.end() ? weight->second : share});
    }
    return groups;
}

RankVerdict verdictOf(double score, const RankRules& rules) {
    return score >= rules.pass       ? RankVerdict::Pass
           : score >= rules.marginal ? RankVerdict::Marginal
                                     : RankVerdict::Fail;
}

} // namespace

std::string_view rankClassName(RankClass classification) {
    switch (classification) {
    case RankClass::Pass: return "Pass";
    case RankClass::High: return "High";
    case RankClass::Low: return "Low";
    case RankClass::NoData: return "Nodata";
    case RankClass::NoDataFails: return "NodataFailMetric";
    }
    return "Nodata";
}

RankResult classify(const RankMetric& metric, const RankRules& rules, const std::vector<double>& canary,
                    const std::vector<double>& baseline) {
    RankResult result;
    result.metric = metric.name;
    result.groups = metric.groups;
    result.muted = metric.muted;
    result.effect = kNaN;
    result.shift = kNaN;
    const std::vector<double> x = cleaned(metric, canary);
    const std::vector<double> y = cleaned(metric, baseline);
    if (x.empty() || y.empty()) {
        const bool fails = metric.mustHaveData && !metric.critical;
        result.classification = fails ? RankClass::NoDataFails : RankClass::NoData;
        result.critical = metric.critical;
        return result;
    }
    result.classification = RankClass::Pass;
    result.effect = metric.effect == EffectMeasure::MeanRatio ? meanRatio(x, y) : commonLanguageEffect(x, y);
    if (!sameValues(x, y)) {
        compare(metric, rules, x, y, result);
    }
    return result;
}

RankScore scoreOf(const std::vector<RankResult>& results, const RankRules& rules) {
    RankScore score;
    score.groups = scoreGroups(results, rules);
    double counted = 0;
    double empty = 0;
    for (const RankResult& result : results) {
        if (result.muted) {
            continue;
        }
        counted += 1;
        empty += result.classification == RankClass::NoData ? 1 : 0;
        if (result.critical && !score.failedBy) {
            score.failedBy = result.metric;
        }
    }
    if (score.failedBy) {
        score.verdict = RankVerdict::Fail;
        return score;
    }
    if (counted == 0 || empty == counted) {
        return score;
    }
    if (empty / counted >= rules.noDataShareMax) {
        score.tooLittleData = true;
        score.verdict = RankVerdict::Fail;
        return score;
    }
    double sum = 0;
    for (const GroupScore& group : score.groups) {
        sum += (std::isnan(group.score) ? 100 : group.score) * group.weight / 100;
    }
    score.score = std::round(100 * sum) / 100;
    score.verdict = verdictOf(score.score, rules);
    return score;
}

} // namespace hotswap::verdict
