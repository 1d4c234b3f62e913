// SPDX-License-Identifier: Apache-2.0
#include "core/domain/deployment.h"

#include <algorithm>

namespace hotswap {

bool Deployment::isPausedBy(PauseReason reason) const {
    return std::any_of(m_pauses.begin(), m_pauses.end(),
                       [&](const ActivePause& pause) { return pause.reason == reason; });
}

const ApprovalProgress* Deployment::pendingApproval() const {
    const auto it = std::find_if(m_approvals.begin(), m_approvals.end(),
                                 [](const ApprovalProgress& a) { return a.state == ApprovalState::Pending; });
    return it == m_approvals.end() ? nullptr : &*it;
}

bool Deployment::clockRuns() const {
    const bool baking = m_wavesPassed < m_waves.size() && m_waves[m_wavesPassed].phase == WavePhase::Baking;
    return m_state == DeploymentState::Running && !baking;
}

bool Deployment::bakeRuns() const {
    return m_state == DeploymentState::Running && m_wavesPassed < m_waves.size() &&
           m_waves[m_wavesPassed].phase == WavePhase::Baking;
}

Duration Deployment::activeTime(Instant at) const {
    return clockRuns() && at > m_changedAt ? m_active + (at - m_changedAt) : m_active;
}

Duration Deployment::bakeDone(std::uint32_t wave, Instant at) const {
    if (wave >= m_waves.size()) {
        return Duration::zero();
    }
    const bool runs = wave == m_wavesPassed && bakeRuns() && at > m_changedAt;
    return runs ? m_waves[wave].bakeDone + (at - m_changedAt) : m_waves[wave].bakeDone;
}

void Deployment::runClocks(Instant at) {
    m_active = activeTime(at);
    if (m_wavesPassed < m_waves.size()) {
        m_waves[m_wavesPassed].bakeDone = bakeDone(m_wavesPassed, at);
    }
    m_changedAt = std::max(m_changedAt, at);
}

DeploymentSummary Deployment::summarize() const {
    DeploymentSummary row;
    row.id = m_spec.id;
    row.scope = m_spec.scope;
    row.release = m_spec.release.release;
    row.stable = m_spec.stable;
    row.strategy = m_spec.policy.strategy.kind;
    row.state = m_state;
    row.pauses = m_pauses;
    row.endReason = m_endReason;
    row.endDetail = m_endDetail;
    for (const Stage stage : kAllStages) {
        const StageState state = m_stages[static_cast<std::size_t>(stage)].state;
        if (state == StageState::Running || state == StageState::WaitingForApproval) {
            row.stage = stage;
            break;
        }
    }
    row.wave = m_wavesPassed;
    row.waves = static_cast<std::uint32_t>(m_waves.size());
    row.nodesTotal = static_cast<std::uint32_t>(m_nodes.size());
    const bool onlyPrepared = m_spec.policy.strategy.kind == StrategyKind::BlueGreen && m_wavesPassed == 0;
    row.nodesChanged = onlyPrepared ? 0 : m_nodes.count(NodeStep::Healthy);
    row.nodesFailed =
        m_nodes.count(NodeStep::Failed) + m_nodes.count(NodeStep::Unknown) + m_nodes.count(NodeStep::Stuck);
    row.nodesInFlight = m_nodes.count(NodeStep::InFlight) + m_nodes.count(NodeStep::Settling) +
                        m_nodes.count(NodeStep::GoingBack);
    row.nodesTakenBack = m_nodes.count(NodeStep::TakenBack);
    for (auto wave = m_waves.rbegin(); wave != m_waves.rend() && !row.verdict; ++wave) {
        if (wave->verdict) {
            row.verdict = wave->verdict->kind;
        }
    }
    row.description = m_spec.description;
    row.requestedBy = m_spec.requestedBy;
    row.requestedAt = m_spec.requestedAt;
    row.startedAt = m_startedAt;
    row.endedAt = m_endedAt;
    row.changedAt = m_changedAt;
    if (const ApprovalProgress* pending = pendingApproval()) {
        row.approval = pending->id;
    }
    // Only a run over the whole environment says what the scope is stable on.
    const bool whole = m_spec.selector.labels.empty() && m_spec.selector.nodes.empty();
    if (whole && m_state == DeploymentState::Succeeded) {
        row.stableChange = {StableChange::Kind::Set, m_spec.release.release};
    } else if (whole && m_wasSuccessful && isTerminal(m_state)) {
        row.stableChange = m_spec.stable ? StableChange{StableChange::Kind::Set, *m_spec.stable}
                                         : StableChange{StableChange::Kind::Cleared, {}};
    }
    row.version = m_version;
    return row;
}

} // namespace hotswap
