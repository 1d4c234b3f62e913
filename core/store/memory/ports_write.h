// SPDX-License-Identifier: Apache-2.0
#pragma once
// The ports that change the memory store, each a thin view of the shared state.

#include "core/store/memory/state.h"

namespace hotswap::store {

class StorePort final : public ports::Store {
public:
    explicit StorePort(State& state) : m_state(state) {}
    Result<ports::Committed> commit(const ports::Transaction& transaction) override;
    Result<std::vector<DeploymentEvent>> loadEvents(const TenantId& tenant, const DeploymentId& deployment,
                                                    std::uint64_t afterVersion, std::size_t limit) override;
    Result<ports::ScopeDeployments> scopeDeployments(const Scope& scope) override;
    Result<std::vector<Scope>> scopesWithWork() override;
    Result<Approval> loadApproval(const TenantId& tenant, const ApprovalId& approval) override;
    Result<std::vector<Approval>> expiredApprovals(Instant now, std::size_t limit) override;
    Result<Instant> now() override;

private:
    State& m_state;
};

class CommandQueuePort final : public ports::CommandQueue {
public:
    explicit CommandQueuePort(State& state) : m_state(state) {}
    Result<std::vector<SignedCommand>> take(const TenantId& tenant, const std::vector<NodeId>& nodes,
                                            const std::vector<NodeId>& redeliver, std::size_t limit) override;
    Status storeReceipts(const std::vector<Receipt>& receipts) override;
    Result<std::vector<ports::StoredReceipt>> receiptsOf(const TenantId& tenant,
                                                         const DeploymentId& deployment,
                                                         std::uint64_t afterSequence,
                                                         std::size_t limit) override;
    Result<ports::CommandState> stateOf(const TenantId& tenant, const CommandId& command) override;

private:
    State& m_state;
};

class LeasePort final : public ports::LeaseService {
public:
    explicit LeasePort(State& state) : m_state(state) {}
    Result<ports::Lease> acquire(const Scope& scope, const HolderId& holder, Duration length) override;
    Result<std::vector<ports::Lease>> renewAll(const HolderId& holder, Duration length) override;
    Status release(const Scope& scope, const HolderId& holder) override;
    Result<std::vector<ports::Lease>> list() override;

private:
    State& m_state;
};

} // namespace hotswap::store
