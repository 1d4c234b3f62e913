// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/approval_table.h"

#include <algorithm>

namespace hotswap::store {

namespace {

/// Whether `now` has all votes of `before`, in their order, and at most one more.
bool extendsVotes(const std::vector<CastVote>& before, const std::vector<CastVote>& now) {
    return now.size() >= before.size() && now.size() <= before.size() + 1 &&
           std::equal(before.begin(), before.end(), now.begin());
}

} // namespace

Status ApprovalTable::check(const ports::ApprovalChange& change, Instant now) const {
    using Kind = ports::ApprovalChange::Kind;
    const Approval& next = change.approval;
    const Approval* stored = find(next.id);
    if (change.kind == Kind::Put) {
        return stored == nullptr ? success() : Status(makeError(ErrorCode::AlreadyExists, next.id.value));
    }
    if (stored == nullptr) {
        return makeError(ErrorCode::NotFound, next.id.value);
    }
    if (stored->state != ApprovalState::Pending) {
        return makeError(ErrorCode::AlreadyDecided, next.id.value);
    }
    const bool wantsPending = change.kind == Kind::Vote;
    if ((next.state == ApprovalState::Pending) != wantsPending) {
        return invalidField("approvals.state", wantsPending ? "pending" : "a decision");
    }
    const bool byPerson = next.state != ApprovalState::Expired && next.state != ApprovalState::Void;
    if (byPerson && now >= stored->expiresAt) {
        return makeError(ErrorCode::Expired, next.id.value);
    }
    if (!extendsVotes(stored->votes, next.votes)) {
        return makeError(ErrorCode::VersionConflict, next.id.value);
    }
    return success();
}

void ApprovalTable::apply(const ports::ApprovalChange& change) {
    const Approval& next = change.approval;
    Row& row = m_rows[next.id];
    if (change.kind == ports::ApprovalChange::Kind::Put) {
        row.sequence = ++m_lastSequence;
        m_order.emplace(row.sequence, next.id);
        m_byDeployment.emplace(next.deployment, next.id);
    } else {
        m_pendingByExpiry.erase({row.approval.expiresAt, next.id});
    }
    row.approval = next;
    if (next.state == ApprovalState::Pending) {
        m_pendingByExpiry.emplace(next.expiresAt, next.id);
    }
}

const Approval* ApprovalTable::find(const ApprovalId& id) const {
    const auto it = m_rows.find(id);
    return it == m_rows.end() ? nullptr : &it->second.approval;
}

void ApprovalTable::addExpired(Instant now, std::size_t limit, std::vector<Approval>& out) const {
    for (const auto& [expiresAt, id] : m_pendingByExpiry) {
        if (expiresAt > now || out.size() >= limit) {
            return;
        }
        out.push_back(*find(id));
    }
}

std::vector<Approval> ApprovalTable::list(const std::vector<ApprovalState>& states, std::size_t limit) const {
    std::vector<Approval> rows;
    for (auto it = m_order.rbegin(); it != m_order.rend() && rows.size() < limit; ++it) {
        const Approval& approval = *find(it->second);
        if (states.empty() || std::find(states.begin(), states.end(), approval.state) != states.end()) {
            rows.push_back(approval);
        }
    }
    return rows;
}

void ApprovalTable::removeOf(const DeploymentId& deployment) {
    const auto [first, last] = m_byDeployment.equal_range(deployment);
    for (auto it = first; it != last; ++it) {
        const auto row = m_rows.find(it->second);
        m_order.erase(row->second.sequence);
        m_pendingByExpiry.erase({row->second.approval.expiresAt, it->second});
        m_rows.erase(row);
    }
    m_byDeployment.erase(first, last);
}

} // namespace hotswap::store
