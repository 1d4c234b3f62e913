// SPDX-License-Identifier: Apache-2.0
#pragma once
// The store as one program sees it over a bad connection: calls fail, a commit's outcome gets lost. Below it
// is the real memory store; what takes effect there is told to whoever audits.

#include "core/ports/clock.h"
#include "core/ports/command_queue.h"
#include "core/ports/evidence_book.h"
#include "core/ports/fleet_store.h"
#include "core/ports/lease_service.h"
#include "core/ports/metrics_source.h"
#include "core/ports/node_records.h"
#include "core/ports/store.h"
#include "core/sim/fault_plan.h"
#include "core/sim/sim_random.h"

#include <functional>

namespace hotswap::sim {

/// The real ports.
struct StoreBelow {
    ports::Store& store;
    ports::CommandQueue& commands;
    ports::FleetStore& fleet;
    ports::LeaseService& leases;
    ports::MetricsSource& metrics;
    ports::NodeRecords* records = nullptr;   ///< keeps what nodes log; nullptr: nothing does
    ports::EvidenceBook* evidence = nullptr; ///< of looks; nullptr: nobody reads it
};

/// Which calls fail; shared by all ports of one program.
class StoreConnection {
public:
    StoreConnection(StoreFaults faults, std::uint64_t seed, const ports::Clock& clock)
        : m_faults(faults), m_random(seed), m_clock(clock) {}

    /// From now on calls fail as the faults say.
    void begin(const StoreFaults& faults) { m_faults = faults; }
    /// Nothing answers before `until`.
    void breakUntil(Instant until) { m_brokenUntil = until; }
    void heal() {
        m_faults = {};
        m_brokenUntil = {};
    }
    /// Draws whether this call fails.
    bool fails() { return m_clock.now() < m_brokenUntil || m_random.permille(m_faults.unavailablePermille); }
    bool metricsFail() { return m_random.permille(m_faults.metricsFailPermille); }
    bool outcomeLostAfter() { return m_random.permille(m_faults.unknownAfterPermille); }
    bool outcomeLostBefore() { return m_random.permille(m_faults.unknownBeforePermille); }

private:
    StoreFaults m_faults;
    SimRandom m_random;
    const ports::Clock& m_clock;
    Instant m_brokenUntil{};
};

/// Called for each transaction that took effect, and with what it answered.
using CommitListener = std::function<void(const ports::Transaction&, const ports::Committed&)>;
/// Called for receipts that are stored from now on (repeated ones too).
using ReceiptListener = std::function<void(const std::vector<Receipt>&)>;

class SimStore final : public ports::Store {
public:
    SimStore(StoreConnection& connection, ports::Store& below, CommitListener committed)
        : m_connection(connection), m_below(below), m_committed(std::move(committed)) {}
    Result<ports::Committed> commit(const ports::Transaction& transaction) override;
    Result<std::vector<DeploymentEvent>> loadEvents(const TenantId& tenant, const DeploymentId& deployment,
                                                    std::uint64_t afterVersion, std::size_t limit) override;
    Result<ports::ScopeDeployments> scopeDeployments(const Scope& scope) override;
    Result<std::vector<Scope>> scopesWithWork() override;
    Result<Approval> loadApproval(const TenantId& tenant, const ApprovalId& approval) override;
    Result<std::vector<Approval>> expiredApprovals(Instant now, std::size_t limit) override;
    Result<Instant> now() override;

private:
    StoreConnection& m_connection;
    ports::Store& m_below;
    CommitListener m_committed;
};

class SimCommandQueue final : public ports::CommandQueue {
public:
    SimCommandQueue(StoreConnection& connection, ports::CommandQueue& below, ReceiptListener stored)
        : m_connection(connection), m_below(below), m_stored(std::move(stored)) {}
    Result<std::vector<SignedCommand>> take(const TenantId& tenant, const std::vector<NodeId>& nodes,
                                            const std::vector<NodeId>& redeliver, std::size_t limit) override;
    Status storeReceipts(const std::vector<Receipt>& receipts) override;
    Result<std::vector<ports::StoredReceipt>> receiptsOf(const TenantId& tenant,
                                                         const DeploymentId& deployment,
                                                         std::uint64_t afterSequence,
                                                         std::size_t limit) override;
    Result<ports::CommandState> stateOf(const TenantId& tenant, const CommandId& command) override;

private:
    StoreConnection& m_connection;
    ports::CommandQueue& m_below;
    ReceiptListener m_stored;
};

class SimLeases final : public ports::LeaseService {
public:
    SimLeases(StoreConnection& connection, ports::LeaseService& below)
        : m_connection(connection), m_below(below) {}
    Result<ports::Lease> acquire(const Scope& scope, const HolderId& holder, Duration length) override;
    Result<std::vector<ports::Lease>> renewAll(const HolderId& holder, Duration length) override;
    Status release(const Scope& scope, const HolderId& holder) override;
    Result<std::vector<ports::Lease>> list() override;

private:
    StoreConnection& m_connection;
    ports::LeaseService& m_below;
};

class SimFleetStore final : public ports::FleetStore {
public:
    SimFleetStore(StoreConnection& connection, ports::FleetStore& below)
        : m_connection(connection), m_below(below) {}
    Status putNodes(const std::vector<Node>& nodes) override;
    Result<ports::FleetDelta> nodesSince(const TenantId& tenant, const EnvironmentId& environment,
                                         std::uint64_t afterVersion) override;
    Status putSamples(const TenantId& tenant, const EnvironmentId& environment,
                      const std::vector<Sample>& samples) override;
    Result<std::vector<Sample>> samples(const Scope& scope, Instant from, Instant to,
                                        std::size_t limit) override;

private:
    StoreConnection& m_connection;
    ports::FleetStore& m_below;
};

class SimMetrics final : public ports::MetricsSource {
public:
    SimMetrics(StoreConnection& connection, ports::MetricsSource& below)
        : m_connection(connection), m_below(below) {}
    Result<std::vector<Sample>> rows(const Scope& scope, const ports::ArmRequest& request) override;

private:
    StoreConnection& m_connection;
    ports::MetricsSource& m_below;
};

class SimEvidence final : public ports::EvidenceBook {
public:
    SimEvidence(StoreConnection& connection, ports::EvidenceBook& below)
        : m_connection(connection), m_below(below) {}
    Result<std::vector<LookEvidence>> evidence(const TenantId& tenant, const DeploymentId& deployment,
                                               std::uint32_t afterNumber, std::size_t limit) override;
    Result<ports::EvidenceKept> kept(const TenantId& tenant, const DeploymentId& deployment) override;

private:
    StoreConnection& m_connection;
    ports::EvidenceBook& m_below;
};

} // namespace hotswap::sim
