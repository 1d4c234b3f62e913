// SPDX-License-Identifier: Apache-2.0
#pragma once
// The auditor's own picture of every deployment, folded from what the store took in. Written after
// semantics.md, not after the engine: it shares no code with it beyond the vocabulary of core/domain.

#include "core/ports/store.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hotswap::sim {

/// One command as it was signed and written.
struct CommandTrack {
    Command command;
    bool rollback = false;
    bool answered = false; ///< an event records its receipt
    bool returned = false; ///< an event records that it was never delivered
    Instant firstIssued{};

    bool open() const { return !answered && !returned; }
};

/// One node of one deployment.
struct NodeTrack {
    std::vector<CommandId> commands;
    bool forward = false; ///< a command that may change what it runs was written
    bool skipped = false;
    bool stuck = false;
    std::optional<ReceiptOutcome> lastForward; ///< answer to the latest forward command
    std::uint32_t answers = 0;
};

struct ApprovalTrack {
    Approval approval; ///< as last stored
    bool fromEvent = false;
};

struct DeploymentTrack {
    DeploymentSpec spec;
    Plan plan;
    DeploymentState state = DeploymentState::Queued;
    std::set<PauseReason> pauses;
    std::map<NodeId, NodeTrack> nodes;
    std::vector<DeploymentEvent> events;
    std::optional<events::RollbackStarted> rollback;
    std::optional<events::Finished> finished;
    bool started = false;
    bool agreed = false; ///< some request for sign-off was approved
    bool abortRequested = false;
    bool accepted = false;
    bool promotedFully = false;
    DeploymentSummary stored;
    Instant changedAt{}; ///< simulated time of the last append

    bool terminal() const;
};

/// A change of a deployment's state by one event.
struct StateStep {
    DeploymentId deployment;
    DeploymentState from = DeploymentState::Queued;
    DeploymentState to = DeploymentState::Queued;
    std::string event;
};

class AuditModel {
public:
    void commandMade(const Command& command);
    /// Takes in a transaction that took effect.
    void committed(const ports::Transaction& transaction, const ports::Committed& answer, Instant now);

    const std::map<DeploymentId, DeploymentTrack>& deployments() const { return m_deployments; }
    const DeploymentTrack* find(const DeploymentId& id) const;
    const CommandTrack* command(const CommandId& id) const;
    const std::map<CommandId, CommandTrack>& commands() const { return m_commands; }
    const std::map<ApprovalId, Approval>& approvals() const { return m_approvals; }
    /// State changes of the last transaction, in order.
    const std::vector<StateStep>& steps() const { return m_steps; }
    std::uint64_t transactions() const { return m_transactions; }
    std::uint64_t auditRecords() const { return m_auditRecords; }

private:
    void apply(DeploymentTrack& track, const DeploymentEventBody& event);
    void applyState(DeploymentTrack& track, const DeploymentEventBody& event);
    void applyNode(DeploymentTrack& track, const DeploymentEventBody& event);

    std::map<CommandId, Command> m_made;
    std::map<CommandId, CommandTrack> m_commands;
    std::map<DeploymentId, DeploymentTrack> m_deployments;
    std::map<ApprovalId, Approval> m_approvals;
    std::vector<StateStep> m_steps;
    std::uint64_t m_transactions = 0;
    std::uint64_t m_auditRecords = 0;
};

/// Whether the action puts a new release where traffic is.
bool isForward(CommandAction action);

} // namespace hotswap::sim
