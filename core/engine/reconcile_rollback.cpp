// SPDX-License-Identifier: Apache-2.0
// Going back: every node that may have changed, quickly, until it serves the stable release again.
#include "core/domain/limits.h"
#include "core/domain/planted.h"
#include "core/engine/rollback_planner.h"
#include "core/engine/round.h"

namespace hotswap::engine {

namespace {

using enum NodeStep;

/// Where the latest try to take a node back stands.
enum class Try {
    None,   ///< not tried yet
    AtWork, ///< delivered or on its way, or applied and about to show
    Failed, ///< answered otherwise, not delivered in time, or the node does not show it
};

struct Attempt {
    Try state = Try::None;
    Instant endedAt{}; ///< for Failed
    ErrorCode reason = ErrorCode::Timeout;
};

bool isVoid(const Round& round, const NodeProgress& node) {
    const auto known = round.view.commandStates.find(node.command);
    return known != round.view.commandStates.end() && known->second == ports::CommandState::Void;
}

/// Nodes no longer accept the open command after this.
Instant expiry(const NodeProgress& node) {
    return node.commandedAt + limits::kCommandLifetimeMax + limits::kCommandGrace;
}

/// After this no answer to the open command is waited for.
Instant hopelessness(const Round& round, const NodeProgress& node) {
    return expiry(node) + round.policy().gate.healthyDeadline;
}

/// Whether an open command may still do something on its node.
bool isAtWork(const Round& round, const NodeProgress& node) {
    return node.open && !isVoid(round, node) && round.now < hopelessness(round, node);
}

Attempt open(const Round& round, const NodeProgress& node) {
    const auto known = round.view.commandStates.find(node.command);
    const Instant expired = expiry(node);
    const Instant hopeless = hopelessness(round, node);
    const bool isOfEarlierTerm = node.commandedAt < round.view.termSince;
    if (isVoid(round, node)) {
        return {Try::Failed, isOfEarlierTerm ? node.commandedAt : expired, ErrorCode::Unavailable};
    }
    if (round.now >= hopeless) {
        return {Try::Failed, hopeless, ErrorCode::Timeout};
    }
    if ((round.now >= expired || isOfEarlierTerm) && known == round.view.commandStates.end()) {
        round.decision.voidCommands.push_back(node.command);
        round.decision.askCommands.push_back(node.command);
    }
    round.wakeAt(round.now < expired ? expired : hopeless);
    return {Try::AtWork, {}, ErrorCode::Timeout};
}

Attempt attemptOf(const Round& round, const NodeProgress& node) {
    if (node.tries == 0 || !node.rollback) {
        return {};
    }
    if (node.open) {
        return open(round, node);
    }
    if (node.outcome != ReceiptOutcome::Applied) {
        return {Try::Failed, node.answeredAt, node.reason};
    }
    const Instant shown = node.answeredAt + round.policy().gate.healthyDeadline;
    if (round.now >= shown) {
        return {Try::Failed, shown, ErrorCode::Timeout};
    }
    round.wakeAt(shown);
    return {Try::AtWork, {}, ErrorCode::Timeout};
}

/// Bulkhead and floor for going back. Repair is never stopped: where the floor would allow nothing at all,
/// one node at a time goes on.
class Slots {
public:
    explicit Slots(const Round& round) : m_availability(round) {
        for (const NodeStep step : {GoingBack, Stuck}) {
            for (const std::uint32_t index : round.nodes().in(step)) {
                // A command that was lost holds no place: else a few unreachable nodes would stop all others.
                m_busy += round.node(index).rollback && isAtWork(round, round.node(index)) ? 1 : 0;
            }
        }
        m_most = round.policy().strategy.inFlightMax;
    }
    bool take(const NodeFact& fact) {
        if (m_busy >= m_most || (!m_availability.take(fact) && m_busy > 0)) {
            return false;
        }
        ++m_busy;
        return true;
    }

private:
    Availability m_availability;
    std::uint32_t m_busy = 0;
    std::uint32_t m_most = 0;
};

void command(const Round& round, std::uint32_t index) {
    const auto& target = round.deployment().rollback()->target;
    NodeIntent intent;
    intent.node = index;
    intent.action = actionToTakeBack(round.node(index), target);
    intent.rollback = true;
    intent.wave = round.node(index).wave;
    if (intent.action == CommandAction::Discard) {
        intent.release = round.deployment().spec().release.release; // which idle slot is meant
    } else if (target) {
        intent.release = *target;
    }
    intent.giveUpAt = round.now + round.policy().gate.nodeCommandLimit;
    round.decision.intents.push_back(std::move(intent));
}

/// When the node may be tried again; stuck ones rest longer.
Instant nextTry(const Round& round, std::uint32_t index, const Attempt& attempt) {
    const RollbackPolicy& policy = round.policy().rollback;
    if (round.node(index).step == Stuck) {
        return attempt.endedAt + policy.retryResting;
    }
    return attempt.endedAt + retryPause(policy, round.deployment().id(), index, round.node(index).tries);
}

/// True when the node's step changes by what is decided.
bool driveNode(const Round& round, std::uint32_t index, Slots& slots) {
    const NodeProgress& node = round.node(index);
    const Deployment& deployment = round.deployment();
    const bool applied = node.rollback && !node.open && node.outcome == ReceiptOutcome::Applied;
    const bool shows = applied && isBack(deployment, node, round.fact(index));
    if (shows || (node.tries == 0 && neverLeft(deployment, node, round.fact(index)))) {
        round.add(events::NodeBecameHealthy{node.id});
        round.decision.release.push_back(node.id);
        return true;
    }
    const Attempt attempt = attemptOf(round, node);
    if (attempt.state == Try::AtWork) {
        return false;
    }
    if (attempt.state == Try::Failed) {
        if (node.step == GoingBack && node.tries >= round.policy().rollback.triesAtOnce) {
            round.add(events::NodeStuck{node.id, attempt.reason, node.detail});
            return true;
        }
        if (const Instant next = nextTry(round, index, attempt); round.now < next) {
            round.wakeAt(next);
            return false;
        }
    }
    if (slots.take(round.fact(index))) {
        command(round, index);
    }
    return false;
}

bool begin(const Round& round) {
    if (round.deployment().rollback()) {
        return false;
    }
    const auto& request = round.deployment().rollbackRequest();
    if (!hasWayBack(round.deployment())) {
        finish(round, DeploymentState::RolledBack, EndReason::RollbackRequested, "it is the stable release");
        return true;
    }
    const std::vector<NodeId> nodes = nodesToTakeBack(round.deployment(), *round.view.facts);
    round.add(events::RollbackStarted{EndReason::RollbackRequested, request ? request->reason : std::string(),
                                      nodes, rollbackTarget(round.deployment()),
                                      request ? request->by : UserId()});
    return true;
}

void end(const Round& round) {
    const RollbackProgress& rollback = *round.deployment().rollback();
    finish(round, endStateAfterRollback(rollback.reason), rollback.reason, rollback.detail);
}

} // namespace

void reconcileRollback(const Round& round) {
    const Deployment& deployment = round.deployment();
    if (begin(round)) {
        return;
    }
    if (deployment.isAcceptedAsItIs()) {
        finish(round, DeploymentState::Aborted, EndReason::AcceptedAsItIs, deployment.rollback()->detail);
        return;
    }
    Slots slots(round);
    // In the planned order: those that do not serve come first.
    for (const std::uint32_t index : deployment.rollback()->nodes) {
        const NodeStep step = round.node(index).step;
        if (step == GoingBack || (step == Stuck && !isPlanted(PlantedBug::StuckIsForgotten))) {
            driveNode(round, index, slots);
        }
    }
    const bool idle = !round.hasEvents() && round.decision.intents.empty();
    if (!idle || round.nodes().count(GoingBack) > 0) {
        return;
    }
    if (round.nodes().count(Stuck) == 0) {
        end(round);
    } else if (deployment.state() == DeploymentState::RollingBack) {
        std::vector<NodeId> stuck;
        for (const std::uint32_t index : round.nodes().in(Stuck)) {
            stuck.push_back(round.node(index).id);
        }
        std::sort(stuck.begin(), stuck.end());
        round.add(events::InterventionNeeded{std::move(stuck)});
    }
}

} // namespace hotswap::engine
