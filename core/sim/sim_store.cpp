// SPDX-License-Identifier: Apache-2.0
#include "core/sim/sim_store.h"

namespace hotswap::sim {

namespace {

Error unavailable() {
    return makeError(ErrorCode::Unavailable, "simulated store");
}

Error outcomeUnknown() {
    return makeError(ErrorCode::OutcomeUnknown, "simulated store");
}

} // namespace

// ---- Store ----

Result<ports::Committed> SimStore::commit(const ports::Transaction& transaction) {
    if (m_connection.fails()) {
        return unavailable();
    }
    if (m_connection.outcomeLostBefore()) {
        return outcomeUnknown();
    }
    Result<ports::Committed> answer = m_below.commit(transaction);
    if (answer.ok() && !answer->repeated) {
        m_committed(transaction, *answer);
    }
    if (m_connection.outcomeLostAfter()) {
        return outcomeUnknown();
    }
    return answer;
}

Result<std::vector<DeploymentEvent>> SimStore::loadEvents(const TenantId& tenant,
                                                          const DeploymentId& deployment,
                                                          std::uint64_t afterVersion, std::size_t limit) {
    if (m_connection.fails()) {
        return unavailable();
    }
    return m_below.loadEvents(tenant, deployment, afterVersion, limit);
}

Result<ports::ScopeDeployments> SimStore::scopeDeployments(const Scope& scope) {
    if (m_connection.fails()) {
        return unavailable();
    }
    return m_below.scopeDeployments(scope);
}

Result<std::vector<Scope>> SimStore::scopesWithWork() {
    if (m_connection.fails()) {
        return unavailable();
    }
    return m_below.scopesWithWork();
}

Result<Approval> SimStore::loadApproval(const TenantId& tenant, const ApprovalId& approval) {
    if (m_connection.fails()) {
        return unavailable();
    }
    return m_below.loadApproval(tenant, approval);
}

Result<std::vector<Approval>> SimStore::expiredApprovals(Instant now, std::size_t limit) {
    if (m_connection.fails()) {
        return unavailable();
    }
    return m_below.expiredApprovals(now, limit);
}

Result<Instant> SimStore::now() {
    return m_below.now();
}

// ---- CommandQueue ----

Result<std::vector<SignedCommand>> SimCommandQueue::take(const TenantId& tenant,
                                                         const std::vector<NodeId>& nodes,
                                                         const std::vector<NodeId>& redeliver,
                                                         std::size_t limit) {
    if (m_connection.fails()) {
        return unavailable();
    }
    return m_below.take(tenant, nodes, redeliver, limit);
}

Status SimCommandQueue::storeReceipts(const std::vector<Receipt>& receipts) {
    if (m_connection.fails()) {
        return unavailable();
    }
    if (m_connection.outcomeLostBefore()) {
        return outcomeUnknown();
    }
    Status stored = m_below.storeReceipts(receipts);
    if (stored.ok() && m_stored) {
        m_stored(receipts);
    }
    if (m_connection.outcomeLostAfter()) {
        return outcomeUnknown();
    }
    return stored;
}

Result<std::vector<ports::StoredReceipt>> SimCommandQueue::receiptsOf(const TenantId& tenant,
                                                                      const DeploymentId& deployment,
                                                                      std::uint64_t afterSequence,
                                                                      std::size_t limit) {
    if (m_connection.fails()) {
        return unavailable();
    }
    return m_below.receiptsOf(tenant, deployment, afterSequence, limit);
}

Result<ports::CommandState> SimCommandQueue::stateOf(const TenantId& tenant, const CommandId& command) {
    if (m_connection.fails()) {
        return unavailable();
    }
    return m_below.stateOf(tenant, command);
}

// ---- LeaseService ----

Result<ports::Lease> SimLeases::acquire(const Scope& scope, const HolderId& holder, Duration length) {
    if (m_connection.fails()) {
        return unavailable();
    }
    Result<ports::Lease> answer = m_below.acquire(scope, holder, length);
    if (m_connection.outcomeLostAfter()) {
        return outcomeUnknown();
    }
    return answer;
}

Result<std::vector<ports::Lease>> SimLeases::renewAll(const HolderId& holder, Duration length) {
    if (m_connection.fails()) {
        return unavailable();
    }
    return m_below.renewAll(holder, length);
}

Status SimLeases::release(const Scope& scope, const HolderId& holder) {
    if (m_connection.fails()) {
        return unavailable();
    }
    return m_below.release(scope, holder);
}

Result<std::vector<ports::Lease>> SimLeases::list() {
    if (m_connection.fails()) {
        return unavailable();
    }
    return m_below.list();
}

// ---- FleetStore and MetricsSource ----

Status SimFleetStore::putNodes(const std::vector<Node>& nodes) {
    if (m_connection.fails()) {
        return unavailable();
    }
    return m_below.putNodes(nodes);
}

Result<ports::FleetDelta> SimFleetStore::nodesSince(const TenantId& tenant, const EnvironmentId& environment,
                                                    std::uint64_t afterVersion) {
    if (m_connection.fails()) {
        return unavailable();
    }
    return m_below.nodesSince(tenant, environment, afterVersion);
}

Status SimFleetStore::putSamples(const TenantId& tenant, const EnvironmentId& environment,
                                 const std::vector<Sample>& samples) {
    if (m_connection.fails()) {
        return unavailable();
    }
    return m_below.putSamples(tenant, environment, samples);
}

Result<std::vector<Sample>> SimFleetStore::samples(const Scope& scope, Instant from, Instant to,
                                                   std::size_t limit) {
    if (m_connection.fails()) {
        return unavailable();
    }
    return m_below.samples(scope, from, to, limit);
}

Result<std::vector<Sample>> SimMetrics::rows(const Scope& scope, const ports::ArmRequest& request) {
    if (m_connection.fails() || m_connection.metricsFail()) {
        return unavailable();
    }
    return m_below.rows(scope, request);
}

Result<std::vector<LookEvidence>> SimEvidence::evidence(const TenantId& tenant,
                                                        const DeploymentId& deployment,
                                                        std::uint32_t afterNumber, std::size_t limit) {
    if (m_connection.fails()) {
        return unavailable();
    }
    return m_below.evidence(tenant, deployment, afterNumber, limit);
}

Result<ports::EvidenceKept> SimEvidence::kept(const TenantId& tenant, const DeploymentId& deployment) {
    if (m_connection.fails()) {
        return unavailable();
    }
    return m_below.kept(tenant, deployment);
}

} // namespace hotswap::sim
