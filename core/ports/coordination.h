// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who is present, who leads what, and how the shared store is. Presence is news, never authority: nothing is
// decided by it but what to tell people.

#include "core/domain/coordination.h"
#include "core/ports/lease_service.h"

#include <optional>
#include <vector>

namespace hotswap::ports {

/// Thread-safe. Rows are per tenant: a program that serves several announces itself in each.
///
/// A store does this:
/// - announce() inserts, or refreshes the row of (tenant, id). It stamps `seenAt` with store time, keeps
///   `since` of a row that is still present and stamps it otherwise; a store with logins of its own also
///   stamps `user`. It drops rows of the tenant not seen for limits::kPresenceKept (15 s). When a program
///   came, changed what it says, left or was dropped, it hints Kind::Presence of the tenant; a mere refresh
///   hints nothing.
/// - list() answers only rows seen within limits::kPresenceKept, whether dropped yet or not.
class Presence {
public:
    virtual ~Presence() = default;
    /// To be called every limits::kPresenceInterval. InvalidArgument (checkParticipant), LimitExceeded beyond
    /// limits::kParticipantsMax in a tenant, PermissionDenied when the id belongs to another login.
    virtual Status announce(const Participant& participant) = 0;
    /// Nothing happens when it is not there.
    virtual Status leave(const TenantId& tenant, const HolderId& id) = 0;
    /// Longest present first.
    virtual Result<std::vector<Participant>> list(const TenantId& tenant) = 0;
};

struct CoordinationReport {
    std::vector<Participant> participants; ///< longest present first
    std::vector<Lease> leases;             ///< held and unexpired ones of the tenant, by scope
    std::vector<LockRow> locks;            ///< of the tenant, by name
    FeedHealth feed;
    QueueHealth queue;                      ///< of the tenant
    std::optional<DatabaseHealth> database; ///< none: there is no database behind this store
    Instant now{};                          ///< store time, which ages are read against
};

/// Thread-safe; blocks for as long as the store takes.
///
/// What handOver() does in a store: it marks the lease row (Lease::handOverAsked) in a committed write, then
/// hints Kind::Lease of the scope with version 0. renewAll() and list() answer the mark; release() and the
/// next term clear it. The holding engine renews at once on that hint, sees the mark, finishes its tick,
/// releases, and does not ask for the scope for twice its lease length, unless another took the lease in
/// the meantime and gave it up again.
class CoordinationSource {
public:
    virtual ~CoordinationSource() = default;
    virtual Result<CoordinationReport> report(const TenantId& tenant) = 0;
    /// Asks the holder of an unexpired lease to give it up. Asking twice is asking once. NotFound when nobody
    /// holds it.
    virtual Status handOver(const Scope& scope) = 0;
};

} // namespace hotswap::ports
