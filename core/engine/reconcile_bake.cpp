// SPDX-License-Identifier: Apache-2.0
// Baking: a look at the metrics every so often, and what the verdict means for the wave.
#include "core/domain/limits.h"
#include "core/engine/round.h"
#include "core/verdict/threshold.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace hotswap::engine {

namespace {

using enum NodeStep;

/// Whether a value has come to the baseline's, as adaptive bakes want it. What nobody measured has not.
bool isNear(const Verdict& verdict, Metric metric, double tolerance) {
    return std::any_of(verdict.findings.begin(), verdict.findings.end(), [&](const MetricFinding& finding) {
        return finding.name.empty() && finding.metric == metric &&
               std::abs(finding.canary - finding.baseline) <= tolerance * std::abs(finding.baseline);
    });
}

std::uint32_t settledLooks(const StabilisationPolicy& policy, const Verdict& verdict,
                           const Verdict* previous) {
    const bool near = policy.enabled && isNear(verdict, Metric::Cpu, policy.cpu) &&
                      isNear(verdict, Metric::Memory, policy.memory) &&
                      isNear(verdict, Metric::LatencyMean, policy.latency);
    return near ? (previous == nullptr ? 0 : previous->settledLooks) + 1 : 0;
}

/// Looks are lookInterval apart, those that policy counts its own interval: in between all must be settled.
bool hasSettled(const JudgePolicy& policy, const Verdict& verdict) {
    const auto span = policy.stabilisation.interval * (policy.stabilisation.looksInARow - 1);
    return verdict.settledLooks > static_cast<std::uint64_t>(span / policy.lookInterval);
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
    std::string text = finding->name.empty() ? std::string(metricName(finding->metric)) : finding->name;
    text += " " + number(finding->canary);
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

verdict::WaveFacts factsOf(const Round& round, const LookRequest& look) {
    const WaveProgress& progress = round.deployment().waves()[look.wave];
    verdict::WaveFacts facts;
    facts.wave = look.wave;
    facts.strategy = round.policy().strategy.kind;
    facts.bakeStart = progress.bakeStartedAt;
    facts.bakeLength = progress.bakeLength;
    facts.canary = look.canary.nodes;
    if (look.untouched) {
        facts.untouched = look.untouched->nodes;
    }
    if (round.policy().judge.matchLabels.empty() || round.view.fleet == nullptr) {
        return facts;
    }
    for (const auto* nodes : {&facts.canary, &facts.untouched}) {
        for (const NodeId& id : *nodes) {
            if (const Node* node = round.view.fleet->find(id)) {
                facts.labels[id] = node->labels;
            }
        }
    }
    return facts;
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
    look.facts = factsOf(round, look);
    return look;
}

Verdict judge(const Round& round, const TakenLook& look) {
    const auto& waves = round.deployment().waves();
    const std::uint32_t wave = look.input.wave;
    verdict::JudgeContext context;
    context.at = round.now;
    context.previous = waves[wave].verdict ? &*waves[wave].verdict : nullptr;
    if (wave > 0 && waves[wave - 1].verdict) {
        context.earlierWave = &*waves[wave - 1].verdict;
    }
    Verdict verdict = look.fold->judge(context);
    verdict.settledLooks = settledLooks(round.policy().judge.stabilisation, verdict, context.previous);
    return verdict;
}

/// The verdict, and what it rests on.
void record(const Round& round, const TakenLook& look, const Verdict& verdict, bool isFinal) {
    round.add(events::WaveJudged{look.input.wave, verdict, isFinal});
    round.decision.evidence = LookEvidence{look.input, verdict};
}

/// How long the wave has to be watched: until its numbers have settled, where policy asks for that.
Duration bakeLeft(const Round& round, std::uint32_t wave, const Verdict* verdict) {
    const Deployment& deployment = round.deployment();
    const Duration done = deployment.bakeDone(wave, round.now);
    const JudgePolicy& policy = round.policy().judge;
    const bool judgedEarly = policy.sequential.passesEarly && verdict != nullptr &&
                             verdict->kind == VerdictKind::Pass &&
                             policy.judges == std::vector{JudgeKind::Sequential};
    if (judgedEarly) {
        return Duration::zero();
    }
    if (!policy.stabilisation.enabled) {
        return deployment.waves()[wave].bakeLength - done;
    }
    const bool settled = verdict != nullptr && hasSettled(policy, *verdict);
    return (settled ? policy.stabilisation.bakeMin : policy.stabilisation.bakeMax) - done;
}

/// Whether nothing but time stands in the way: every metric that is open will be decided before `limit` has
/// gone by, as things go. Then nobody has to be called.
bool decidesWithin(const Verdict& verdict, Duration limit) {
    bool isOpen = false;
    for (const MetricFinding& finding : verdict.findings) {
        if (finding.dryRun || finding.kind == VerdictKind::Pass) {
            continue;
        }
        if (finding.kind != VerdictKind::Inconclusive || finding.timeNeeded <= Duration::zero() ||
            finding.timeNeeded > limit) {
            return false;
        }
        isOpen = true;
    }
    return isOpen;
}

/// The bake is over: pass, or pause for a person, or look on where policy, a breach that has begun or a
/// decision that is near asks for it.
void endBake(const Round& round, const TakenLook& look, const Verdict& verdict, Duration over) {
    const JudgePolicy& policy = round.policy().judge;
    const std::uint32_t wave = look.input.wave;
    if (verdict.kind != VerdictKind::NoData && policy.stabilisation.enabled && !hasSettled(policy, verdict)) {
        record(round, look, verdict, true);
        goBack(round, EndReason::VerdictFailed, "did not settle within the longest bake");
        return;
    }
    if (verdict.kind == VerdictKind::Pass) {
        record(round, look, verdict, true);
        round.add(events::WavePassed{wave});
        return;
    }
    const WaveProgress& progress = round.deployment().waves()[wave];
    const Duration longest = std::max(progress.bakeLength, policy.stabilisation.bakeMax);
    const bool extends =
        policy.unclear == JudgePolicy::Unclear::Extend && progress.bakeLength + over < longest;
    if (verdict::isBreachRunning(verdict) || extends || decidesWithin(verdict, progress.bakeLength - over)) {
        record(round, look, verdict, false);
        return;
    }
    record(round, look, verdict, true);
    const bool noData = verdict.kind == VerdictKind::NoData;
    round.add(
        events::Paused{noData ? PauseReason::NoData : PauseReason::Inconclusive, {}, describe(verdict)});
}

/// While held, a look is kept only when it says something new: a pause may last for days.
bool isWorthKeeping(const Round& round, const TakenLook& look, const Verdict& verdict) {
    const auto& before = round.deployment().waves()[look.input.wave].verdict;
    return !before || before->kind != verdict.kind || verdict::isBreachRunning(verdict) ||
           verdict::isBreachRunning(*before);
}

void takeLook(const Round& round, const TakenLook& look) {
    const Verdict verdict = judge(round, look);
    if (verdict.kind == VerdictKind::Fail) {
        record(round, look, verdict, true);
        goBack(round, EndReason::VerdictFailed, describe(verdict));
        return;
    }
    const Duration left = bakeLeft(round, look.input.wave, &verdict);
    if (round.isRunning() && left <= Duration::zero()) {
        endBake(round, look, verdict, -left);
    } else if (round.isRunning() || isWorthKeeping(round, look, verdict)) {
        record(round, look, verdict, false);
    }
}

} // namespace

void reconcileBake(const Round& round, std::uint32_t wave) {
    const Deployment& deployment = round.deployment();
    const JudgePolicy& policy = round.policy().judge;
    const WaveProgress& progress = deployment.waves()[wave];
    if (!policy.judged) {
        const Duration left = progress.bakeLength - deployment.bakeDone(wave, round.now);
        if (round.isRunning() && left <= Duration::zero()) {
            round.add(events::WavePassed{wave});
        } else if (round.isRunning()) {
            round.wakeAt(round.now + left);
        }
        return;
    }
    if (round.view.look && round.view.look->input.wave == wave) {
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
