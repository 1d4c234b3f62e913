// SPDX-License-Identifier: Apache-2.0
#pragma once
// Everything the memory store holds, behind one mutex, and the one function that changes deployments.

#include "core/ports/clock.h"
#include "core/ports/feed_hub.h"
#include "core/ports/store.h"
#include "core/store/memory/approval_table.h"
#include "core/store/memory/audit_log.h"
#include "core/store/memory/capacity_table.h"
#include "core/store/memory/command_table.h"
#include "core/store/memory/deployment_table.h"
#include "core/store/memory/evidence_table.h"
#include "core/store/memory/fleet_table.h"
#include "core/store/memory/key_table.h"
#include "core/store/memory/lease_table.h"
#include "core/store/memory/node_log_table.h"
#include "core/store/memory/order_table.h"
#include "core/store/memory/presence_table.h"
#include "core/store/memory/sample_table.h"
#include "core/store/memory/token_table.h"

#include <map>
#include <mutex>

namespace hotswap::store {

/// What bounds the store's memory.
struct MemoryStoreOptions {
    std::size_t finishedKept = 2'000; ///< finished deployments per tenant, with their events
    std::size_t ordersKept = 500;     ///< orders per tenant; open ones are always kept
    std::size_t auditKept = 200'000;  ///< records per tenant; older sealed ones are dropped
    std::size_t keysMax = 100'000;    ///< idempotency keys per tenant; beyond that new ones are refused
    std::size_t evidenceBytesMax = 256 * 1024 * 1024; ///< looks per tenant; the oldest deployment's go first
    SampleLimits samples;
    /// Of every lease. Nodes that outlive a store know its fences, so the next store's must be higher.
    std::uint64_t generation = 1;
};

/// All that belongs to one tenant; nothing of it is reachable without the tenant's id.
struct TenantState {
    DeploymentTable deployments;
    KeyTable keys;
    ApprovalTable approvals;
    CapacityTable capacity;
    AuditLog audit;
    OrderTable orders;
    EvidenceTable evidence;
    FleetTable fleet;
    SampleTable samples;
    PresenceTable presence;
    NodeLogTable logs;
    TokenTable tokens;
};

struct State {
    State(const ports::Clock& storeClock, TextHash sha256, MemoryStoreOptions storeOptions)
        : clock(storeClock),
          hash(std::move(sha256)),
          options(std::move(storeOptions)),
          leases(options.generation) {}

    const ports::Clock& clock;
    const TextHash hash;
    const MemoryStoreOptions options;
    ports::FeedHub feed; ///< has its own mutex

    std::mutex mutex; ///< guards everything below
    std::map<TenantId, TenantState> tenants;
    CommandTable commands;
    LeaseTable leases;
    std::uint64_t lastSubmission = 0;

    /// The tenant's part, or nullptr when nothing was ever written for it. The mutex is held.
    TenantState* find(const TenantId& tenant) {
        const auto it = tenants.find(tenant);
        return it == tenants.end() ? nullptr : &it->second;
    }
};

/// Checks everything, then changes everything; an error has changed nothing. Takes the mutex; hints go out
/// after it is free again.
Result<ports::Committed> commit(State& state, const ports::Transaction& transaction);

} // namespace hotswap::store
