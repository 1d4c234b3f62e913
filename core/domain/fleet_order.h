// SPDX-License-Identifier: Apache-2.0
#pragma once
// Orders of people to a fleet that are no deployments: take nodes out of service and back, stop a line and
// let it go on. A leader carries each out by commands; every node concerned answers with a receipt.

#include "core/domain/command.h"
#include "core/domain/ids.h"
#include "core/domain/time.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hotswap {

enum class OrderKind {
    Drain,   ///< take the nodes out of their load balancer; they get no new work until undrained
    Undrain, ///< put them back
    Stop,    ///< stop the line: nothing of the scope goes on, every node of the environment confirms it
    Release, ///< the line goes on; ends the stop, has no nodes of its own
};

std::string_view orderKindName(OrderKind kind); ///< "drain", …

/// Node-wide orders and commands go by the scope of this module.
inline constexpr std::string_view kNodeWideModule = "*";

/// One order as stored. What became of it on each node is in the receipts of its commands.
struct FleetOrder {
    OrderId id;
    OrderKind kind = OrderKind::Drain;
    Scope scope;               ///< Drain, Undrain: the module is kNodeWideModule
    std::vector<NodeId> nodes; ///< by name, each once; Stop: the environment's nodes when it was asked for
    UserId requestedBy;
    std::string reason;    ///< at most limits::kReasonCharsMax; Stop needs one
    Instant requestedAt{}; ///< store time
    bool open = true;      ///< a leader has still to do with it; a stop is open until the line is released
    Fence fence;           ///< of the term that carries it out; 0: nobody began yet
    std::vector<DeploymentId> paused; ///< Stop: deployments that it paused, and that go on with the release
    /// Nodes whose receipt a later order made pointless ("undrain" after "drain"), or that never answered
    /// within limits::kOrderLifetime.
    std::vector<NodeId> givenUp;
    bool operator==(const FleetOrder&) const = default;
};

/// Where an order stands on one node.
struct OrderNode {
    enum class State {
        Waiting,   ///< no answer yet
        Confirmed, ///< the node did it
        Failed,    ///< it answered that it could not, or never answered: `reason`
    };
    NodeId node;
    State state = State::Waiting;
    ErrorCode reason = ErrorCode::Internal; ///< for Failed
    std::string detail;                     ///< technical
    Duration took{};                        ///< on the node
    bool operator==(const OrderNode&) const = default;
};

/// An order with its live count: "412 of 420 confirmed".
struct OrderSummary {
    FleetOrder order;
    std::uint32_t total = 0;
    std::uint32_t confirmed = 0;
    std::uint32_t failed = 0;
    bool operator==(const OrderSummary&) const = default;
};

} // namespace hotswap
