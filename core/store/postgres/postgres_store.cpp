// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/postgres_store.h"

#include "core/store/postgres/answer_watch.h"
#include "core/store/postgres/coordination_port.h"
#include "core/store/postgres/evidence_port.h"
#include "core/store/postgres/fleet_port.h"
#include "core/store/postgres/lease_port.h"
#include "core/store/postgres/membership.h"
#include "core/store/postgres/migrations.h"
#include "core/store/postgres/node_records_port.h"
#include "core/store/postgres/notifier.h"
#include "core/store/postgres/orders_port.h"
#include "core/store/postgres/policy_port.h"
#include "core/store/postgres/reader_port.h"
#include "core/store/postgres/retention.h"
#include "core/store/postgres/store_clock.h"
#include "core/store/postgres/store_port.h"
#include "core/store/postgres/trust_port.h"

namespace hotswap::store::postgres {

struct PostgresStore::Parts {
    explicit Parts(StoreOptions theOptions)
        : options(std::move(theOptions)),
          clock(*options.machineClock),
          pool(options.connection, PoolLimits{options.storeConnections}),
          notifier(options.connection),
          store(pool, crowd, [this] { committed(); }),
          commands(pool, [this] { committed(); }),
          fleet(pool, [this] { committed(); }),
          trust(pool),
          metrics(pool),
          evidence(pool),
          policies(pool),
          reader(pool, options.sha256),
          packages(pool),
          nodeKeys(pool),
          records(pool),
          orders(pool),
          enrolment(pool, nodeKeys),
          presence(pool, [this] { committed(); }),
          coordination(
              pool, [this] { committed(); }, presence, *options.machineClock,
              [this] { return feed->state(); }),
          leases(pool, {[this](Instant now) { clock.set(now); },
                        [this](std::vector<Scope> lost) { leasesLost(lost); }}) {}

    /// This process sees its own changes without waiting for the word that goes round.
    void committed() {
        notifier.committed();
        if (feed) {
            feed->wake();
        }
    }
    /// Whoever holds them is told at once: their locks are gone, and others may lead within a second.
    void leasesLost(const std::vector<Scope>& lost) {
        if (!feed) {
            return;
        }
        for (const Scope& scope : lost) {
            ports::StreamHint hint;
            hint.kind = ports::StreamHint::Kind::Lease;
            hint.tenant = scope.tenant;
            hint.scope = scope;
            feed->tell(hint);
        }
        feed->wake();
    }

    StoreOptions options;
    StoreClock clock;
    Pool pool;
    Notifier notifier;
    Crowd crowd;
    StorePort store;
    CommandQueuePort commands;
    FleetPort fleet;
    TrustPort trust;
    MetricsPort metrics;
    EvidencePort evidence;
    PolicyPort policies;
    ReaderPort reader;
    PackageTable packages;
    NodeKeys nodeKeys;
    NodeRecordsPort records;
    OrdersPort orders;
    EnrolmentPort enrolment;
    PresencePort presence;
    CoordinationPort coordination;
    LeasePort leases;
    std::unique_ptr<FeedReader> feed; ///< last: its thread uses everything above
};

PostgresStore::PostgresStore(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

PostgresStore::~PostgresStore() = default;

Result<std::unique_ptr<PostgresStore>> PostgresStore::open(StoreOptions options) {
    options.connection.watch = std::make_shared<AnswerWatch>();
    auto first = Connection::open(options.connection);
    if (!first.ok()) {
        return first.error();
    }
    HS_TRY(checkSession(**first));
    HS_TRY(checkSchema(**first, options.sha256));
    HS_TRY(checkMember(**first));
    first->reset();
    auto parts = std::make_unique<Parts>(std::move(options));
    Parts* const raw = parts.get();
    auto feed = FeedReader::start(
        raw->options.connection,
        {[raw] { return raw->leases.wanted(); }, [raw](const Scope& scope) { raw->leases.forget(scope); },
         [raw](Instant now) { raw->clock.set(now); }, raw->options.connectionChanged,
         [raw] { return raw->leases.socket(); }, [raw] { raw->leases.sessionEnded(); },
         [raw](std::int64_t key) { return raw->leases.told(key); },
         [raw](bool several) { raw->crowd.seen(several); }, [raw] { return raw->notifier.backendPid(); }},
        raw->options.tail);
    if (!feed.ok()) {
        return feed.error();
    }
    parts->feed = *std::move(feed);
    return std::unique_ptr<PostgresStore>(new PostgresStore(std::move(parts)));
}

ports::Store& PostgresStore::store() {
    return m_parts->store;
}
ports::CommandQueue& PostgresStore::commands() {
    return m_parts->commands;
}
ports::FleetStore& PostgresStore::fleet() {
    return m_parts->fleet;
}
ports::TrustDocuments& PostgresStore::trust() {
    return m_parts->trust;
}
ports::PolicyBook& PostgresStore::policies() {
    return m_parts->policies;
}
ports::LeaseService& PostgresStore::leases() {
    return m_parts->leases;
}
ports::EventFeed& PostgresStore::feed() {
    return m_parts->feed->feed();
}
ports::ConsoleReader& PostgresStore::reader() {
    return m_parts->reader;
}
ports::MetricsSource& PostgresStore::metrics() {
    return m_parts->metrics;
}
ports::EvidenceBook& PostgresStore::evidence() {
    return m_parts->evidence;
}
ports::NodeRecords& PostgresStore::records() {
    return m_parts->records;
}
ports::FleetOrders& PostgresStore::orders() {
    return m_parts->orders;
}
ports::EnrolmentBook& PostgresStore::enrolment() {
    return m_parts->enrolment;
}
NodeKeys& PostgresStore::nodeKeys() {
    return m_parts->nodeKeys;
}
ports::Presence& PostgresStore::presence() {
    return m_parts->presence;
}
ports::CoordinationSource& PostgresStore::coordination() {
    return m_parts->coordination;
}
PackageTable& PostgresStore::packages() {
    return m_parts->packages;
}
ports::Clock& PostgresStore::clock() {
    return m_parts->clock;
}

Result<std::vector<Membership>> PostgresStore::memberships() {
    return readMemberships(m_parts->pool);
}

Result<std::map<UserId, std::string>> PostgresStore::votingKeys(const TenantId& tenant) {
    return readVotingKeys(m_parts->pool, tenant);
}

Result<std::uint64_t> PostgresStore::confirmGeneration(std::uint64_t atLeast) {
    const auto rows =
        m_parts->pool.run("SELECT hotswap.confirm_generation($1)", {std::to_string(atLeast)}, Effect::Write);
    HS_TRY(rows);
    return static_cast<std::uint64_t>(rows->number(0, 0));
}

Result<Instant> PostgresStore::confirmTail(const TenantId& tenant) {
    const auto rows =
        m_parts->pool.run("SELECT seen_at FROM hotswap.confirm_tail($1)", {tenant.value}, Effect::Write);
    HS_TRY(rows);
    m_parts->committed();
    return instantFromMs(rows->number(0, 0));
}

Result<std::size_t> PostgresStore::sealAudit(std::size_t limit) {
    const auto tenants = unsealedTenants(m_parts->pool);
    HS_TRY(tenants);
    std::size_t sealedNow = 0;
    for (const TenantId& tenant : *tenants) {
        const auto done = m_parts->reader.seal(tenant, limit);
        HS_TRY(done);
        sealedNow += *done;
    }
    if (sealedNow > 0) {
        m_parts->committed();
    }
    return sealedNow;
}

Result<Tended> PostgresStore::tend(const Retention& retention) {
    return tendOnce(m_parts->pool, retention);
}

void PostgresStore::endWithin(Duration limit) {
    m_parts->options.connection.watch->endAllWithin(limit);
}

FeedState PostgresStore::feedState() const {
    return m_parts->feed->state();
}

std::size_t PostgresStore::connections() const {
    // The listener and the notifier, one each, and the locks' where this process holds any.
    return m_parts->pool.open() + 2 + (m_parts->leases.connected() ? 1 : 0);
}

} // namespace hotswap::store::postgres
