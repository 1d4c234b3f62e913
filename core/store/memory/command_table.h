// SPDX-License-Identifier: Apache-2.0
#pragma once
// Commands on their way to nodes, and the receipts that came back.

#include "core/domain/coordination.h"
#include "core/ports/command_queue.h"
#include "core/ports/fleet_orders.h"
#include "core/ports/node_records.h"
#include "core/store/memory/lease_table.h"

#include <deque>
#include <unordered_map>
#include <vector>

namespace hotswap::store {

/// Whose commands these are and under which term they were written.
struct CommandOrigin {
    Scope scope;
    Fence fence;
    DeploymentId deployment;
};

/// What decides at the moment of sending whether a command still counts.
struct Terms {
    const LeaseTable& leases;
    Instant now{};
};

/// Not thread-safe: part of the locked state.
class CommandTable {
public:
    /// InvalidArgument naming "commands" when a known id is used for another node or deployment.
    Status check(const std::vector<SignedCommand>& commands, const CommandOrigin& origin) const;
    void enqueue(const std::vector<SignedCommand>& commands, const CommandOrigin& origin, Instant now);
    void makeVoid(const std::vector<CommandId>& commands);

    std::vector<SignedCommand> take(const TenantId& tenant, const std::vector<NodeId>& nodes,
                                    const std::vector<NodeId>& redeliver, std::size_t limit,
                                    const Terms& terms);
    struct Stored {
        CommandOrigin origin;
        std::uint64_t sequence = 0;
    };
    /// Stores what is new; one entry per stored receipt.
    std::vector<Stored> storeReceipts(const std::vector<Receipt>& receipts);
    std::vector<ports::StoredReceipt> receiptsOf(const TenantId& tenant, const DeploymentId& deployment,
                                                 std::uint64_t afterSequence, std::size_t limit) const;
    Result<ports::CommandState> stateOf(const TenantId& tenant, const CommandId& command) const;
    void removeOf(const DeploymentId& deployment);
    /// Up to `limit` of the node's commands that were written before `below`, newest first.
    std::vector<ports::NodeJournalRow> journal(const TenantId& tenant, const NodeId& node,
                                               std::uint64_t below, std::size_t limit) const;
    /// The latest command of each node under this name, by node.
    std::vector<ports::OrderCommand> ofOrder(const TenantId& tenant, const DeploymentId& stream) const;
    /// Of the tenant's commands those that nobody has taken.
    QueueHealth waiting(const TenantId& tenant, Instant now) const;
    std::uint64_t lastSequence() const { return m_lastCommand; }

private:
    struct Row {
        SignedCommand command;
        CommandOrigin origin;
        ports::CommandState state = ports::CommandState::Pending;
        bool everDelivered = false;
        Instant pendingSince{};
        Instant queuedAt{};
        std::optional<CommandAction> action;
        std::uint64_t sequence = 0; ///< of its first writing
        std::uint64_t receipt = 0;  ///< sequence of its receipt; 0: none
    };

    void close(Row& row, ports::CommandState state);
    void takeFrom(const TenantId& tenant, const NodeId& node, bool again, std::size_t limit,
                  const Terms& terms, std::vector<SignedCommand>& out);

    std::unordered_map<CommandId, Row> m_rows;
    std::unordered_map<NodeId, std::vector<CommandId>> m_open;   ///< Pending and Delivered, oldest first
    std::unordered_map<NodeId, std::vector<CommandId>> m_ofNode; ///< all that are kept, oldest first
    std::unordered_map<DeploymentId, std::vector<CommandId>> m_ofDeployment;
    std::unordered_map<DeploymentId, std::vector<ports::StoredReceipt>> m_receipts;
    std::uint64_t m_lastCommand = 0;
    std::uint64_t m_lastReceipt = 0;
};

} // namespace hotswap::store
