// SPDX-License-Identifier: Apache-2.0
#pragma once
// Orders to fleets (drain, undrain, stop the line) as leaders and people read them. They are written in
// transactions of core/ports/store.h; their commands and receipts are rows of the command queue under the
// order's id.

#include "core/domain/fleet_order.h"
#include "core/domain/ids.h"
#include "core/domain/result.h"
#include "core/ports/command_queue.h"

#include <optional>
#include <vector>

namespace hotswap::ports {

/// A change to orders within a transaction. Put creates it (AlreadyExists; TransitionRefused for a second
/// open Stop of a scope). Update stores it only while the stored one is still open (AlreadyDecided).
struct OrderChange {
    enum class Kind { Put, Update };
    Kind kind = Kind::Put;
    FleetOrder order;
};

/// The deployment's name under which the order's commands and receipts are kept.
inline DeploymentId orderStream(const OrderId& order) {
    return DeploymentId(order.value);
}

/// One command of an order, for its leader.
struct OrderCommand {
    CommandId command;
    NodeId node;
    CommandState state = CommandState::Pending;
    Fence fence;
    Instant queuedAt{}; ///< store time
    std::optional<Receipt> receipt;
};

/// Thread-safe.
class FleetOrders {
public:
    virtual ~FleetOrders() = default;
    /// Open orders of the scope, oldest first.
    virtual Result<std::vector<FleetOrder>> openOrders(const Scope& scope) = 0;
    /// The scope's stop that was not released; nothing: the line runs.
    Result<std::optional<FleetOrder>> stopOf(const Scope& scope);
    /// Orders with their counts, newest first; `environment` empty: of all. At most `limit`, which is at most
    /// limits::kPageRowsMax.
    virtual Result<std::vector<OrderSummary>> orders(const TenantId& tenant, const EnvironmentId& environment,
                                                     std::size_t limit) = 0;
    /// NotFound for another tenant's.
    virtual Result<OrderSummary> order(const TenantId& tenant, const OrderId& id) = 0;
    /// The latest command of each node that got one, by node; for Stop and drains alike.
    virtual Result<std::vector<OrderCommand>> orderCommands(const TenantId& tenant, const OrderId& id) = 0;
    /// Where it stands on each of its nodes, by name.
    virtual Result<std::vector<OrderNode>> orderNodes(const TenantId& tenant, const OrderId& id) = 0;
};

/// Whether a receipt ends an order on its node; after others the leader commands it again.
bool isFinalReceipt(const Receipt& receipt);
/// Where an order stands on each of its nodes; of each node the last of `commands` counts.
std::vector<OrderNode> orderNodesOf(const FleetOrder& order, const std::vector<OrderCommand>& commands);
OrderSummary summaryOf(FleetOrder order, const std::vector<OrderNode>& nodes);

} // namespace hotswap::ports
