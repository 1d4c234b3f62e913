// SPDX-License-Identifier: Apache-2.0
#pragma once
// The ports for nodes, telemetry and people's lists, each a thin view of the shared state.

#include "core/ports/fleet_store.h"
#include "core/ports/metrics_source.h"
#include "core/store/memory/state.h"

namespace hotswap::store {

class FleetPort final : public ports::FleetStore {
public:
    explicit FleetPort(State& state) : m_state(state) {}
    Status putNodes(const std::vector<Node>& nodes) override;
    Result<ports::FleetDelta> nodesSince(const TenantId& tenant, const EnvironmentId& environment,
                                         std::uint64_t afterVersion) override;
    Result<Node> node(const TenantId& tenant, const NodeId& id) override;
    Status putSamples(const TenantId& tenant, const EnvironmentId& environment,
                      const std::vector<Sample>& samples) override;
    Result<std::vector<Sample>> samples(const Scope& scope, Instant from, Instant to,
                                        std::size_t limit) override;

private:
    State& m_state;
};

class MetricsPort final : public ports::MetricsSource {
public:
    explicit MetricsPort(State& state) : m_state(state) {}
    Result<std::vector<Sample>> rows(const Scope& scope, const ports::ArmRequest& request) override;

private:
    State& m_state;
};

class ReaderPort final : public ports::ConsoleReader {
public:
    explicit ReaderPort(State& state) : m_state(state) {}
    Result<ports::DeploymentPage> deployments(const TenantId& tenant, const ports::DeploymentFilter& filter,
                                              const std::string& page, std::size_t limit) override;
    Result<DeploymentSummary> deployment(const TenantId& tenant, const DeploymentId& id) override;
    Result<std::vector<Approval>> approvals(const TenantId& tenant, const std::vector<ApprovalState>& states,
                                            std::size_t limit) override;
    Result<ports::AuditPage> audit(const TenantId& tenant, const ports::AuditFilter& filter,
                                   const std::string& page, std::size_t limit) override;
    Result<ports::AuditCheck> verifyAudit(const TenantId& tenant) override;

private:
    State& m_state;
};

class EvidencePort final : public ports::EvidenceBook {
public:
    explicit EvidencePort(State& state) : m_state(state) {}
    Result<std::vector<LookEvidence>> evidence(const TenantId& tenant, const DeploymentId& deployment,
                                               std::uint32_t afterNumber, std::size_t limit) override;
    Result<ports::EvidenceKept> kept(const TenantId& tenant, const DeploymentId& deployment) override;

private:
    State& m_state;
};

} // namespace hotswap::store
