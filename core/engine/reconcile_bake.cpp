// SPDX-License-Identifier: Apache-2.0
// Baking: a look at the metrics every so often, and what the verdict means for the wave.
#include "core/domain/limits.h"
#include "core/engine/round.h"
#include "core/verdict/threshold.h"

#include <cmath>
#include <cstdio>

namespace hotswap::engine {

namespace {

using enum NodeStep;

verdict::ArmNumbers numbers(const ports::ArmTotals& totals, Duration window) {
    return {totals.requests,   totals.errors,  totals.latency,   totals.cpuMean,
            totals.memoryMean, totals.samples, totals.nodesSeen, window};
}

/// "errorRate 0.0812 over 0.0150 (baseline 0.0100), 1240 requests, 3 looks in a row": for logs; consoles make
/// their own sentence from the verdict.
std::string describe(const Verdict& verdict) {
    const MetricFinding* finding = verdict.decisive();
    if (finding == nullptr) {
        return std::string(verdictName(verdict.kind));
    }
    const auto number = [](double value) {
        char text[32];
        std::snprintf(text, sizeof text, "%.4g", value);
        return std::string(text);
    };
    std::string text = std::string(metricName(finding->metric)) + " " + number(finding->canary);
    if (std::isfinite(finding->limit)) {
        text +=
            " against a limit of " + number(finding->limit) + " (baseline " + number(finding->baseline) + ")";
    }
    text += ", " + std::to_string(verdict.canaryRequests) + " requests";
    if (finding->breachesInARow > 0) {
        text += ", " + std::to_string(finding->breachesInARow) + " looks in a row";
    }
    if (finding->samplesMissing > 0) {
        text += ", " + std::to_string(finding->samplesMissing) + " more samples needed";
    }
    return text;
}

/// The window grows from the start of the bake; one that lasts for days (paused) is cut to what a bake would
/// see, in steps, so that it grows from look to look in between.
Instant windowStart(const Round& round, std::uint32_t wave) {
    const WaveProgress& progress = round.deployment().waves()[wave];
    const Duration longest = std::max(progress.bakeLength, round.policy().judge.beforeWindow);
    const Duration age = round.now - progress.bakeStartedAt;
    if (age <= longest) {
        return progress.bakeStartedAt;
    }
    const Duration step = std::max(longest / 4, Duration{1});
    return progress.bakeStartedAt + ((age - longest) / step + 1) * step;
}

std::vector<NodeId> idsIn(const Round& round, NodeStep step) {
    std::vector<NodeId> ids;
    for (const std::uint32_t index : round.nodes().in(step)) {
        if (ids.size() >= limits::kArmNodesMax) {
            break;
        }
        ids.push_back(round.node(index).id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

/// Nodes of the environment that this deployment has not touched: those whose turn has not come, and, where
/// it is for a part of the environment only, the rest of it.
std::vector<NodeId> untouchedNodes(const Round& round) {
    std::vector<NodeId> ids = idsIn(round, Pending);
    const NodeSelector& selector = round.deployment().spec().selector;
    const bool part = !selector.labels.empty() || !selector.nodes.empty();
    if (part && round.view.fleet != nullptr) {
        for (const Node* node : round.view.fleet->all()) {
            if (ids.size() >= limits::kArmNodesMax) {
                break;
            }
            if (isServing(node->state) && !round.nodes().indexOf(node->id)) {
                ids.push_back(node->id);
            }
        }
    }
    return ids;
}

/// Baseline (2): the window of the last baked wave that still had untouched nodes, and those nodes.
std::optional<ports::ArmRequest> lastWaveArm(const Round& round, std::uint32_t wave,
                                             const std::optional<Digest>& stable) {
    const auto& waves = round.deployment().waves();
    for (std::uint32_t earlier = wave; earlier-- > 0;) {
        if (waves[earlier].bakeStartedAt == Instant{}) {
            continue;
        }
        ports::ArmRequest arm;
        for (std::size_t later = earlier + 1; later < waves.size(); ++later) {
            for (const std::uint32_t index : waves[later].nodes) {
                if (arm.nodes.size() < limits::kArmNodesMax) {
                    arm.nodes.push_back(round.node(index).id);
                }
            }
        }
        std::sort(arm.nodes.begin(), arm.nodes.end());
        arm.release = stable;
        arm.from = waves[earlier].bakeStartedAt;
        arm.to = waves[earlier].bakeEndedAt;
        return arm;
    }
    return std::nullopt;
}

LookRequest lookAt(const Round& round, std::uint32_t wave) {
    const Deployment& deployment = round.deployment();
    std::optional<Digest> stable;
    if (deployment.stable()) {
        stable = deployment.stable()->digest;
    }
    LookRequest look;
    look.wave = wave;
    look.canary = {idsIn(round, Healthy), deployment.spec().release.release.digest, windowStart(round, wave),
                   round.now};
    const std::vector<NodeId> untouched = untouchedNodes(round);
    if (untouched.size() >= round.policy().judge.baselineNodesMin) {
        look.untouched = ports::ArmRequest{untouched, stable, look.canary.from, round.now};
    }
    look.lastWave = lastWaveArm(round, wave, stable);
    look.beforeRollout =
        ports::ArmRequest{look.canary.nodes, stable,
                          deployment.startedAt() - round.policy().judge.beforeWindow, deployment.startedAt()};
    return look;
}

Verdict judge(const Round& round, const LookTotals& totals) {
    const auto& waves = round.deployment().waves();
    const WaveProgress& wave = waves[totals.wave];
    verdict::Look look;
    look.at = round.now;
    look.canary = numbers(totals.canary, totals.canaryWindow);
    if (totals.untouched) {
        look.baselines.untouched = numbers(*totals.untouched, totals.untouchedWindow);
    }
    if (totals.lastWave) {
        look.baselines.lastWave = numbers(*totals.lastWave, Duration::zero());
    }
    if (totals.beforeRollout) {
        look.baselines.beforeRollout = numbers(*totals.beforeRollout, Duration::zero());
    }
    look.previous = wave.verdict ? &*wave.verdict : nullptr;
    if (totals.wave > 0 && waves[totals.wave - 1].verdict) {
        look.earlierWave = &*waves[totals.wave - 1].verdict;
    }
    return verdict::judgeThresholds(round.policy().judge, look);
}

/// The bake is over: pass, or pause for a person, or look on where policy or a breach that has begun asks for
/// it.
void endBake(const Round& round, std::uint32_t wave, const Verdict& verdict, Duration over) {
    if (verdict.kind == VerdictKind::Pass) {
        round.add(events::WaveJudged{wave, verdict, true});
        round.add(events::WavePassed{wave});
        return;
    }
    const WaveProgress& progress = round.deployment().waves()[wave];
    const bool extends =
        round.policy().judge.unclear == JudgePolicy::Unclear::Extend && over < progress.bakeLength;
    if (verdict::isBreachRunning(verdict) || extends) {
        round.add(events::WaveJudged{wave, verdict, false});
        return;
    }
    round.add(events::WaveJudged{wave, verdict, true});
    const bool noData = verdict.kind == VerdictKind::NoData;
    round.add(
        events::Paused{noData ? PauseReason::NoData : PauseReason::Inconclusive, {}, describe(verdict)});
}

/// While held, a look is kept only when it says something new: a pause may last for days.
bool isWorthKeeping(const Round& round, const LookTotals& totals, const Verdict& verdict) {
    const auto& before = round.deployment().waves()[totals.wave].verdict;
    return !before || before->kind != verdict.kind || verdict::isBreachRunning(verdict) ||
           verdict::isBreachRunning(*before);
}

void takeLook(const Round& round, const LookTotals& totals) {
    const Deployment& deployment = round.deployment();
    const Verdict verdict = judge(round, totals);
    if (verdict.kind == VerdictKind::Fail) {
        round.add(events::WaveJudged{totals.wave, verdict, true});
        goBack(round, EndReason::VerdictFailed, describe(verdict));
        return;
    }
    const Duration over =
        deployment.bakeDone(totals.wave, round.now) - deployment.waves()[totals.wave].bakeLength;
    if (round.isRunning() && over >= Duration::zero()) {
        endBake(round, totals.wave, verdict, over);
    } else if (round.isRunning() || isWorthKeeping(round, totals, verdict)) {
        round.add(events::WaveJudged{totals.wave, verdict, false});
    }
}

} // namespace

void reconcileBake(const Round& round, std::uint32_t wave) {
    const Deployment& deployment = round.deployment();
    const JudgePolicy& policy = round.policy().judge;
    const WaveProgress& progress = deployment.waves()[wave];
    const Duration left = progress.bakeLength - deployment.bakeDone(wave, round.now);
    if (!policy.judged) {
        if (round.isRunning() && left <= Duration::zero()) {
            round.add(events::WavePassed{wave});
        } else if (round.isRunning()) {
            round.wakeAt(round.now + left);
        }
        return;
    }
    if (round.view.look && round.view.look->wave == wave) {
        takeLook(round, *round.view.look);
        return;
    }
    const bool sourceFails = round.view.sourceErrors >= policy.sourceErrorsInARow;
    if (sourceFails && round.isRunning() && !deployment.isPausedBy(PauseReason::MetricSource)) {
        round.add(events::Paused{
            PauseReason::MetricSource, {}, std::to_string(round.view.sourceErrors) + " failures in a row"});
        return;
    }
    const Instant next = std::max(round.view.lastLook, progress.bakeStartedAt) + policy.lookInterval;
    if (round.now >= next) {
        round.decision.look = lookAt(round, wave);
    } else {
        round.wakeAt(next);
    }
}

} // namespace hotswap::engine
