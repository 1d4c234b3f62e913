// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reconciler.h"

#include "core/domain/limits.h"
#include "core/engine/rollback_planner.h"
#include "core/engine/round.h"
#include "core/engine/wave_planner.h"

namespace hotswap::engine {

Availability::Availability(const Round& round)
    : m_serving(round.view.facts->servingNodes),
      m_total(round.view.facts->environmentNodes),
      m_floor(floorNodes(m_total, round.policy().gate.availabilityFloorPercent)),
      m_downtime(!round.deployment().spec().release.swapsWithoutDowntime) {
    if (!m_downtime) {
        return;
    }
    for (const NodeStep step : {NodeStep::InFlight, NodeStep::GoingBack, NodeStep::Stuck}) {
        for (const std::uint32_t index : round.nodes().in(step)) {
            m_atWork += round.node(index).open && round.fact(index).ok() ? 1 : 0;
        }
    }
}

bool Availability::take(const NodeFact& fact) {
    if (!fact.ok()) {
        return true; // repair costs nothing: the node is not serving
    }
    const bool allServe = m_serving == m_total && m_atWork == 0;
    const std::uint32_t cost = m_downtime ? m_atWork + 1 : 0;
    if (m_serving < m_floor + cost && !allServe) {
        return false;
    }
    m_atWork += m_downtime ? 1 : 0;
    return true;
}

std::string Availability::text() const {
    return std::to_string(m_serving) + " of " + std::to_string(m_total) + " nodes serve, the floor is " +
           std::to_string(m_floor);
}

bool Decision::isEmpty() const {
    return events.empty() && intents.empty() && checks.empty() && !requestApproval && voidApprovals.empty() &&
           voidCommands.empty() && askCommands.empty() && !look && release.empty() && askNodes.empty();
}

void finish(const Round& round, DeploymentState state, EndReason reason, const std::string& detail) {
    if (const ApprovalProgress* pending = round.deployment().pendingApproval()) {
        round.decision.voidApprovals.push_back(pending->id);
    }
    for (std::uint32_t index = 0; round.deployment().hasChangedNodes() && index < round.nodes().size();
         ++index) {
        if (round.node(index).mayHaveChanged) {
            round.decision.release.push_back(round.node(index).id);
        }
    }
    round.add(events::Finished{state, reason, detail});
}

void goBack(const Round& round, EndReason reason, const std::string& detail, const UserId& by) {
    const Deployment& deployment = round.deployment();
    for (const std::uint32_t index : round.nodes().in(NodeStep::InFlight)) {
        if (round.node(index).open) {
            round.decision.voidCommands.push_back(round.node(index).command);
        }
    }
    const std::vector<NodeId> nodes = nodesToTakeBack(deployment, *round.view.facts);
    if (nodes.empty()) {
        finish(round, endStateWithoutChanges(reason), reason, detail);
        return;
    }
    for (const Stage stage : {Stage::Deploy, Stage::Validate}) {
        if (deployment.stage(stage).state == StageState::Running) {
            round.add(events::StageChanged{stage, StageState::Failed, detail});
        }
    }
    if (const ApprovalProgress* pending = deployment.pendingApproval()) {
        round.decision.voidApprovals.push_back(pending->id);
    }
    round.add(events::RollbackStarted{reason, detail, nodes, rollbackTarget(deployment), by});
}

bool recordInputs(const Round& round) {
    for (const ports::StoredReceipt& stored : round.view.receipts) {
        const Receipt& receipt = stored.receipt;
        const auto index = round.nodes().indexOf(receipt.node);
        if (!index || stored.sequence <= round.deployment().receiptsUpTo()) {
            continue;
        }
        round.add(events::NodeAnswered{receipt.node, receipt.command, receipt.outcome, receipt.reason,
                                       receipt.detail, receipt.running, stored.sequence});
        // A prepared node is in service as before; what it was claimed for is done.
        const NodeProgress& row = round.node(*index);
        if (row.command == receipt.command && row.action == CommandAction::Prepare && !row.rollback &&
            receipt.outcome == ReceiptOutcome::Applied) {
            round.decision.release.push_back(receipt.node);
        }
    }
    for (const CheckOutcome& outcome : round.view.checks) {
        const auto& known = round.deployment().stage(outcome.stage).checks;
        const bool isKnown = std::any_of(known.begin(), known.end(), [&](const events::CheckFinished& check) {
            return check.check == outcome.check;
        });
        const DeploymentState state = round.deployment().state();
        const bool isUnderWay = isActive(state) && state != DeploymentState::RollingBack &&
                                state != DeploymentState::NeedsIntervention;
        if (!isKnown && isUnderWay) {
            round.add(events::CheckFinished{outcome.stage, outcome.check, outcome.passed, outcome.output,
                                            outcome.took});
        }
    }
    return round.hasEvents();
}

bool reconcilePauses(const Round& round) {
    const Deployment& deployment = round.deployment();
    if (deployment.isPausedBy(PauseReason::Freeze) && !round.view.frozen) {
        round.add(events::PauseEnded{PauseReason::Freeze, {}});
    }
    if (deployment.isPausedBy(PauseReason::MetricSource) && round.view.look && round.view.sourceErrors == 0) {
        round.add(events::PauseEnded{PauseReason::MetricSource, {}});
    }
    if (round.view.capacityRefused && round.isRunning()) {
        round.add(events::Paused{PauseReason::Capacity, {}, "another deployment has the capacity"});
    } else if (deployment.isPausedBy(PauseReason::Capacity)) {
        // A serving node stands for the next one: what does not serve may be changed anyway.
        NodeFact serving;
        serving.known = true;
        serving.state = NodeState::Running;
        serving.healthy = true;
        if (round.now < round.view.capacityRetryAt) {
            round.wakeAt(round.view.capacityRetryAt);
        } else if (Availability(round).take(serving)) {
            round.add(events::PauseEnded{PauseReason::Capacity, {}});
        }
    }
    return round.hasEvents();
}

namespace {

void reconcileQueued(const Round& round) {
    const Deployment& deployment = round.deployment();
    if (deployment.isAbortRequested()) {
        finish(round, DeploymentState::Aborted, EndReason::AbortRequested, deployment.abortRequest()->reason);
    } else if (deployment.supersededBy()) {
        finish(round, DeploymentState::Aborted, EndReason::Superseded, deployment.supersededBy()->value);
    } else if (round.view.newer) {
        round.add(events::Superseded{*round.view.newer});
    } else if (round.view.isItsTurn && round.view.planRefused) {
        finish(round, DeploymentState::Failed, EndReason::CapacityImpossible,
               describe(*round.view.planRefused));
    } else if (round.view.isItsTurn && round.view.freshPlan) {
        round.add(events::Started{*round.view.freshPlan, round.view.stable});
    }
}

/// What ends the run or turns it back whatever it was doing.
bool reconcileEnds(const Round& round) {
    const Deployment& deployment = round.deployment();
    if (deployment.isAbortRequested()) {
        goBack(round, EndReason::AbortRequested, deployment.abortRequest()->reason,
               deployment.abortRequest()->by);
    } else if (deployment.supersededBy()) {
        goBack(round, EndReason::Superseded, deployment.supersededBy()->value);
    } else if (round.view.newer) {
        round.add(events::Superseded{*round.view.newer});
    } else if (deployment.stage(Stage::Approval).state == StageState::Failed) {
        const bool expired =
            !deployment.approvals().empty() && deployment.approvals().back().state == ApprovalState::Expired;
        goBack(round, expired ? EndReason::ApprovalExpired : EndReason::ApprovalRejected,
               deployment.stage(Stage::Approval).detail);
    }
    return round.hasEvents();
}

void reconcileRun(const Round& round) {
    if (recordInputs(round) || reconcileEnds(round) || reconcileNodes(round) || reconcilePauses(round)) {
        return;
    }
    reconcileCommands(round);
    if (round.hasEvents() || reconcilePipeline(round)) {
        return;
    }
    reconcileWaves(round);
}

} // namespace

Decision reconcile(const DeploymentView& view, Instant now) {
    Decision decision;
    const Round round{view, now, decision};
    switch (view.deployment->state()) {
    case DeploymentState::Queued: reconcileQueued(round); break;
    case DeploymentState::Running:
    case DeploymentState::Paused:
    case DeploymentState::WaitingForApproval: reconcileRun(round); break;
    case DeploymentState::RollingBack:
    case DeploymentState::NeedsIntervention:
        if (!recordInputs(round)) {
            reconcileRollback(round);
        }
        break;
    case DeploymentState::Succeeded:
    case DeploymentState::Failed:
    case DeploymentState::Aborted:
    case DeploymentState::RolledBack: break;
    }
    return decision;
}

} // namespace hotswap::engine
