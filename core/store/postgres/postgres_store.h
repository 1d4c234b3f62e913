// SPDX-License-Identifier: Apache-2.0
#pragma once
// The store on PostgreSQL: what many consoles and agents share. Same contract as the memory store
// (tests/contract), and it survives them all. How it works: README.md beside this file.

#include "core/domain/audit_chain.h"
#include "core/domain/identity.h"
#include "core/ports/clock.h"
#include "core/ports/command_queue.h"
#include "core/ports/console_reader.h"
#include "core/ports/coordination.h"
#include "core/ports/enrolment_book.h"
#include "core/ports/event_feed.h"
#include "core/ports/evidence_book.h"
#include "core/ports/fleet_orders.h"
#include "core/ports/fleet_store.h"
#include "core/ports/lease_service.h"
#include "core/ports/metrics_source.h"
#include "core/ports/node_records.h"
#include "core/ports/policy_book.h"
#include "core/ports/store.h"
#include "core/ports/trust_documents.h"
#include "core/store/postgres/connection.h"
#include "core/store/postgres/feed_reader.h"
#include "core/store/postgres/node_keys.h"
#include "core/store/postgres/package_table.h"

#include <memory>

namespace hotswap::store::postgres {

struct StoreOptions {
    ConnectionOptions connection;
    std::size_t storeConnections = 8; ///< a console takes 2
    TextHash sha256;                  ///< for the audit chain
    /// A monotonic clock of this machine; outlives the store.
    const ports::Clock* machineClock = nullptr;
    /// Called when the connection to the database came or went. Any thread; must only enqueue. May be empty.
    std::function<void(const FeedState&)> connectionChanged;
    TailStorage tail; ///< what this program has seen, kept over restarts
};

/// Who the login is in one tenant.
struct Membership {
    Identity identity;
    bool program = false; ///< an orchestrator: it may lead and run a gateway
};

/// The one tenant of which the login is a member, asked for over a connection of its own. Errors: those of
/// Connection::open; PermissionDenied without one; InvalidArgument naming "--tenant" when there are several.
Result<TenantId> onlyTenant(const ConnectionOptions& options);

/// What the store's own house-keeping did.
struct Tended {
    std::size_t sealed = 0;
    std::size_t removed = 0;
};

/// How much is kept, as design and administrators want it.
struct Retention {
    Duration results = std::chrono::hours(24 * 90); ///< finished deployments with commands and receipts
    Duration feed = std::chrono::hours(1);
    Duration samples = std::chrono::hours(24);
    std::size_t batch = 500; ///< deployments in one transaction
};

/// Thread-safe; all ports live as long as this.
class PostgresStore {
public:
    /// Connects, checks the schema and the login. Errors: Unavailable, Unauthenticated, Unsupported (schema,
    /// or a pooler in transaction mode), PermissionDenied when the login is a member of no tenant.
    static Result<std::unique_ptr<PostgresStore>> open(StoreOptions options);
    ~PostgresStore();
    PostgresStore(const PostgresStore&) = delete;
    PostgresStore& operator=(const PostgresStore&) = delete;

    ports::Store& store();
    ports::CommandQueue& commands();
    ports::FleetStore& fleet();
    ports::TrustDocuments& trust();
    ports::LeaseService& leases();
    ports::EventFeed& feed();
    ports::ConsoleReader& reader();
    ports::MetricsSource& metrics();
    ports::EvidenceBook& evidence();
    ports::PolicyBook& policies();
    ports::Presence& presence();
    ports::CoordinationSource& coordination();
    PackageTable& packages();
    NodeKeys& nodeKeys();
    ports::NodeRecords& records();
    ports::FleetOrders& orders();
    ports::EnrolmentBook& enrolment();
    /// Store time; never goes back.
    ports::Clock& clock();

    /// Memberships of the login, by tenant.
    Result<std::vector<Membership>> memberships();
    /// Every member's public voting key of the tenant, by user: whom votes are checked against.
    Result<std::map<UserId, std::string>> votingKeys(const TenantId& tenant);

    /// An administrator has looked at what is missing: leaders go on. When what is missing was last seen.
    /// Errors: PermissionDenied; NotFound when nothing waits for it.
    Result<Instant> confirmTail(const TenantId& tenant);
    /// Compares the server with the one known and raises the generation when it is another, or when nodes
    /// know a higher one. For programs, before they lead and again after a reconnect. The generation that
    /// holds.
    Result<std::uint64_t> confirmGeneration(std::uint64_t atLeast);
    /// Seals new audit records of every visible tenant. For programs, every half second.
    Result<std::size_t> sealAudit(std::size_t limit);
    /// Removes one batch of what is older than it has to be. For programs, every minute.
    Result<Tended> tend(const Retention& retention);

    /// The program leaves: the database gets so long to answer what is under way. Then every connection is
    /// given up and no other is made, so that nothing waits any more.
    void endWithin(Duration limit);

    FeedState feedState() const;
    /// Connections of this process that are open now.
    std::size_t connections() const;

private:
    struct Parts;
    explicit PostgresStore(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace hotswap::store::postgres
