// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every store must do, as test suites over the ports. A store's own test makes a fixture and runs them
// all.

#include "core/domain/audit.h"
#include "core/ports/command_queue.h"
#include "core/ports/console_reader.h"
#include "core/ports/coordination.h"
#include "core/ports/enrolment_book.h"
#include "core/ports/event_feed.h"
#include "core/ports/evidence_book.h"
#include "core/ports/fleet_store.h"
#include "core/ports/lease_service.h"
#include "core/ports/node_records.h"
#include "core/ports/policy_book.h"
#include "core/ports/store.h"
#include "core/ports/trust_documents.h"

#include <functional>
#include <memory>

namespace hotswap::contract {

/// What an intruder with access to the rows does to the audit log.
enum class Tampering {
    EditDetail,    ///< another value in one sealed row
    EditAndRehash, ///< the same with the row's own hash made to fit
    CutMiddle,     ///< one row taken out
    CutTail,       ///< the latest sealed rows taken out
    Swap,          ///< two rows in each other's place
    Unseal,        ///< the hash of a sealed row emptied
};

/// One fresh, empty store.
class StoreFixture {
public:
    virtual ~StoreFixture() = default;
    virtual ports::Store& store() = 0;
    virtual ports::CommandQueue& commands() = 0;
    virtual ports::FleetStore& fleet() = 0;
    virtual ports::LeaseService& leases() = 0;
    virtual ports::EventFeed& feed() = 0;
    virtual ports::ConsoleReader& reader() = 0;
    virtual ports::Presence& presence() = 0;
    virtual ports::CoordinationSource& coordination() = 0;
    virtual ports::NodeRecords& records() = 0;
    virtual ports::EvidenceBook& evidence() = 0;
    virtual ports::FleetOrders& orders() = 0;
    /// As an administrator.
    virtual ports::EnrolmentBook& enrolment() = 0;
    /// As an administrator.
    virtual ports::TrustDocuments& trust() = 0;
    /// As an administrator.
    virtual ports::PolicyBook& policies() = 0;
    /// The node's key becomes known in Production.
    virtual void enrol(const NodeId& node) = 0;
    /// Store time goes on by that much.
    virtual void advance(Duration by) = 0;
    virtual void sealAudit() = 0;
    virtual void tamper(const TenantId& tenant, Tampering how) = 0;
};

using FixtureFactory = std::function<std::unique_ptr<StoreFixture>()>;

/// Runs every suite; the number of failed tests.
int runStoreContract(int argc, char** argv, const FixtureFactory& factory);

} // namespace hotswap::contract
