// SPDX-License-Identifier: Apache-2.0
#include "core/domain/deployment_fold.h"

#include "core/domain/planted.h"

#include <algorithm>

namespace hotswap {

Result<Deployment> Deployment::fold(std::span<const DeploymentEvent> events) {
    if (events.empty() || !std::holds_alternative<events::Submitted>(events.front().body)) {
        return makeError(ErrorCode::Malformed, "a deployment's stream begins with submitted");
    }
    Deployment deployment;
    for (const DeploymentEvent& event : events) {
        HS_TRY(deployment.apply(event));
    }
    return deployment;
}

Status Deployment::apply(const DeploymentEvent& event) {
    if (event.version != m_version + 1) {
        return makeError(ErrorCode::Malformed,
                         "version " + std::to_string(event.version) + " after " + std::to_string(m_version));
    }
    runClocks(event.at);
    DeploymentFolder folder(*this);
    HS_TRY(std::visit(folder, event.body));
    m_version = event.version;
    return success();
}

void DeploymentFolder::take(const Plan& plan) {
    d.m_plan = plan;
    d.m_waves.clear();
    d.m_nodes = NodeTable();
    for (std::uint32_t wave = 0; wave < plan.waves.size(); ++wave) {
        addWave(plan.waves[wave], wave);
    }
}

void DeploymentFolder::addWave(const PlannedWave& planned, std::uint32_t wave) {
    WaveProgress progress;
    progress.bakeLength = planned.bake;
    progress.nodes.reserve(planned.nodes.size());
    for (const NodeId& id : planned.nodes) {
        progress.nodes.push_back(d.m_nodes.add(id, wave));
    }
    d.m_waves.push_back(std::move(progress));
}

Status DeploymentFolder::moveTo(DeploymentState state) {
    if (!mayTransition(d.m_state, state)) {
        return makeError(ErrorCode::TransitionRefused, std::string(deploymentStateName(d.m_state)) + " to " +
                                                           std::string(deploymentStateName(state)));
    }
    d.m_state = state;
    return success();
}

Status DeploymentFolder::require(bool condition, const char* event) const {
    return condition ? success()
                     : makeError(ErrorCode::TransitionRefused,
                                 std::string(event) + " in " + std::string(deploymentStateName(d.m_state)));
}

bool DeploymentFolder::isUnderWay() const {
    return d.m_state == DeploymentState::Running || d.m_state == DeploymentState::Paused ||
           d.m_state == DeploymentState::WaitingForApproval;
}

bool DeploymentFolder::isGoingBack() const {
    return d.m_state == DeploymentState::RollingBack || d.m_state == DeploymentState::NeedsIntervention;
}

void DeploymentFolder::setStep(std::uint32_t index, NodeStep step) {
    d.m_nodes.setStep(index, step, d.m_changedAt, d.m_active);
    WaveProgress& wave = d.m_waves[d.m_nodes.at(index).wave];
    while (wave.firstPending < wave.nodes.size() &&
           d.m_nodes.at(wave.nodes[wave.firstPending]).step != NodeStep::Pending) {
        ++wave.firstPending;
    }
}

/// Leaves Paused or waiting for the state that its pause reasons ask for.
Status DeploymentFolder::goOn() {
    return moveTo(d.m_pauses.empty() ? DeploymentState::Running : DeploymentState::Paused);
}

void DeploymentFolder::voidPendingApprovals() {
    for (ApprovalProgress& approval : d.m_approvals) {
        if (approval.state == ApprovalState::Pending) {
            approval.state = ApprovalState::Void;
        }
    }
    d.m_fullPromotionAwaited = false;
}

Status DeploymentFolder::operator()(const events::Submitted& e) {
    HS_TRY(require(d.m_version == 0, "submitted"));
    d.m_spec = e.spec;
    take(e.plan);
    return success();
}

Status DeploymentFolder::operator()(const events::Started& e) {
    HS_TRY(require(d.m_version > 0 && d.m_state == DeploymentState::Queued, "started"));
    HS_TRY(moveTo(DeploymentState::Running));
    d.m_spec.stable = e.stable;
    d.m_startedAt = d.m_changedAt;
    take(e.plan);
    return success();
}

Status DeploymentFolder::operator()(const events::StageChanged& e) {
    HS_TRY(require(isUnderWay() || isGoingBack(), "stageChanged"));
    StageProgress& stage = d.m_stages[static_cast<std::size_t>(e.stage)];
    stage.state = e.state;
    stage.detail = e.detail;
    stage.since = d.m_changedAt;
    return success();
}

Status DeploymentFolder::operator()(const events::CheckFinished& e) {
    HS_TRY(require(isUnderWay(), "checkFinished"));
    auto& checks = d.m_stages[static_cast<std::size_t>(e.stage)].checks;
    const auto known = std::find_if(checks.begin(), checks.end(), [&](const events::CheckFinished& check) {
        return check.check == e.check;
    });
    HS_TRY(require(known == checks.end(), "checkFinished twice"));
    checks.push_back(e);
    return success();
}

Status DeploymentFolder::operator()(const events::ApprovalRequested& e) {
    HS_TRY(require(d.pendingApproval() == nullptr, "approvalRequested twice"));
    HS_TRY(moveTo(DeploymentState::WaitingForApproval));
    ApprovalProgress approval;
    approval.id = e.approval;
    approval.planDigest = e.planDigest;
    approval.expiresAt = e.expiresAt;
    // Asked for before the plan itself was agreed to, it has to wait for a request of its own.
    const bool isPlanAgreed = d.stage(Stage::Approval).state == StageState::Succeeded;
    approval.forFullPromotion = d.m_fullPromotionAwaited && isPlanAgreed;
    d.m_approvals.push_back(std::move(approval));
    return success();
}

Status DeploymentFolder::operator()(const events::ApprovalDecided& e) {
    const auto it = std::find_if(d.m_approvals.begin(), d.m_approvals.end(), [&](const ApprovalProgress& a) {
        return a.id == e.approval && a.state == ApprovalState::Pending;
    });
    HS_TRY(require(it != d.m_approvals.end() && d.m_state == DeploymentState::WaitingForApproval,
                   "approvalDecided"));
    HS_TRY(require(e.state != ApprovalState::Pending, "approvalDecided without a decision"));
    it->state = e.state;
    const bool agreed = e.state == ApprovalState::Approved;
    if (agreed) {
        it->votes = e.votes;
        d.m_votes = e.votes;
    }
    if (it->forFullPromotion) {
        // A refusal of going faster is no refusal of the plan: the run goes on as it was agreed to.
        d.m_promotedFully = agreed;
        d.m_fullPromotionAwaited = false;
        return goOn();
    }
    StageProgress& stage = d.m_stages[static_cast<std::size_t>(Stage::Approval)];
    stage.state = agreed ? StageState::Succeeded : StageState::Failed;
    stage.detail = e.reason;
    stage.since = d.m_changedAt;
    return agreed ? goOn() : success();
}

Status DeploymentFolder::operator()(const events::Paused& e) {
    HS_TRY(require(isUnderWay() && !d.isPausedBy(e.reason), "paused"));
    if (d.m_state == DeploymentState::Running && !isPlanted(PlantedBug::FoldMissesPause)) {
        HS_TRY(moveTo(DeploymentState::Paused));
    }
    d.m_pauses.push_back({e.reason, d.m_changedAt, e.detail});
    return success();
}

Status DeploymentFolder::operator()(const events::PauseEnded& e) {
    HS_TRY(require(isUnderWay() && d.isPausedBy(e.reason), "pauseEnded"));
    std::erase_if(d.m_pauses, [&](const ActivePause& pause) { return pause.reason == e.reason; });
    if (e.reason == PauseReason::ProgressDeadline) {
        d.m_lastProgress = d.m_active;
    }
    const bool bakesAgain = e.reason == PauseReason::Inconclusive || e.reason == PauseReason::NoData;
    if (bakesAgain && d.m_wavesPassed < d.m_waves.size() &&
        d.m_waves[d.m_wavesPassed].phase == WavePhase::Baking) {
        d.m_waves[d.m_wavesPassed].phase = WavePhase::Running;
    }
    return d.m_state == DeploymentState::Paused && d.m_pauses.empty() ? goOn() : success();
}

Status DeploymentFolder::operator()(const events::Promoted& e) {
    HS_TRY(
        require(d.m_state == DeploymentState::Running || d.m_state == DeploymentState::Paused, "promoted"));
    if (e.fully && d.m_spec.policy.approval.required) {
        d.m_fullPromotionAwaited = true;
        return success();
    }
    d.m_promotedFully = d.m_promotedFully || e.fully;
    if (d.m_wavesPassed < d.m_waves.size()) {
        d.m_waves[d.m_wavesPassed].promoted = true;
    }
    return success();
}

Status DeploymentFolder::operator()(const events::AbortRequested& e) {
    HS_TRY(require(!isTerminal(d.m_state), "abortRequested"));
    d.m_abort = e;
    if (d.m_state == DeploymentState::NeedsIntervention) {
        return retryStuck();
    }
    return success();
}

Status DeploymentFolder::operator()(const events::Superseded& e) {
    HS_TRY(require(!isTerminal(d.m_state), "superseded"));
    d.m_supersededBy = e.by;
    return success();
}

Status DeploymentFolder::operator()(const events::Finished& e) {
    HS_TRY(require(isTerminal(e.state), "finished in a state that is no end"));
    HS_TRY(moveTo(e.state));
    d.m_endReason = e.reason;
    d.m_endDetail = e.detail;
    d.m_endedAt = d.m_changedAt;
    d.m_pauses.clear();
    d.m_wasSuccessful = d.m_wasSuccessful || e.state == DeploymentState::Succeeded;
    voidPendingApprovals();
    return success();
}

} // namespace hotswap
