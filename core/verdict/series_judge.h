// SPDX-License-Identifier: Apache-2.0
#pragma once
// Judges the further metrics of a policy (MetricPolicy) over one wave: what modules report themselves and
// what Prometheus or a command was asked for. Limits, counts and delays are the policy's; the five metrics
// that every node has are not judged here.
//
// A value is one comparison of canary and baseline. Each is one of
// - breaching: worse than the baseline by more than `relative` times its size and by more than
//   `absoluteFloor`; against an earlier time it must be beyond `absoluteLimit` too (semantics.md, Verdict);
// - holding: compared and not breaching;
// - inconclusive: one side is missing or not a number;
// - failed: its source could not be asked. A value that is overdue counts as failed.
// A metric fails once more than failuresMax values breached; it has no data when more than errorsInARowMax
// failed in a row or the canary never had a number; it is inconclusive when more than inconclusiveMax were
// so, or before enough could have breached to fail it; else it passes. Nothing is divided by a baseline.

#include "core/domain/look.h"
#include "core/domain/policy.h"
#include "core/domain/verdict.h"

#include <cstddef>
#include <deque>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace hotswap::verdict {

/// The latest values of one metric, oldest first; gaps are NaN. Both sides are equally long.
struct MetricSeriesView {
    const MetricPolicy* metric = nullptr; ///< lives as long as the judge
    std::vector<double> canary;
    std::vector<double> baseline;
    bool weak = false; ///< the latest comparison was with an earlier time
};

/// Folds the looks of one wave, in order. A look of another wave starts afresh, and that look is the start of
/// its bake. Memory: kValuesKeptMax values a metric, whatever the time; counts go over the whole wave.
class SeriesJudge {
public:
    static constexpr std::size_t kValuesKeptMax = 1'024;

    /// Rows that begin before the bake are left out. Without `bakeStart` the first look is its start, and
    /// rows count from one interval before that.
    explicit SeriesJudge(const JudgePolicy& policy, std::optional<Instant> bakeStart = std::nullopt);

    /// Takes what is due: LookInput::series as they came, and for Source::Module the mean of Sample::named
    /// over the rows of each side since the value before (rows without a finite number are left out;
    /// without any untouched row the look's frozen window is the baseline).
    /// Values sooner than `interval` after the one before, before `initialDelay` or beyond `countMax` are
    /// passed over.
    void add(const LookInput& look);

    /// One finding a metric, in the policy's order, by its `name`. `canary`, `baseline` and `limit` are of
    /// the latest compared value (when it failed: of the latest breaching one); `limit` is what the canary
    /// had to stay at or below, or with WorseWhen::Lower at or above. `canarySamples`: values with a number
    /// on the canary, `baselineSamples`: compared ones. `evidence`: share of what fails it that has
    /// breached. `at` is of the last look or later.
    std::vector<MetricFinding> judge(Instant at) const;

    /// What the rank judge takes.
    std::vector<MetricSeriesView> series() const;

private:
    struct Value {
        double canary = std::numeric_limits<double>::quiet_NaN();
        double baseline = std::numeric_limits<double>::quiet_NaN();
        double limit = std::numeric_limits<double>::quiet_NaN();
        bool weak = false;
    };
    struct Mean {
        double sum = 0;
        std::uint64_t count = 0;
        void add(double value);
        double mean() const; ///< NaN without one
    };
    struct State {
        std::deque<Value> kept;
        std::optional<Instant> last; ///< when the latest value was taken, failed ones included
        std::uint64_t values = 0;    ///< taken; failed ones included
        std::uint64_t numbers = 0;   ///< with a number on the canary
        std::uint64_t compared = 0;
        std::uint64_t breaching = 0;
        std::uint64_t breachingInARow = 0;
        std::uint64_t inconclusive = 0;
        std::uint64_t failedInARow = 0;
        std::optional<Value> shown; ///< latest compared
        std::optional<Value> worst; ///< latest breaching
        // Source::Module, since the value before.
        Mean canary;
        Mean baseline;
        std::uint64_t untouchedRows = 0;
    };

    void startWave(const LookInput& look);
    bool isDue(const MetricPolicy& metric, const State& state, Instant at) const;
    void gather(const MetricPolicy& metric, State& state, const LookInput& look) const;
    void takeModule(const MetricPolicy& metric, State& state) const;
    static void take(const MetricPolicy& metric, State& state, Value value);
    std::uint64_t failedInARow(const MetricPolicy& metric, const State& state, Instant at) const;
    VerdictKind kindOf(const MetricPolicy& metric, const State& state, Instant at) const;
    MetricFinding find(const MetricPolicy& metric, const State& state, Instant at) const;

    std::vector<MetricPolicy> m_metrics;
    Duration m_slack;            ///< looks do not come to the millisecond
    std::vector<State> m_states; ///< one a metric
    std::optional<std::uint32_t> m_wave;
    std::optional<Instant> m_bakeStart; ///< given for the first wave
    Instant m_start{};
    std::optional<Sample> m_window; ///< sum of baseline (2), else (3), of the wave's first look
};

} // namespace hotswap::verdict
