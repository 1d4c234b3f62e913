// SPDX-License-Identifier: Apache-2.0
// Waves one after the other: start, fill up to the limits, pass; then validate.
#include "core/domain/limits.h"
#include "core/domain/planted.h"
#include "core/engine/round.h"

namespace hotswap::engine {

namespace {

using enum NodeStep;

bool isBlueGreen(const Round& round) {
    return round.policy().strategy.kind == StrategyKind::BlueGreen;
}

CommandAction actionOf(const Round& round, std::uint32_t wave) {
    if (!isBlueGreen(round) || wave > 1) { // nodes that joined during a blue-green run are simply changed
        return CommandAction::Apply;
    }
    return wave == 0 ? CommandAction::Prepare : CommandAction::Switch;
}

/// Nodes that may be taken to work now. Settling ones count: a node is done when it stays healthy. A switch
/// is different: it is meant to happen on all nodes at about the same time.
std::uint32_t freeSlots(const Round& round, CommandAction action) {
    if (isPlanted(PlantedBug::BulkheadIsIgnored)) {
        return static_cast<std::uint32_t>(round.nodes().size());
    }
    const StrategyPolicy& strategy = round.policy().strategy;
    std::uint32_t most = strategy.inFlightMax;
    if (strategy.kind == StrategyKind::Rolling) {
        most = std::min(most, strategy.batch.of(static_cast<std::uint32_t>(round.nodes().size())));
    }
    std::uint32_t busy = round.nodes().count(InFlight);
    if (action != CommandAction::Switch) {
        busy += round.nodes().count(Settling);
    }
    return most > busy ? most - busy : 0;
}

/// A person has taken the node out of service, and nobody asked for it by name.
bool isTakenOut(const Round& round, std::uint32_t index) {
    const NodeState state = round.fact(index).state;
    return (state == NodeState::Draining || state == NodeState::Drained) &&
           round.deployment().spec().selector.nodes.empty();
}

/// An unreachable node is left out or counts as failed; a drained one is left out. True when that decided.
bool leaveOut(const Round& round, std::uint32_t index) {
    if (round.fact(index).known && isTakenOut(round, index)) {
        round.add(events::NodeSkipped{round.node(index).id, "drained", {}});
        return true;
    }
    if (round.fact(index).reachable()) {
        return false;
    }
    const NodeId& id = round.node(index).id;
    if (round.policy().gate.offlineNodes == GatePolicy::OfflineNodes::Skip) {
        const bool retired = round.fact(index).state == NodeState::Retired;
        round.add(events::NodeSkipped{id, retired ? "retired" : "offline", {}});
    } else {
        round.add(events::NodeFailed{id, ErrorCode::Unavailable, "offline when its turn came", false});
    }
    return true;
}

void fillWave(const Round& round, std::uint32_t wave) {
    const WaveProgress& progress = round.deployment().waves()[wave];
    const CommandAction action = actionOf(round, wave);
    std::uint32_t slots = freeSlots(round, action);
    Availability availability(round);
    for (std::size_t place = progress.firstPending; place < progress.nodes.size() && slots > 0; ++place) {
        const std::uint32_t index = progress.nodes[place];
        if (round.node(index).step != Pending || leaveOut(round, index)) {
            continue;
        }
        if (!availability.take(round.fact(index))) {
            const bool nothingAtWork = round.nodes().count(InFlight) + round.nodes().count(Settling) == 0;
            if (nothingAtWork && round.decision.intents.empty() && !round.hasEvents()) {
                round.add(events::Paused{PauseReason::Capacity, {}, availability.text()});
            }
            return;
        }
        NodeIntent intent;
        intent.node = index;
        intent.action = action;
        intent.wave = wave;
        intent.release = round.deployment().spec().release.release;
        intent.giveUpAt = round.now + round.policy().gate.nodeCommandLimit;
        round.decision.intents.push_back(std::move(intent));
        --slots;
    }
}

/// Whether a node that had become healthy is not any more (and is not excused by being offline).
bool hasBrokenNodes(const Round& round) {
    const bool excused = round.policy().gate.offlineNodes == GatePolicy::OfflineNodes::Skip;
    for (const std::uint32_t index : round.view.facts->broken()) {
        const NodeState state = round.fact(index).state;
        const bool taken = state == NodeState::Draining || state == NodeState::Drained;
        const bool counts = (!excused || round.fact(index).reachable()) && !taken;
        if (counts && round.node(index).step == Healthy) {
            return true;
        }
    }
    return false;
}

void passOrBake(const Round& round, std::uint32_t wave) {
    const Deployment& deployment = round.deployment();
    const WaveProgress& progress = deployment.waves()[wave];
    const bool onlyPrepared = isBlueGreen(round) && wave == 0;
    if (!onlyPrepared && hasBrokenNodes(round)) {
        return; // the gate is shut until they are back or have failed; the nodes' own deadlines wake us
    }
    const bool measurable = round.nodes().countInWave(wave, Healthy) > 0;
    if (progress.bakeLength == Duration::zero() || !measurable || progress.promoted ||
        deployment.isPromotedFully()) {
        round.add(events::WavePassed{wave});
        return;
    }
    round.add(events::BakeStarted{wave, deployment.plan().waves[wave].bake});
    round.decision.askDuring = deployment.plan().waves[wave].bake;
    for (const std::uint32_t index : round.nodes().in(Healthy)) {
        if (round.decision.askNodes.size() < limits::kArmNodesMax) {
            round.decision.askNodes.push_back(round.node(index).id);
        }
    }
}

void watchProgress(const Round& round) {
    const Deployment& deployment = round.deployment();
    const Duration left =
        deployment.lastProgress() + round.policy().gate.progressDeadline - deployment.activeTime(round.now);
    if (left <= Duration::zero()) {
        round.add(events::Paused{PauseReason::ProgressDeadline, {}, "no node became healthy in time"});
    } else {
        round.wakeAt(round.now + left);
    }
}

void startWave(const Round& round, std::uint32_t wave) {
    const Deployment& deployment = round.deployment();
    if (round.view.frozen) {
        round.add(events::Paused{PauseReason::Freeze, {}, "a freeze window is open"});
        return;
    }
    if (wave > 0 && round.policy().strategy.kind == StrategyKind::Rolling && !deployment.isPromotedFully()) {
        const Instant ready = deployment.waves()[wave - 1].passedAt + round.policy().strategy.betweenBatches;
        if (round.now < ready) {
            round.wakeAt(ready);
            return;
        }
    }
    if (deployment.stage(Stage::Deploy).state == StageState::Pending) {
        round.add(events::StageChanged{Stage::Deploy, StageState::Running, {}});
    }
    round.add(events::WaveStarted{wave});
}

void driveWave(const Round& round, std::uint32_t wave) {
    switch (round.deployment().waves()[wave].phase) {
    case WavePhase::Pending: startWave(round, wave); return;
    case WavePhase::Baking:
        if (round.deployment().waves()[wave].promoted || round.deployment().isPromotedFully()) {
            round.add(events::WavePassed{wave});
        } else {
            reconcileBake(round, wave);
        }
        return;
    case WavePhase::Running: break;
    case WavePhase::Passed:
    case WavePhase::Failed: return;
    }
    const NodeTable& nodes = round.nodes();
    const std::uint32_t toDo = nodes.countInWave(wave, Pending) + nodes.countInWave(wave, InFlight) +
                               nodes.countInWave(wave, Settling);
    if (toDo == 0) {
        passOrBake(round, wave);
        return;
    }
    fillWave(round, wave);
    if (!round.hasEvents() && round.decision.intents.empty()) {
        watchProgress(round);
    }
}

/// After the last wave: nodes that joined meanwhile, then every node has to stay healthy once more.
void validate(const Round& round) {
    const Deployment& deployment = round.deployment();
    const StageProgress& stage = deployment.stage(Stage::Validate);
    if (stage.state == StageState::Pending) {
        const auto& joined = round.view.facts->joined();
        if (!joined.empty() && !round.policy().approval.required &&
            deployment.waves().size() < limits::kWavesMax) {
            round.add(events::NodesJoined{{joined.begin(), joined.end()}});
            return;
        }
        round.add(events::StageChanged{Stage::Deploy, StageState::Succeeded, {}});
        round.add(events::StageChanged{Stage::Validate, StageState::Running, {}});
        return;
    }
    const bool checksEnded = runStageChecks(round, Stage::Validate);
    for (const events::CheckFinished& check : stage.checks) {
        if (!check.passed) {
            goBack(round, EndReason::ValidationFailed, check.check + ": " + check.output.substr(0, 200));
            return;
        }
    }
    const Instant ready = stage.since + round.policy().gate.minHealthyTime;
    if (round.now < ready) {
        round.wakeAt(ready);
    } else if (checksEnded && !hasBrokenNodes(round)) {
        if (round.nodes().count(Healthy) == 0) {
            finish(round, DeploymentState::Failed, EndReason::NodeFailed, "every node was skipped");
            return;
        }
        round.add(events::StageChanged{Stage::Validate, StageState::Succeeded, {}});
        finish(round, DeploymentState::Succeeded, EndReason::Completed);
    }
}

/// Paused or waiting for a person with changed nodes: breaches are still watched for.
void watchWhileHeld(const Round& round) {
    const Deployment& deployment = round.deployment();
    std::uint32_t wave = deployment.currentWave();
    const bool baking =
        wave < deployment.waves().size() && deployment.waves()[wave].phase == WavePhase::Baking;
    if (!baking && wave > 0) {
        --wave; // between waves the latest one stays under watch
    }
    if (wave < deployment.waves().size() && deployment.waves()[wave].bakeStartedAt != Instant{}) {
        reconcileBake(round, wave);
    }
}

} // namespace

void reconcileWaves(const Round& round) {
    const Deployment& deployment = round.deployment();
    const bool ignored =
        isPlanted(PlantedBug::PauseIsIgnored) && deployment.state() == DeploymentState::Paused;
    if (!round.isRunning() && !ignored) {
        watchWhileHeld(round);
        return;
    }
    if (deployment.isFullPromotionAwaited() && deployment.pendingApproval() == nullptr) {
        round.decision.requestApproval = true;
        round.decision.approvalChangedSince = "promote fully";
        return;
    }
    if (deployment.currentWave() < deployment.waves().size()) {
        driveWave(round, deployment.currentWave());
    } else {
        validate(round);
    }
}

} // namespace hotswap::engine
