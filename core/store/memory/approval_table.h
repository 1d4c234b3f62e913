// SPDX-License-Identifier: Apache-2.0
#pragma once
// Approvals of one tenant, changed only while they are pending.

#include "core/ports/store.h"

#include <map>
#include <set>
#include <unordered_map>
#include <vector>

namespace hotswap::store {

/// Not thread-safe: part of the locked state.
class ApprovalTable {
public:
    /// Put: AlreadyExists. Vote and Decide: NotFound, AlreadyDecided unless pending, Expired when it is too
    /// late for a person's decision, VersionConflict unless the votes are the stored ones and perhaps more.
    Status check(const ports::ApprovalChange& change, Instant now) const;
    void apply(const ports::ApprovalChange& change);

    const Approval* find(const ApprovalId& id) const;
    /// Pending ones whose time has run out, the earliest expiry first.
    void addExpired(Instant now, std::size_t limit, std::vector<Approval>& out) const;
    /// Newest first; `states` empty: any.
    std::vector<Approval> list(const std::vector<ApprovalState>& states, std::size_t limit) const;
    void removeOf(const DeploymentId& deployment);

private:
    struct Row {
        std::uint64_t sequence = 0;
        Approval approval;
    };
    std::unordered_map<ApprovalId, Row> m_rows;
    std::map<std::uint64_t, ApprovalId> m_order;
    std::set<std::pair<Instant, ApprovalId>> m_pendingByExpiry;
    std::multimap<DeploymentId, ApprovalId> m_byDeployment;
    std::uint64_t m_lastSequence = 0;
};

} // namespace hotswap::store
