// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the engine holds in memory: one Run per deployment that is not over, grouped by scope. All of it can
// be lost and loaded again at any time.

#include "core/domain/deployment.h"
#include "core/domain/fleet_order.h"
#include "core/engine/look_feed.h"
#include "core/engine/reconciler.h"
#include "core/engine/run_facts.h"
#include "core/ports/lease_service.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace hotswap::engine {

struct Run {
    DeploymentId id;
    std::optional<Deployment> deployment; ///< as committed; empty: to be loaded
    RunFacts facts;
    DeploymentView
        inputs; ///< what came in and what this leader did before; pointers are set for each decision
    bool eventsStale = true;
    bool receiptsStale = true;
    bool factsStale = true;
    bool dirty = true;
    LookFeed looks;
    std::uint32_t seriesWave = 0;               ///< that `series` and `seriesAsked` are about
    std::vector<SeriesValue> series;            ///< came in since the last look
    std::map<std::string, Instant> seriesAsked; ///< when each metric from outside was asked for last
    bool withoutClaims = false;                 ///< going back although somebody else holds the capacity

    /// After a commit whose outcome is not known, or that was refused: memory is not what is stored.
    void reload() {
        deployment.reset();
        looks = {}; // what was looked at may not be stored
        eventsStale = receiptsStale = factsStale = dirty = true;
    }
};

struct ScopeState {
    Scope scope;
    std::optional<ports::Lease> lease;
    Duration leftWhenIssued{};              ///< of the lease, when the last transaction was sent
    Fence handedOver;                       ///< the term that was given up on request
    std::uint64_t generation = 0;           ///< of the latest term; 0: none yet
    std::vector<std::unique_ptr<Run>> runs; ///< oldest first
    std::optional<Release> stable;
    bool hasOrders = false;         ///< orders to its fleet are open
    bool ordersDirty = true;        ///< they are to be looked at
    bool waitsForNodes = false;     ///< an order waits for nodes to come back
    std::vector<FleetOrder> orders; ///< open ones as last read, oldest first
    OrderId stopBegun;              ///< the stop for which this engine has begun a new term
    bool stale = true;              ///< its list of deployments is to be read
    bool parked = false;            ///< waits for a person and holds nothing
    bool fencing = false;           ///< a new term began: nodes at work for an earlier one are to be told
    Instant retryAt = kNever;       ///< store time of the next try for the lease
    Instant restingUntil{};         ///< store time; handed over, so that another may take it first

    /// Its line is stopped: nothing but orders is carried out.
    bool isStopped() const {
        return std::any_of(orders.begin(), orders.end(),
                           [](const FleetOrder& order) { return order.kind == OrderKind::Stop; });
    }
    bool hasWork() const { return !runs.empty() || hasOrders; }
};

} // namespace hotswap::engine
