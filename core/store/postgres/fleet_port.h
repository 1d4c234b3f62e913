// SPDX-License-Identifier: Apache-2.0
#pragma once
// Nodes and telemetry on PostgreSQL.

#include "core/ports/fleet_store.h"
#include "core/ports/metrics_source.h"
#include "core/store/postgres/pool.h"
#include "core/store/postgres/store_port.h"

namespace hotswap::store::postgres {

class FleetPort final : public ports::FleetStore {
public:
    FleetPort(Pool& pool, Committed committed) : m_pool(pool), m_committed(std::move(committed)) {}
    Status putNodes(const std::vector<Node>& nodes) override;
    Result<ports::FleetDelta> nodesSince(const TenantId& tenant, const EnvironmentId& environment,
                                         std::uint64_t afterVersion) override;
    Result<Node> node(const TenantId& tenant, const NodeId& id) override;
    Status putSamples(const TenantId& tenant, const EnvironmentId& environment,
                      const std::vector<Sample>& samples) override;
    Result<std::vector<Sample>> samples(const Scope& scope, Instant from, Instant to,
                                        std::size_t limit) override;

private:
    Pool& m_pool;
    Committed m_committed;
};

class MetricsPort final : public ports::MetricsSource {
public:
    explicit MetricsPort(Pool& pool) : m_pool(pool) {}
    Result<std::vector<Sample>> rows(const Scope& scope, const ports::ArmRequest& request) override;

private:
    Pool& m_pool;
};

} // namespace hotswap::store::postgres
