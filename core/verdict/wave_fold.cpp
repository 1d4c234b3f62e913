// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/wave_fold.h"

#include "core/verdict/arm_sums.h"
#include "core/verdict/combine.h"
#include "core/verdict/row_window.h"
#include "core/verdict/series_judge.h"
#include "core/verdict/threshold.h"

#include <algorithm>
#include <limits>

namespace hotswap::verdict {

namespace {

constexpr double kRefusedShareMax = 0.05; // of an arm's rows; more cannot be passed on
constexpr double kRefusedShareNone = 0.5; // of the canary's: more is no data at all
constexpr Duration kSilentAfter = 2 * kLateness;

/// How trustworthy the rows are.
struct RowHealth {
    std::uint64_t canaryRows = 0;
    std::uint64_t baselineRows = 0;
    std::uint64_t refusedCanary = 0;
    std::uint64_t refusedBaseline = 0;
    std::uint64_t refusedLately = 0;
    std::int64_t lastCanaryMs = std::numeric_limits<std::int64_t>::min();

    void add(const RowWindow& window) {
        canaryRows += window.canary.size();
        baselineRows += window.untouched.size() + window.merged.size();
        refusedCanary += window.refusedCanary;
        refusedBaseline += window.refusedBaseline;
        for (const ArmRow& row : window.canary) {
            lastCanaryMs = std::max(lastCanaryMs, row.startMs);
        }
    }
};

/// What the rows allow at best.
VerdictKind atBest(const RowHealth& health, Instant at) {
    const auto share = [](std::uint64_t refused, std::uint64_t rows) {
        return refused == 0 ? 0.0 : static_cast<double>(refused) / static_cast<double>(refused + rows);
    };
    const double canary = share(health.refusedCanary, health.canaryRows);
    if (health.canaryRows == 0 || canary > kRefusedShareNone ||
        toMs(at) - health.lastCanaryMs > kSilentAfter.count()) {
        return VerdictKind::NoData;
    }
    const bool doubtful = health.refusedLately > 0 || canary > kRefusedShareMax ||
                          share(health.refusedBaseline, health.baselineRows) > kRefusedShareMax;
    return doubtful ? VerdictKind::Inconclusive : VerdictKind::Pass;
}

/// Sums over the window of an earlier time.
std::optional<ArmNumbers> numbersOf(const std::optional<WindowSum>& window) {
    if (!window || !isBelievable(window->sum)) {
        return std::nullopt;
    }
    const Sample& sum = window->sum;
    return ArmNumbers{sum.requests,      sum.errors,      sum.latency,       sum.cpuPercent,
                      sum.memoryPercent, window->samples, window->nodesSeen, Duration::zero()};
}

bool names(const JudgePolicy& policy, JudgeKind judge) {
    return std::find(policy.judges.begin(), policy.judges.end(), judge) != policy.judges.end();
}

} // namespace

struct WaveFold::State {
    JudgePolicy policy;
    WaveFacts facts;
    RowWindows windows;
    ArmSums sums;
    RowHealth health;
    SeriesJudge series;
    std::uint32_t mergedNodes = 0;
    Baselines earlier; ///< (2) and (3)

    State(const JudgePolicy& judge, WaveFacts given)
        : policy(judge),
          facts(std::move(given)),
          windows(facts.canary, facts.untouched),
          sums(facts.bakeStart, std::max(facts.bakeLength, policy.beforeWindow)),
          series(judge) {}
};

WaveFold::WaveFold(const JudgePolicy& policy, WaveFacts facts)
    : m_state(std::make_unique<State>(policy, std::move(facts))) {}
WaveFold::~WaveFold() = default;
WaveFold::WaveFold(WaveFold&& other) noexcept = default;
WaveFold& WaveFold::operator=(WaveFold&& other) noexcept = default;

void WaveFold::add(const LookInput& look) {
    State& state = *m_state;
    state.mergedNodes = std::max(state.mergedNodes, look.mergedNodes);
    for (const RowWindow& window : state.windows.add(look)) {
        state.sums.add(window, {}, state.mergedNodes);
        state.health.add(window);
    }
    state.sums.forgetBefore(look.at);
    state.series.add(look);
    if (auto lastWave = numbersOf(look.lastWave)) {
        state.earlier.lastWave = std::move(lastWave);
    }
    if (auto before = numbersOf(look.beforeRollout)) {
        state.earlier.beforeRollout = std::move(before);
    }
}

Verdict WaveFold::judge(const JudgeContext& context) const {
    const State& state = *m_state;
    ArmSums sums = state.sums;
    RowHealth health = state.health;
    for (const auto& [index, window] : state.windows.open()) {
        sums.add(window, {}, state.mergedNodes);
        health.add(window);
        health.refusedLately += window.refusedCanary + window.refusedBaseline;
    }
    Look look;
    look.at = context.at;
    look.canary = sums.canary(context.at);
    look.baselines = state.earlier;
    look.baselines.untouched = sums.untouched(context.at);
    look.previous = context.previous;
    look.earlierWave = context.earlierWave;
    Verdict verdict = judgeThresholds(state.policy, look);
    if (!names(state.policy, JudgeKind::Rank) || state.policy.judges.size() > 1) {
        const std::vector<MetricFinding> further = state.series.judge(context.at);
        verdict.findings.insert(verdict.findings.end(), further.begin(), further.end());
        verdict.kind = combine(verdict.findings);
    }
    if (verdict.kind != VerdictKind::Fail) {
        verdict.kind = worse(verdict.kind, atBest(health, context.at));
    }
    return verdict;
}

} // namespace hotswap::verdict
