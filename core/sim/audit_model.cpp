// SPDX-License-Identifier: Apache-2.0
#include "core/sim/audit_model.h"

#include <algorithm>

namespace hotswap::sim {

using S = DeploymentState;

bool isForward(CommandAction action) {
    return action == CommandAction::Apply || action == CommandAction::Switch;
}

bool DeploymentTrack::terminal() const {
    return state == S::Succeeded || state == S::Failed || state == S::Aborted || state == S::RolledBack;
}

void AuditModel::commandMade(const Command& command) {
    m_made[command.id] = command;
}

const DeploymentTrack* AuditModel::find(const DeploymentId& id) const {
    const auto found = m_deployments.find(id);
    return found == m_deployments.end() ? nullptr : &found->second;
}

const CommandTrack* AuditModel::command(const CommandId& id) const {
    const auto found = m_commands.find(id);
    return found == m_commands.end() ? nullptr : &found->second;
}

void AuditModel::committed(const ports::Transaction& transaction, const ports::Committed& answer,
                           Instant now) {
    m_steps.clear();
    ++m_transactions;
    m_auditRecords += transaction.audit.size();
    for (const SignedCommand& written : transaction.commands) {
        CommandTrack& track = m_commands[written.id];
        if (track.firstIssued == Instant{}) {
            track.firstIssued = now;
        }
        if (const auto made = m_made.find(written.id); made != m_made.end()) {
            track.command = made->second;
        }
    }
    for (std::size_t i = 0; i < transaction.appends.size(); ++i) {
        const ports::Append& append = transaction.appends[i];
        DeploymentTrack& track = m_deployments[append.deployment];
        std::uint64_t version = answer.versions[i] - append.events.size();
        for (const DeploymentEventBody& body : append.events) {
            track.events.push_back({++version, append.at, body});
            apply(track, body);
        }
        track.stored = append.summary;
        track.changedAt = now;
    }
    for (const ports::ApprovalChange& change : transaction.approvals) {
        m_approvals[change.approval.id] = change.approval;
    }
}

void AuditModel::apply(DeploymentTrack& track, const DeploymentEventBody& event) {
    const S before = track.state;
    applyState(track, event);
    applyNode(track, event);
    if (track.state != before) {
        m_steps.push_back({track.spec.id, before, track.state, std::string(eventName(event))});
    }
}

void AuditModel::applyState(DeploymentTrack& track, const DeploymentEventBody& event) {
    if (const auto* submitted = std::get_if<events::Submitted>(&event)) {
        track.spec = submitted->spec;
        track.plan = submitted->plan;
        track.state = S::Queued;
    } else if (const auto* started = std::get_if<events::Started>(&event)) {
        track.plan = started->plan;
        track.spec.stable = started->stable;
        track.started = true;
        track.state = S::Running;
    } else if (std::holds_alternative<events::ApprovalRequested>(event)) {
        track.state = S::WaitingForApproval;
    } else if (const auto* decided = std::get_if<events::ApprovalDecided>(&event)) {
        // The first "no" ends the deployment; one to a later request only denies what was asked for then.
        track.agreed = track.agreed || decided->state == ApprovalState::Approved;
        const bool goesOn = track.agreed;
        if (track.state == S::WaitingForApproval && goesOn) {
            track.state = track.pauses.empty() ? S::Running : S::Paused;
        }
    } else if (const auto* paused = std::get_if<events::Paused>(&event)) {
        track.pauses.insert(paused->reason);
        if (track.state == S::Running) {
            track.state = S::Paused;
        }
    } else if (const auto* ended = std::get_if<events::PauseEnded>(&event)) {
        track.pauses.erase(ended->reason);
        if (track.state == S::Paused && track.pauses.empty()) {
            track.state = S::Running;
        }
    } else if (const auto* back = std::get_if<events::RollbackStarted>(&event)) {
        track.rollback = *back;
        track.pauses.clear();
        track.state = S::RollingBack;
    } else if (std::holds_alternative<events::InterventionNeeded>(event)) {
        track.state = S::NeedsIntervention;
    } else if (std::holds_alternative<events::RetryRequested>(event)) {
        if (track.state == S::NeedsIntervention) {
            track.state = S::RollingBack;
        }
    } else if (std::holds_alternative<events::RollbackRequested>(event)) {
        track.state = S::RollingBack;
        track.finished.reset();
    } else if (std::holds_alternative<events::AbortRequested>(event)) {
        track.abortRequested = true;
        if (track.state == S::NeedsIntervention) {
            track.state = S::RollingBack; // abort works in every state that is not the end
        }
    } else if (std::holds_alternative<events::AcceptedAsItIs>(event)) {
        track.accepted = true;
    } else if (const auto* promoted = std::get_if<events::Promoted>(&event)) {
        track.promotedFully = track.promotedFully || promoted->fully;
    } else if (const auto* finished = std::get_if<events::Finished>(&event)) {
        track.finished = *finished;
        track.pauses.clear();
        track.state = finished->state;
    }
}

void AuditModel::applyNode(DeploymentTrack& track, const DeploymentEventBody& event) {
    if (const auto* commanded = std::get_if<events::NodeCommanded>(&event)) {
        NodeTrack& node = track.nodes[commanded->node];
        node.commands.push_back(commanded->command);
        m_commands[commanded->command].rollback = commanded->rollback;
        if (!commanded->rollback && isForward(commanded->action)) {
            node.forward = true;
        }
    } else if (const auto* answered = std::get_if<events::NodeAnswered>(&event)) {
        NodeTrack& node = track.nodes[answered->node];
        ++node.answers;
        CommandTrack& command = m_commands[answered->command];
        command.answered = true;
        if (!command.rollback && isForward(command.command.action)) {
            node.lastForward = answered->outcome;
        }
    } else if (const auto* returned = std::get_if<events::NodeReturned>(&event)) {
        m_commands[returned->command].returned = true;
    } else if (const auto* skipped = std::get_if<events::NodeSkipped>(&event)) {
        track.nodes[skipped->node].skipped = true;
    } else if (const auto* stuck = std::get_if<events::NodeStuck>(&event)) {
        track.nodes[stuck->node].stuck = true;
    } else if (const auto* joined = std::get_if<events::NodesJoined>(&event)) {
        for (const NodeId& id : joined->nodes) {
            track.plan.mayChange.push_back(id);
        }
    }
}

} // namespace hotswap::sim
