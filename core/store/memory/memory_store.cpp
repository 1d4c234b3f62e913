// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/memory_store.h"

#include "core/store/memory/policy_table.h"
#include "core/store/memory/ports_coordination.h"
#include "core/store/memory/ports_nodes.h"
#include "core/store/memory/ports_orders.h"
#include "core/store/memory/ports_read.h"
#include "core/store/memory/ports_write.h"
#include "core/store/memory/trust_table.h"

namespace hotswap::store {

struct MemoryStore::Ports {
    explicit Ports(State& state)
        : store(state),
          commands(state),
          leases(state),
          fleet(state),
          trust(state),
          reader(state),
          metrics(state),
          evidence(state),
          policies(state),
          presence(state),
          coordination(state),
          records(state),
          orders(state),
          enrolment(state) {}

    StorePort store;
    CommandQueuePort commands;
    LeasePort leases;
    FleetPort fleet;
    TrustPort trust;
    ReaderPort reader;
    MetricsPort metrics;
    EvidencePort evidence;
    PolicyPort policies;
    PresencePort presence;
    CoordinationPort coordination;
    NodeRecordsPort records;
    OrdersPort orders;
    EnrolmentPort enrolment;
};

MemoryStore::MemoryStore(const ports::Clock& clock, TextHash sha256, MemoryStoreOptions options)
    : m_state(std::make_unique<State>(clock, std::move(sha256), std::move(options))),
      m_ports(std::make_unique<Ports>(*m_state)) {}

MemoryStore::~MemoryStore() = default;

ports::Store& MemoryStore::store() {
    return m_ports->store;
}

ports::CommandQueue& MemoryStore::commands() {
    return m_ports->commands;
}

ports::TrustDocuments& MemoryStore::trust() {
    return m_ports->trust;
}

ports::FleetStore& MemoryStore::fleet() {
    return m_ports->fleet;
}

ports::LeaseService& MemoryStore::leases() {
    return m_ports->leases;
}

ports::EventFeed& MemoryStore::feed() {
    return m_state->feed;
}

ports::Presence& MemoryStore::presence() {
    return m_ports->presence;
}

ports::CoordinationSource& MemoryStore::coordination() {
    return m_ports->coordination;
}

ports::NodeRecords& MemoryStore::records() {
    return m_ports->records;
}

ports::FleetOrders& MemoryStore::orders() {
    return m_ports->orders;
}

EnrolmentPort& MemoryStore::enrolment() {
    return m_ports->enrolment;
}

ports::ConsoleReader& MemoryStore::reader() {
    return m_ports->reader;
}

ports::MetricsSource& MemoryStore::metrics() {
    return m_ports->metrics;
}

ports::EvidenceBook& MemoryStore::evidence() {
    return m_ports->evidence;
}

ports::PolicyBook& MemoryStore::policies() {
    return m_ports->policies;
}

std::size_t MemoryStore::sealAudit(std::size_t limit) {
    std::size_t sealedNow = 0;
    {
        const std::lock_guard lock(m_state->mutex);
        for (auto& [id, tenant] : m_state->tenants) {
            const std::size_t count = tenant.audit.seal(limit, m_state->hash);
            sealedNow += count;
            if (count > 0) {
                m_state->feed.queue({{ports::StreamHint::Kind::Audit,
                                      id,
                                      Scope{id, {}, {}},
                                      {},
                                      tenant.audit.lastSequence,
                                      {}}});
            }
        }
    }
    m_state->feed.drain();
    return sealedNow;
}

} // namespace hotswap::store
