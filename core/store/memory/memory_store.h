// SPDX-License-Identifier: Apache-2.0
#pragma once
// The store in memory: for the lab, the simulation and tests. Same contract as the shared database
// (tests/contract), without its durability.

#include "core/domain/audit_chain.h"
#include "core/ports/clock.h"
#include "core/ports/command_queue.h"
#include "core/ports/console_reader.h"
#include "core/ports/coordination.h"
#include "core/ports/event_feed.h"
#include "core/ports/evidence_book.h"
#include "core/ports/fleet_store.h"
#include "core/ports/lease_service.h"
#include "core/ports/metrics_source.h"
#include "core/ports/policy_book.h"
#include "core/ports/store.h"
#include "core/ports/trust_documents.h"
#include "core/store/memory/ports_nodes.h"
#include "core/store/memory/state.h"

#include <memory>

namespace hotswap::store {

/// One store, seen through its ports. Thread-safe; all ports share one state and live as long as this.
class MemoryStore {
public:
    /// `clock` is store time and outlives the store. `sha256` makes hexadecimal digests for the audit chain.
    MemoryStore(const ports::Clock& clock, TextHash sha256, MemoryStoreOptions options = {});
    ~MemoryStore();
    MemoryStore(const MemoryStore&) = delete;
    MemoryStore& operator=(const MemoryStore&) = delete;

    ports::Store& store();
    ports::CommandQueue& commands();
    ports::FleetStore& fleet();
    ports::TrustDocuments& trust();
    ports::LeaseService& leases();
    ports::EventFeed& feed();
    ports::Presence& presence();
    ports::CoordinationSource& coordination();
    ports::NodeRecords& records();
    ports::FleetOrders& orders();
    EnrolmentPort& enrolment();
    ports::ConsoleReader& reader();
    /// Totals over kept samples, without unpacking those of other nodes.
    ports::MetricsSource& metrics();
    ports::EvidenceBook& evidence();
    ports::PolicyBook& policies();

    /// Seals up to `limit` audit records of each tenant into their chains; how many were sealed. To be called
    /// at least once a second.
    std::size_t sealAudit(std::size_t limit);

    /// The rows themselves, under their mutex: for checks that play an intruder or compare whole states.
    State& state() { return *m_state; }

private:
    struct Ports;
    std::unique_ptr<State> m_state;
    std::unique_ptr<Ports> m_ports;
};

} // namespace hotswap::store
