// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/wave_fold.h"

#include "core/verdict/arm_sums.h"
#include "core/verdict/combine.h"
#include "core/verdict/gross_breach.h"
#include "core/verdict/rank_fold.h"
#include "core/verdict/row_health.h"
#include "core/verdict/row_window.h"
#include "core/verdict/sequential_judge.h"
#include "core/verdict/series_judge.h"
#include "core/verdict/settled.h"
#include "core/verdict/threshold.h"

#include <algorithm>

namespace hotswap::verdict {

namespace {

bool names(const JudgePolicy& policy, JudgeKind judge) {
    return std::find(policy.judges.begin(), policy.judges.end(), judge) != policy.judges.end();
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

/// Everything that rows add up to.
struct Folded {
    ArmSums sums;
    RowHealth health;
    SequentialFold sequential;
    RankFold rank;
};

/// With a weak baseline the other judges leave it to the absolute limits and the waves before.
std::vector<MetricFinding> findWeakly(const JudgePolicy& policy, Look look, JudgeKind judge) {
    Verdict own;
    if (look.previous != nullptr) {
        own = *look.previous;
        std::erase_if(own.findings, [&](const MetricFinding& finding) { return finding.judge != judge; });
        for (MetricFinding& finding : own.findings) {
            finding.judge = JudgeKind::Threshold;
        }
        look.previous = &own;
    }
    std::vector<MetricFinding> findings = judgeThresholds(policy, look).findings;
    for (MetricFinding& finding : findings) {
        finding.judge = judge;
    }
    return findings;
}

void append(std::vector<MetricFinding>& to, std::vector<MetricFinding> findings) {
    to.insert(to.end(), std::make_move_iterator(findings.begin()), std::make_move_iterator(findings.end()));
}

} // namespace

struct WaveFold::State {
    JudgePolicy policy;
    WaveFacts facts;
    RowWindows windows;
    SeriesJudge series;
    SequentialBasis basis;
    LatencyHistogram usual; ///< of both sides' closed windows, while bounds are learnt
    std::optional<WindowSum> before;
    std::optional<WindowSum> untouchedBefore;
    std::uint32_t mergedNodes = 0;
    Baselines earlier; ///< (2) and (3)
    Folded closed;     ///< windows that do not change any more
    Folded head;       ///< and with them the open ones before headEnd, which hardly ever do
    std::int64_t headEnd = INT64_MIN;
    std::size_t nodesKnown = 0;

    State(const JudgePolicy& judge, WaveFacts given);
    void fold(Folded& into, const RowWindow& window, Instant at) const;
    void learn(const LookInput& look, const std::vector<RowWindow>& closing);
    void forgetHead();
    void moveHead(Instant at);
    Verdict judgeAll(Folded& all, const JudgeContext& context) const;
    void judgeSequentially(Folded& all, const Look& look, bool weak, Verdict& verdict) const;
    void judgeByRank(const Folded& all, const Look& look, bool weak, Verdict& verdict) const;
};

WaveFold::State::State(const JudgePolicy& judge, WaveFacts given)
    : policy(judge),
      facts(std::move(given)),
      windows(facts.canary, facts.untouched),
      series(policy),
      closed{ArmSums(facts.bakeStart, std::max(facts.bakeLength, policy.beforeWindow)),
             {},
             SequentialFold(policy, facts.wave, facts.canary.size(), facts.untouched.size()),
             {}},
      head(closed) {
    basis.bakeStart = facts.bakeStart;
}

void WaveFold::State::fold(Folded& into, const RowWindow& window, Instant at) const {
    into.sums.add(window, basis.strata.compared(), mergedNodes);
    into.health.add(window, facts.bakeStart);
    if (names(policy, JudgeKind::Sequential)) {
        into.sequential.add(window, basis, at);
    }
    if (names(policy, JudgeKind::Rank)) {
        into.rank.add(window, basis.strata, facts.bakeStart, at);
    }
}

/// What is compared with what, and which answers are slow: taken once, as soon as the rows are enough for it.
void WaveFold::State::learn(const LookInput& look, const std::vector<RowWindow>& closing) {
    const std::size_t nodes = windows.canary().size() + windows.untouched().size();
    if (nodes != nodesKnown) {
        nodesKnown = nodes;
        basis.strata.arrange(policy.matchLabels, policy.baselineNodesMin, facts, windows.canary(),
                             windows.untouched());
        forgetHead();
    }
    const bool arrived = look.beforeRollout || look.untouchedBefore;
    if (look.beforeRollout) {
        before = look.beforeRollout;
    }
    if (look.untouchedBefore) {
        untouchedBefore = look.untouchedBefore;
    }
    const bool learns = names(policy, JudgeKind::Sequential) && !basis.bounds.areFixed();
    if (learns) {
        const auto take = [&](LatencyHistogram& into, const RowWindow& window) {
            for (const std::vector<ArmRow>* rows : {&window.canary, &window.untouched, &window.merged}) {
                for (const ArmRow& row : *rows) {
                    into.merge(row.latency);
                }
            }
        };
        for (const RowWindow& window : closing) {
            take(usual, window);
        }
        LatencyHistogram both = usual;
        for (const auto& [index, window] : windows.open()) {
            take(both, window);
        }
        basis.bounds.learn(both);
    }
    if (learns || arrived) {
        basis.before = differenceBefore(before, untouchedBefore, basis.bounds);
        forgetHead();
    }
}

void WaveFold::State::forgetHead() {
    headEnd = INT64_MIN;
}

/// The last two windows still grow with each look; those before them are folded ahead, until a late row
/// comes.
void WaveFold::State::moveHead(Instant at) {
    if (windows.changedFrom() < headEnd || headEnd == INT64_MIN) {
        head = closed;
        headEnd = INT64_MIN;
    }
    const auto& open = windows.open();
    if (open.empty()) {
        return;
    }
    const std::int64_t end = open.rbegin()->first - 1;
    for (auto it = open.lower_bound(headEnd); it != open.end() && it->first < end; ++it) {
        fold(head, it->second, at);
    }
    headEnd = std::max(headEnd, end);
}

WaveFold::WaveFold(const JudgePolicy& policy, WaveFacts facts)
    : m_state(std::make_unique<State>(policy, std::move(facts))) {}
WaveFold::~WaveFold() = default;
WaveFold::WaveFold(WaveFold&& other) noexcept = default;
WaveFold& WaveFold::operator=(WaveFold&& other) noexcept = default;

void WaveFold::add(const LookInput& look) {
    State& state = *m_state;
    state.mergedNodes = std::max(state.mergedNodes, look.mergedNodes);
    const std::vector<RowWindow> closing = state.windows.add(look);
    state.learn(look, closing);
    for (const RowWindow& window : closing) {
        state.fold(state.closed, window, look.at);
        if (window.index >= state.headEnd) {
            state.forgetHead(); // it lacks one that is not open any more
        }
    }
    state.closed.sums.forgetBefore(look.at);
    state.moveHead(look.at);
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
    Folded all = state.head;
    const auto& open = state.windows.open();
    for (auto it = open.lower_bound(state.headEnd); it != open.end(); ++it) {
        state.fold(all, it->second, context.at);
    }
    for (const auto& [index, window] : open) {
        all.health.addOpen(window);
    }
    return state.judgeAll(all, context);
}

void WaveFold::State::judgeSequentially(Folded& all, const Look& look, bool weak, Verdict& verdict) const {
    verdict.falseAlarmRate = policy.sequential.falseAlarmRate;
    if (weak) {
        append(verdict.findings, findWeakly(policy, look, JudgeKind::Sequential));
        return;
    }
    SequentialResult found =
        all.sequential.judge({look.at, &policy, &look.canary, &*look.baselines.untouched, &basis.before});
    verdict.calm = found.calm;
    verdict.dispersion = found.dispersion;
    append(verdict.findings, std::move(found.findings));
}

void WaveFold::State::judgeByRank(const Folded& all, const Look& look, bool weak, Verdict& verdict) const {
    const std::vector<MetricSeriesView> further = series.series();
    if (weak && further.empty()) {
        const std::vector<MetricFinding> found = findWeakly(policy, look, JudgeKind::Rank);
        verdict.kind = worse(verdict.kind, combine(found));
        append(verdict.findings, found);
        return;
    }
    RankJudgement found = all.rank.judge(policy, further);
    if (all.health.atBest(look.at) == VerdictKind::NoData) {
        found.kind = VerdictKind::NoData; // series that have ended, or lie, fail nobody
    }
    verdict.score = found.score;
    verdict.kind = worse(verdict.kind, found.kind);
    append(verdict.findings, std::move(found.findings));
}

Verdict WaveFold::State::judgeAll(Folded& all, const JudgeContext& context) const {
    Look look;
    look.at = context.at;
    look.canary = all.sums.canary(context.at);
    look.baselines = earlier;
    look.baselines.untouched = all.sums.untouched(context.at);
    look.previous = context.previous;
    look.earlierWave = context.earlierWave;
    Verdict verdict = judgeThresholds(policy, look);
    const bool byThreshold = names(policy, JudgeKind::Threshold);
    const bool bySequence = names(policy, JudgeKind::Sequential);
    const bool weak = verdict.source != BaselineSource::UntouchedNodes;
    if (!byThreshold) {
        verdict.findings.clear();
    }
    if (bySequence) {
        judgeSequentially(all, look, weak, verdict);
        if (!byThreshold) {
            if (auto gross = findGrossBreach(policy, look)) {
                verdict.findings.push_back(std::move(*gross));
            }
        }
    }
    if (byThreshold || bySequence) {
        append(verdict.findings, series.judge(context.at));
        verdict.kind = combine(verdict.findings);
    } else {
        verdict.kind = VerdictKind::Pass;
    }
    if (names(policy, JudgeKind::Rank)) {
        judgeByRank(all, look, weak, verdict);
    }
    if (verdict.kind != VerdictKind::Fail) {
        verdict.kind = worse(verdict.kind, all.health.atBest(context.at));
    }
    verdict.settledLooks = settledLooks(policy.stabilisation, windows.open(), context);
    return verdict;
}

} // namespace hotswap::verdict
