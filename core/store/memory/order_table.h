// SPDX-License-Identifier: Apache-2.0
#pragma once
// Orders to fleets of one tenant, in the order they were given.

#include "core/ports/fleet_orders.h"

#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace hotswap::store {

/// Not thread-safe: part of the locked state.
class OrderTable {
public:
    /// AlreadyExists, TransitionRefused, QueueFull for Put; NotFound, AlreadyDecided for Update.
    Status check(const ports::OrderChange& change) const;
    void apply(const ports::OrderChange& change, Instant now);
    /// Forgets the oldest closed ones beyond `kept`; which ones.
    std::vector<OrderId> prune(std::size_t kept);

    const FleetOrder* find(const OrderId& id) const;
    /// Oldest first.
    std::vector<FleetOrder> open(const Scope& scope) const;
    std::vector<Scope> scopesWithOpen() const;
    /// Newest first; `environment` empty: of all.
    std::vector<FleetOrder> list(const EnvironmentId& environment, std::size_t limit) const;

private:
    std::map<std::uint64_t, FleetOrder> m_orders;
    std::unordered_map<OrderId, std::uint64_t> m_place;
    std::uint64_t m_last = 0;
};

} // namespace hotswap::store
