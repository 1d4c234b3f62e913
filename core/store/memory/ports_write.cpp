// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/ports_write.h"

#include <algorithm>

namespace hotswap::store {

using ports::StreamHint;

Result<ports::Committed> StorePort::commit(const ports::Transaction& transaction) {
    return store::commit(m_state, transaction);
}

Result<std::vector<DeploymentEvent>> StorePort::loadEvents(const TenantId& tenant,
                                                           const DeploymentId& deployment,
                                                           std::uint64_t afterVersion, std::size_t limit) {
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(tenant);
    const Stream* stream = own == nullptr ? nullptr : own->deployments.find(deployment);
    if (stream == nullptr) {
        return makeError(ErrorCode::NotFound, deployment.value);
    }
    const std::size_t first = std::min<std::size_t>(afterVersion, stream->events.size());
    const std::size_t count = std::min(limit, stream->events.size() - first);
    const auto begin = stream->events.begin() + static_cast<std::ptrdiff_t>(first);
    return std::vector<DeploymentEvent>(begin, begin + static_cast<std::ptrdiff_t>(count));
}

Result<ports::ScopeDeployments> StorePort::scopeDeployments(const Scope& scope) {
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(scope.tenant);
    if (own == nullptr) {
        return ports::ScopeDeployments{};
    }
    ports::ScopeDeployments found = own->deployments.inScope(scope);
    found.hasOrders = !own->orders.open(scope).empty();
    return found;
}

Result<std::vector<Scope>> StorePort::scopesWithWork() {
    const std::lock_guard lock(m_state.mutex);
    std::map<std::uint64_t, Scope> bySubmission;
    for (const auto& [id, tenant] : m_state.tenants) {
        tenant.deployments.addScopesWithWork(bySubmission);
    }
    std::vector<Scope> scopes;
    for (auto& [submission, scope] : bySubmission) {
        scopes.push_back(std::move(scope));
    }
    for (const auto& [id, tenant] : m_state.tenants) {
        for (Scope& scope : tenant.orders.scopesWithOpen()) {
            if (std::find(scopes.begin(), scopes.end(), scope) == scopes.end()) {
                scopes.push_back(std::move(scope));
            }
        }
    }
    return scopes;
}

Result<Approval> StorePort::loadApproval(const TenantId& tenant, const ApprovalId& approval) {
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(tenant);
    const Approval* stored = own == nullptr ? nullptr : own->approvals.find(approval);
    if (stored == nullptr) {
        return makeError(ErrorCode::NotFound, approval.value);
    }
    return *stored;
}

Result<std::vector<Approval>> StorePort::expiredApprovals(Instant now, std::size_t limit) {
    const std::lock_guard lock(m_state.mutex);
    std::vector<Approval> expired;
    for (const auto& [id, tenant] : m_state.tenants) {
        tenant.approvals.addExpired(now, limit, expired);
    }
    std::stable_sort(expired.begin(), expired.end(),
                     [](const Approval& a, const Approval& b) { return a.expiresAt < b.expiresAt; });
    return expired;
}

Result<Instant> StorePort::now() {
    return m_state.clock.now();
}

Result<std::vector<SignedCommand>> CommandQueuePort::take(const TenantId& tenant,
                                                          const std::vector<NodeId>& nodes,
                                                          const std::vector<NodeId>& redeliver,
                                                          std::size_t limit) {
    const std::lock_guard lock(m_state.mutex);
    return m_state.commands.take(tenant, nodes, redeliver, limit, {m_state.leases, m_state.clock.now()});
}

Status CommandQueuePort::storeReceipts(const std::vector<Receipt>& receipts) {
    {
        const std::lock_guard lock(m_state.mutex);
        std::vector<StreamHint> hints;
        for (const CommandTable::Stored& stored : m_state.commands.storeReceipts(receipts)) {
            const CommandOrigin& origin = stored.origin;
            if (!hints.empty() && hints.back().deployment == origin.deployment) {
                hints.back().version = stored.sequence;
                continue;
            }
            hints.push_back({StreamHint::Kind::Receipts,
                             origin.scope.tenant,
                             origin.scope,
                             origin.deployment,
                             stored.sequence,
                             {}});
        }
        m_state.feed.queue(hints);
    }
    m_state.feed.drain();
    return success();
}

Result<std::vector<ports::StoredReceipt>> CommandQueuePort::receiptsOf(const TenantId& tenant,
                                                                       const DeploymentId& deployment,
                                                                       std::uint64_t afterSequence,
                                                                       std::size_t limit) {
    const std::lock_guard lock(m_state.mutex);
    return m_state.commands.receiptsOf(tenant, deployment, afterSequence, limit);
}

Result<ports::CommandState> CommandQueuePort::stateOf(const TenantId& tenant, const CommandId& command) {
    const std::lock_guard lock(m_state.mutex);
    return m_state.commands.stateOf(tenant, command);
}

Result<ports::Lease> LeasePort::acquire(const Scope& scope, const HolderId& holder, Duration length) {
    Result<LeaseTable::Acquired> acquired = [&] {
        const std::lock_guard lock(m_state.mutex);
        auto result = m_state.leases.acquire(scope, holder, length, m_state.clock.now());
        if (result.ok() && result->newTerm) {
            m_state.feed.queue(
                {{StreamHint::Kind::Lease, scope.tenant, scope, {}, result->lease.fence.epoch, {}}});
        }
        return result;
    }();
    m_state.feed.drain();
    HS_TRY(acquired);
    return acquired->lease;
}

Result<std::vector<ports::Lease>> LeasePort::renewAll(const HolderId& holder, Duration length) {
    if (length <= Duration::zero()) {
        return invalidField("length", "more than 0 ms");
    }
    const std::lock_guard lock(m_state.mutex);
    return m_state.leases.renewAll(holder, length, m_state.clock.now());
}

Status LeasePort::release(const Scope& scope, const HolderId& holder) {
    {
        const std::lock_guard lock(m_state.mutex);
        if (m_state.leases.release(scope, holder)) {
            m_state.feed.queue({{StreamHint::Kind::Lease,
                                 scope.tenant,
                                 scope,
                                 {},
                                 m_state.leases.fenceOf(scope).epoch,
                                 {}}});
        }
    }
    m_state.feed.drain();
    return success();
}

Result<std::vector<ports::Lease>> LeasePort::list() {
    const std::lock_guard lock(m_state.mutex);
    return m_state.leases.list();
}

} // namespace hotswap::store
