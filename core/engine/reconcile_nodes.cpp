// SPDX-License-Identifier: Apache-2.0
// Nodes at work: what their health says, and commands whose time to be accepted has passed.
#include "core/domain/limits.h"
#include "core/engine/gate_evaluator.h"
#include "core/engine/round.h"

namespace hotswap::engine {

namespace {

/// Says what the gate found; true when the node's step changes.
bool say(const Round& round, std::uint32_t index, const NodeGate& gate) {
    const NodeId& id = round.node(index).id;
    switch (gate.word) {
    case NodeGate::Word::Wait: round.wakeAt(gate.at); return false;
    case NodeGate::Word::Healthy:
        round.add(events::NodeBecameHealthy{id});
        round.decision.release.push_back(id);
        return true;
    case NodeGate::Word::Failed:
    case NodeGate::Word::Unknown:
        round.add(events::NodeFailed{id, gate.reason, gate.detail, gate.word == NodeGate::Word::Unknown});
        return true;
    }
    return false;
}

EndReason reasonOfFailure(const Round& round) {
    const Deployment& deployment = round.deployment();
    if (deployment.stage(Stage::Validate).state == StageState::Running) {
        return EndReason::ValidationFailed;
    }
    const bool onlyPrepared =
        round.policy().strategy.kind == StrategyKind::BlueGreen && deployment.currentWave() == 0;
    return onlyPrepared ? EndReason::SmokeFailed : EndReason::NodeFailed;
}

/// Any failed node fails the gate of every strategy; the first one is named.
bool turnBackOnFailures(const Round& round) {
    const auto failed = round.nodes().in(NodeStep::Failed);
    const auto unknown = round.nodes().in(NodeStep::Unknown);
    if (failed.empty() && unknown.empty()) {
        return false;
    }
    const NodeProgress& first = round.node(failed.empty() ? unknown.front() : failed.front());
    std::string detail = first.id.value + ": " + std::string(errorCodeName(first.reason));
    if (!first.detail.empty()) {
        detail += " (" + first.detail + ")";
    }
    if (const std::size_t others = failed.size() + unknown.size() - 1; others > 0) {
        detail += " and " + std::to_string(others) + " more";
    }
    goBack(round, reasonOfFailure(round), detail);
    return true;
}

} // namespace

bool reconcileNodes(const Round& round) {
    const Deployment& deployment = round.deployment();
    const GatePolicy& gate = round.policy().gate;
    const Duration active = deployment.activeTime(round.now);
    for (const std::uint32_t index : round.nodes().in(NodeStep::InFlight)) {
        say(round, index, gateInFlight(round.node(index), round.now));
    }
    for (const std::uint32_t index : round.nodes().in(NodeStep::Settling)) {
        say(round, index,
            gateSettling(round.node(index), round.fact(index), gate, active, round.isRunning(), round.now));
    }
    const bool switching =
        round.policy().strategy.kind == StrategyKind::BlueGreen && deployment.currentWave() == 0;
    for (const std::uint32_t index : round.view.facts->broken()) {
        if (round.node(index).step == NodeStep::Healthy && !switching) {
            say(round, index, gateBroken(round.fact(index), gate, round.now));
        }
    }
    return round.hasEvents() || turnBackOnFailures(round);
}

/// A command is accepted for a short time only. One that was not delivered by then is made void and, while
/// the deployment runs, written anew under another id; one that was delivered will be answered, if only by a
/// refusal.
void reconcileCommands(const Round& round) {
    for (const std::uint32_t index : round.nodes().in(NodeStep::InFlight)) {
        const NodeProgress& node = round.node(index);
        if (!node.open) {
            continue;
        }
        const auto known = round.view.commandStates.find(node.command);
        const Instant expired = node.commandedAt + limits::kCommandLifetimeMax + limits::kCommandGrace;
        if (known != round.view.commandStates.end() && known->second == ports::CommandState::Void) {
            round.add(events::NodeReturned{node.id, node.command});
            round.decision.release.push_back(node.id);
        } else if (!round.isRunning() && known == round.view.commandStates.end()) {
            round.decision.voidCommands.push_back(node.command); // nothing starts while paused
            round.decision.askCommands.push_back(node.command);
        } else if (round.isRunning() && round.now < expired && node.commandedAt >= round.view.termSince) {
            round.wakeAt(expired);
        } else if (round.isRunning() && known == round.view.commandStates.end()) {
            round.decision.voidCommands.push_back(node.command);
            round.decision.askCommands.push_back(node.command);
        }
    }
}

} // namespace hotswap::engine
