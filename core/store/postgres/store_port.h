// SPDX-License-Identifier: Apache-2.0
#pragma once
// The write side and the command queue on PostgreSQL.

#include "core/ports/command_queue.h"
#include "core/ports/store.h"
#include "core/store/postgres/crowd.h"
#include "core/store/postgres/pool.h"

#include <functional>
#include <string_view>

namespace hotswap::store::postgres {

/// The word of a command's row; an unknown one is void.
ports::CommandState commandStateNamed(std::string_view name);

/// Called after something was committed that others may wait for. Any thread; must only enqueue.
using Committed = std::function<void()>;

class StorePort final : public ports::Store {
public:
    StorePort(Pool& pool, Crowd& crowd, Committed committed)
        : m_pool(pool), m_crowd(crowd), m_committed(std::move(committed)) {}
    Result<ports::Committed> commit(const ports::Transaction& transaction) override;
    Result<std::vector<DeploymentEvent>> loadEvents(const TenantId& tenant, const DeploymentId& deployment,
                                                    std::uint64_t afterVersion, std::size_t limit) override;
    Result<ports::ScopeDeployments> scopeDeployments(const Scope& scope) override;
    Result<std::vector<Scope>> scopesWithWork() override;
    Result<Approval> loadApproval(const TenantId& tenant, const ApprovalId& approval) override;
    Result<std::vector<Approval>> expiredApprovals(Instant now, std::size_t limit) override;
    Result<Instant> now() override;

private:
    Pool& m_pool;
    Crowd& m_crowd;
    Committed m_committed;
};

class CommandQueuePort final : public ports::CommandQueue {
public:
    CommandQueuePort(Pool& pool, Committed committed) : m_pool(pool), m_committed(std::move(committed)) {}
    Result<std::vector<SignedCommand>> take(const TenantId& tenant, const std::vector<NodeId>& nodes,
                                            const std::vector<NodeId>& redeliver, std::size_t limit) override;
    Status storeReceipts(const std::vector<Receipt>& receipts) override;
    Result<std::vector<ports::StoredReceipt>> receiptsOf(const TenantId& tenant,
                                                         const DeploymentId& deployment,
                                                         std::uint64_t afterSequence,
                                                         std::size_t limit) override;
    Result<ports::CommandState> stateOf(const TenantId& tenant, const CommandId& command) override;

private:
    Pool& m_pool;
    Committed m_committed;
};

} // namespace hotswap::store::postgres
