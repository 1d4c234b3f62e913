// SPDX-License-Identifier: Apache-2.0
#include "core/domain/deployment_fold.h"

#include <algorithm>

namespace hotswap {

Result<std::uint32_t> DeploymentFolder::node(const NodeId& id) const {
    if (const auto index = d.m_nodes.indexOf(id)) {
        return *index;
    }
    return makeError(ErrorCode::NotFound, "node " + id.value + " is not in the plan");
}

bool DeploymentFolder::isCurrent(std::uint32_t wave) const {
    return wave == d.m_wavesPassed && wave < d.m_waves.size();
}

void DeploymentFolder::makePending(std::uint32_t index) {
    setStep(index, NodeStep::Pending);
    d.m_waves[d.m_nodes.at(index).wave].firstPending = 0;
}

Status DeploymentFolder::operator()(const events::WaveStarted& e) {
    HS_TRY(require(d.m_state == DeploymentState::Running && isCurrent(e.wave) &&
                       d.m_waves[e.wave].phase == WavePhase::Pending,
                   "waveStarted"));
    WaveProgress& wave = d.m_waves[e.wave];
    wave.phase = WavePhase::Running;
    wave.startedAt = d.m_changedAt;
    d.m_lastProgress = d.m_active;
    for (const std::uint32_t index : wave.nodes) {
        if (d.m_nodes.at(index).wave != e.wave) { // blue-green: what was prepared is to be switched now
            d.m_nodes.setWave(index, e.wave);
            if (d.m_nodes.at(index).step == NodeStep::Healthy) {
                setStep(index, NodeStep::Pending);
            }
        }
    }
    return success();
}

Status DeploymentFolder::operator()(const events::NodeCommanded& e) {
    const auto index = node(e.node);
    HS_TRY(index);
    const NodeStep step = d.m_nodes.at(*index).step;
    if (e.rollback) {
        HS_TRY(require(isGoingBack() && (step == NodeStep::GoingBack || step == NodeStep::Stuck),
                       "nodeCommanded (back)"));
    } else {
        HS_TRY(require(d.m_state == DeploymentState::Running && isCurrent(e.wave) &&
                           (step == NodeStep::Pending || step == NodeStep::InFlight),
                       "nodeCommanded"));
    }
    NodeProgress& row = d.m_nodes.edit(*index);
    row.command = e.command;
    row.action = e.action;
    row.commandedAt = d.m_changedAt;
    row.giveUpAt = e.giveUpAt;
    row.open = true;
    row.rollback = e.rollback;
    row.mayHaveChanged = true;
    d.m_anyChanged = true;
    if (e.rollback) {
        ++row.tries;
        return success();
    }
    row.switched = row.switched || e.action == CommandAction::Apply || e.action == CommandAction::Switch;
    if (step != NodeStep::InFlight) {
        setStep(*index, NodeStep::InFlight);
    }
    return success();
}

void DeploymentFolder::answerForward(std::uint32_t index, const events::NodeAnswered& e) {
    NodeProgress& row = d.m_nodes.edit(index);
    if (row.step != NodeStep::InFlight) {
        return; // given up before, or going back already: the answer is kept, the step stands
    }
    if (e.outcome == ReceiptOutcome::Applied) {
        const bool onlyPrepared = row.action == CommandAction::Prepare;
        setStep(index, onlyPrepared ? NodeStep::Healthy : NodeStep::Settling);
        if (onlyPrepared) {
            d.m_lastProgress = d.m_active;
        }
    } else if (e.outcome == ReceiptOutcome::Refused &&
               (e.reason == ErrorCode::Expired || e.reason == ErrorCode::EpochStale)) {
        makePending(index); // too late, or under a term that is over: it did nothing and is asked again
    } else {
        row.reason = e.reason;
        row.detail = e.detail;
        setStep(index, NodeStep::Failed);
    }
}

Status DeploymentFolder::operator()(const events::NodeAnswered& e) {
    const auto index = node(e.node);
    HS_TRY(index);
    HS_TRY(require(isUnderWay() || isGoingBack(), "nodeAnswered"));
    d.m_receiptsUpTo = std::max(d.m_receiptsUpTo, e.sequence);
    NodeProgress& row = d.m_nodes.edit(*index);
    if (row.command != e.command || !row.open) {
        return success(); // of an earlier command
    }
    row.open = false;
    row.answeredAt = d.m_changedAt;
    row.outcome = e.outcome;
    row.running = e.running.digest;
    if (!row.rollback) {
        answerForward(*index, e);
    } else if (e.outcome != ReceiptOutcome::Applied) {
        row.reason = e.reason;
        row.detail = e.detail;
    }
    return success();
}

Status DeploymentFolder::operator()(const events::NodeBecameHealthy& e) {
    const auto index = node(e.node);
    HS_TRY(index);
    const NodeStep step = d.m_nodes.at(*index).step;
    if (step == NodeStep::Settling && isUnderWay()) {
        setStep(*index, NodeStep::Healthy);
        d.m_lastProgress = d.m_active;
        return success();
    }
    HS_TRY(require(isGoingBack() && (step == NodeStep::GoingBack || step == NodeStep::Stuck),
                   "nodeBecameHealthy"));
    setStep(*index, NodeStep::TakenBack);
    return success();
}

Status DeploymentFolder::operator()(const events::NodeFailed& e) {
    const auto index = node(e.node);
    HS_TRY(index);
    const NodeStep step = d.m_nodes.at(*index).step;
    const bool canFail = step == NodeStep::Pending || step == NodeStep::InFlight ||
                         step == NodeStep::Settling || step == NodeStep::Healthy;
    HS_TRY(require(isUnderWay() && canFail, "nodeFailed"));
    NodeProgress& row = d.m_nodes.edit(*index);
    row.reason = e.reason;
    row.detail = e.detail;
    setStep(*index, e.outcomeUnknown ? NodeStep::Unknown : NodeStep::Failed);
    return success();
}

Status DeploymentFolder::operator()(const events::NodeSkipped& e) {
    const auto index = node(e.node);
    HS_TRY(index);
    HS_TRY(require(isUnderWay() && d.m_nodes.at(*index).step == NodeStep::Pending, "nodeSkipped"));
    d.m_nodes.edit(*index).detail = e.why;
    setStep(*index, NodeStep::Skipped);
    return success();
}

Status DeploymentFolder::operator()(const events::NodeReturned& e) {
    const auto index = node(e.node);
    HS_TRY(index);
    NodeProgress& row = d.m_nodes.edit(*index);
    HS_TRY(require(isUnderWay() && row.step == NodeStep::InFlight && row.open && row.command == e.command,
                   "nodeReturned"));
    row.open = false;
    row.switched = false;
    row.mayHaveChanged = row.action == CommandAction::Switch; // what was prepared before is still there
    makePending(*index);
    return success();
}

Status DeploymentFolder::operator()(const events::NodesJoined& e) {
    HS_TRY(require(isUnderWay() && !d.m_spec.policy.approval.required && !e.nodes.empty(), "nodesJoined"));
    for (const NodeId& id : e.nodes) {
        HS_TRY(require(!d.m_nodes.indexOf(id), "nodesJoined names a planned node"));
    }
    PlannedWave wave;
    wave.nodes = e.nodes;
    wave.exactNodes = static_cast<double>(e.nodes.size());
    addWave(wave, static_cast<std::uint32_t>(d.m_waves.size()));
    d.m_plan.waves.push_back(std::move(wave));
    d.m_plan.mayChange.insert(d.m_plan.mayChange.end(), e.nodes.begin(), e.nodes.end());
    std::sort(d.m_plan.mayChange.begin(), d.m_plan.mayChange.end());
    return success();
}

Status DeploymentFolder::operator()(const events::BakeStarted& e) {
    HS_TRY(require(isUnderWay() && isCurrent(e.wave) && d.m_waves[e.wave].phase != WavePhase::Pending,
                   "bakeStarted"));
    WaveProgress& wave = d.m_waves[e.wave];
    wave.phase = WavePhase::Baking;
    wave.bakeStartedAt = d.m_changedAt;
    wave.bakeLength = e.length;
    wave.bakeDone = Duration::zero();
    wave.verdict.reset();
    wave.looks = 0;
    return success();
}

Status DeploymentFolder::operator()(const events::WaveJudged& e) {
    HS_TRY(require(isUnderWay() && e.wave < d.m_waves.size(), "waveJudged"));
    d.m_waves[e.wave].verdict = e.verdict;
    ++d.m_waves[e.wave].looks;
    return success();
}

Status DeploymentFolder::operator()(const events::WavePassed& e) {
    HS_TRY(require(d.m_state == DeploymentState::Running && isCurrent(e.wave) &&
                       d.m_waves[e.wave].phase != WavePhase::Pending,
                   "wavePassed"));
    WaveProgress& wave = d.m_waves[e.wave];
    wave.phase = WavePhase::Passed;
    wave.passedAt = d.m_changedAt;
    wave.bakeEndedAt = d.m_changedAt;
    ++d.m_wavesPassed;
    d.m_lastProgress = d.m_active;
    return success();
}

Status DeploymentFolder::operator()(const events::RollbackStarted& e) {
    std::vector<std::uint32_t> indices;
    for (const NodeId& id : e.nodes) {
        const auto index = node(id);
        HS_TRY(index);
        indices.push_back(*index);
    }
    if (d.m_state != DeploymentState::RollingBack) {
        HS_TRY(moveTo(DeploymentState::RollingBack));
    } else {
        HS_TRY(require(!d.m_rollback, "rollbackStarted twice"));
    }
    for (const std::uint32_t index : indices) {
        NodeProgress& row = d.m_nodes.edit(index);
        row.tries = 0;
        // A node without a command of ours is named because it serves the release all the same.
        row.switched = row.switched || !row.mayHaveChanged;
        row.mayHaveChanged = true;
        setStep(index, NodeStep::GoingBack);
    }
    if (d.m_wavesPassed < d.m_waves.size() && d.m_waves[d.m_wavesPassed].phase != WavePhase::Pending) {
        d.m_waves[d.m_wavesPassed].phase = WavePhase::Failed;
    }
    d.m_rollback = RollbackProgress{e.reason, e.detail, std::move(indices), e.target, e.by, d.m_changedAt};
    d.m_pauses.clear();
    voidPendingApprovals();
    return success();
}

Status DeploymentFolder::operator()(const events::NodeStuck& e) {
    const auto index = node(e.node);
    HS_TRY(index);
    HS_TRY(require(isGoingBack() && d.m_nodes.at(*index).step == NodeStep::GoingBack, "nodeStuck"));
    NodeProgress& row = d.m_nodes.edit(*index);
    row.reason = e.reason;
    row.detail = e.detail;
    setStep(*index, NodeStep::Stuck);
    return success();
}

Status DeploymentFolder::operator()(const events::InterventionNeeded&) {
    return moveTo(DeploymentState::NeedsIntervention);
}

Status DeploymentFolder::retryStuck() {
    HS_TRY(moveTo(DeploymentState::RollingBack));
    const auto stuck = d.m_nodes.in(NodeStep::Stuck);
    for (const std::uint32_t index : std::vector<std::uint32_t>(stuck.begin(), stuck.end())) {
        d.m_nodes.edit(index).tries = 0;
        setStep(index, NodeStep::GoingBack);
    }
    return success();
}

Status DeploymentFolder::operator()(const events::RetryRequested& e) {
    if (d.m_state == DeploymentState::NeedsIntervention) {
        return retryStuck();
    }
    HS_TRY(require(d.m_state == DeploymentState::Paused, "retryRequested"));
    for (const NodeId& id : e.nodes) {
        const auto index = node(id);
        HS_TRY(index);
        const NodeStep step = d.m_nodes.at(*index).step;
        if (step == NodeStep::Failed || step == NodeStep::Unknown) {
            makePending(*index);
        }
    }
    return success();
}

Status DeploymentFolder::operator()(const events::RollbackRequested& e) {
    if (d.m_state == DeploymentState::NeedsIntervention) {
        d.m_rollbackRequest = e;
        return retryStuck();
    }
    HS_TRY(require(d.m_state == DeploymentState::Succeeded, "rollbackRequested"));
    HS_TRY(moveTo(DeploymentState::RollingBack));
    d.m_rollbackRequest = e;
    d.m_rollback.reset();
    d.m_endReason = EndReason::None;
    d.m_endDetail.clear();
    return success();
}

Status DeploymentFolder::operator()(const events::AcceptedAsItIs& e) {
    HS_TRY(require(d.m_state == DeploymentState::NeedsIntervention, "acceptedAsItIs"));
    d.m_accepted = e;
    return success();
}

} // namespace hotswap
