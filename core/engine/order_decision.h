// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a leader has to do next about one order to a fleet. Pure: from what is stored, nothing else.

#include "core/domain/node.h"
#include "core/ports/fleet_orders.h"

#include <functional>
#include <set>
#include <vector>

namespace hotswap::engine {

/// What is known when deciding.
struct OrderView {
    const FleetOrder& order;
    const std::vector<ports::OrderCommand>& commands; ///< the latest of each node
    Fence fence;                                      ///< of the present term
    Instant now{};                                    ///< store time
    std::function<const Node*(const NodeId&)> node;   ///< nullptr: not in the fleet
    const std::set<NodeId>& overtaken;                ///< nodes that a later open order names
};

struct OrderDecision {
    std::vector<NodeId> command;         ///< get a new command
    std::vector<CommandId> voidCommands; ///< of earlier terms or run out; commanded again once they are void
    std::vector<NodeId> giveUp;          ///< by name
    bool ends = false;                   ///< nothing is left to wait for
    bool waitsForNodes = false;          ///< some node cannot be reached now
    Instant wakeAt = kNever;             ///< store time
};

OrderDecision decideOrder(const OrderView& view);

/// What nodes are told to do for an order.
CommandAction actionOf(OrderKind kind);

} // namespace hotswap::engine
