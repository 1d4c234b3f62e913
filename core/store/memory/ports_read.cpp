// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/ports_read.h"

#include "core/ports/paging.h"

#include <set>

namespace hotswap::store {

using ports::StreamHint;

Status FleetPort::putNodes(const std::vector<Node>& nodes) {
    std::map<TenantId, std::vector<const Node*>> byTenant;
    for (const Node& node : nodes) {
        if (node.tenant.empty()) {
            return invalidField("tenant", "a name");
        }
        byTenant[node.tenant].push_back(&node);
    }
    {
        const std::lock_guard lock(m_state.mutex);
        for (const auto& [tenant, rows] : byTenant) {
            HS_TRY(m_state.tenants[tenant].fleet.check(rows));
        }
        std::vector<StreamHint> hints;
        for (const auto& [tenant, rows] : byTenant) {
            FleetTable& fleet = m_state.tenants[tenant].fleet;
            std::set<EnvironmentId> changed;
            for (const Node* row : rows) {
                if (fleet.put(*row)) {
                    changed.insert(row->environment);
                }
            }
            for (const EnvironmentId& environment : changed) {
                hints.push_back({StreamHint::Kind::Fleet,
                                 tenant,
                                 Scope{tenant, environment, {}},
                                 {},
                                 fleet.version(),
                                 {}});
            }
        }
        m_state.feed.queue(hints);
    }
    m_state.feed.drain();
    return success();
}

Result<ports::FleetDelta> FleetPort::nodesSince(const TenantId& tenant, const EnvironmentId& environment,
                                                std::uint64_t afterVersion) {
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(tenant);
    return own == nullptr ? FleetTable().since(environment, afterVersion)
                          : own->fleet.since(environment, afterVersion);
}

Result<Node> FleetPort::node(const TenantId& tenant, const NodeId& id) {
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(tenant);
    const Node* stored = own == nullptr ? nullptr : own->fleet.find(id);
    if (stored == nullptr) {
        return makeError(ErrorCode::NotFound, id.value);
    }
    return *stored;
}

Status FleetPort::putSamples(const TenantId& tenant, const EnvironmentId& environment,
                             const std::vector<Sample>& samples) {
    if (tenant.empty() || environment.empty()) {
        return invalidField(tenant.empty() ? "tenant" : "environment", "a name");
    }
    if (samples.empty()) {
        return success();
    }
    {
        const std::lock_guard lock(m_state.mutex);
        SampleTable& table = m_state.tenants[tenant].samples;
        HS_TRY(table.check(environment, samples, m_state.options.samples));
        table.put(environment, samples, m_state.options.samples);
        m_state.feed.queue({{StreamHint::Kind::Samples, tenant, Scope{tenant, environment, {}}, {}, 0, {}}});
    }
    m_state.feed.drain();
    return success();
}

Result<std::vector<Sample>> FleetPort::samples(const Scope& scope, Instant from, Instant to,
                                               std::size_t limit) {
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(scope.tenant);
    return own == nullptr ? std::vector<Sample>()
                          : own->samples.window(scope.environment, scope.module, from, to, limit);
}

Result<std::vector<Sample>> MetricsPort::rows(const Scope& scope, const ports::ArmRequest& request) {
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(scope.tenant);
    return own == nullptr ? std::vector<Sample>{}
                          : own->samples.rows(scope.environment, scope.module, request);
}

Result<ports::DeploymentPage> ReaderPort::deployments(const TenantId& tenant,
                                                      const ports::DeploymentFilter& filter,
                                                      const std::string& page, std::size_t limit) {
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(tenant);
    return own == nullptr ? DeploymentTable().list(filter, page, limit)
                          : own->deployments.list(filter, page, limit);
}

Result<DeploymentSummary> ReaderPort::deployment(const TenantId& tenant, const DeploymentId& id) {
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(tenant);
    const Stream* stream = own == nullptr ? nullptr : own->deployments.find(id);
    if (stream == nullptr) {
        return makeError(ErrorCode::NotFound, id.value);
    }
    return stream->summary;
}

Result<std::vector<Approval>>
ReaderPort::approvals(const TenantId& tenant, const std::vector<ApprovalState>& states, std::size_t limit) {
    HS_TRY(ports::checkLimit(limit));
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(tenant);
    return own == nullptr ? std::vector<Approval>() : own->approvals.list(states, limit);
}

Result<ports::AuditPage> ReaderPort::audit(const TenantId& tenant, const ports::AuditFilter& filter,
                                           const std::string& page, std::size_t limit) {
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(tenant);
    return own == nullptr ? AuditLog().list(filter, page, limit) : own->audit.list(filter, page, limit);
}

Result<ports::AuditCheck> ReaderPort::verifyAudit(const TenantId& tenant) {
    // Hashing a long chain under the lock would hold up every commit: the rows are copied first.
    const AuditLog log = [&] {
        const std::lock_guard lock(m_state.mutex);
        const TenantState* own = m_state.find(tenant);
        return own == nullptr ? AuditLog() : own->audit;
    }();
    return log.verify(m_state.hash);
}

Result<std::vector<LookEvidence>> EvidencePort::evidence(const TenantId& tenant,
                                                         const DeploymentId& deployment,
                                                         std::uint32_t afterNumber, std::size_t limit) {
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(tenant);
    if (own == nullptr || own->deployments.find(deployment) == nullptr) {
        return makeError(ErrorCode::NotFound, deployment.value);
    }
    return own->evidence.after(deployment, afterNumber, limit);
}

Result<ports::EvidenceKept> EvidencePort::kept(const TenantId& tenant, const DeploymentId& deployment) {
    const std::lock_guard lock(m_state.mutex);
    const TenantState* own = m_state.find(tenant);
    if (own == nullptr || own->deployments.find(deployment) == nullptr) {
        return makeError(ErrorCode::NotFound, deployment.value);
    }
    return own->evidence.kept(deployment);
}

} // namespace hotswap::store
