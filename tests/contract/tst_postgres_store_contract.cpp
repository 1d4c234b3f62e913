// SPDX-License-Identifier: Apache-2.0
// The store contract on PostgreSQL: the store works as a program's login, the intruder as the superuser.

#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"
#include "core/store/postgres/postgres_store.h"
#include "tests/contract/store_contract.h"
#include "tests/support/manual_clock.h"
#include "tests/support/postgres_database.h"

#include <cstdio>
#include <limits>

namespace {

using namespace hotswap;

class PostgresFixture final : public contract::StoreFixture {
public:
    PostgresFixture() {
        m_database.freezeTime(toMs(m_clock.now()));
        store::postgres::StoreOptions options;
        options.connection.conninfo = m_database.login(
            "agent", {"orchestrator"}, {{"acme", "agent", "{}", true}, {"globex", "agent", "{}", true}});
        options.connection.program = "contract";
        options.sha256 = [](std::string_view bytes) { return crypto::sha256Hex(bytes); };
        options.machineClock = &m_clock;
        auto opened = store::postgres::PostgresStore::open(options);
        if (!opened.ok()) {
            std::fprintf(stderr, "%s\n", describe(opened.error()).c_str());
            std::exit(1);
        }
        m_store = *std::move(opened);
    }

    ports::Store& store() override { return m_store->store(); }
    ports::CommandQueue& commands() override { return m_store->commands(); }
    ports::FleetStore& fleet() override { return m_store->fleet(); }
    ports::LeaseService& leases() override { return m_store->leases(); }
    ports::EventFeed& feed() override { return m_store->feed(); }
    ports::ConsoleReader& reader() override { return m_store->reader(); }
    ports::Presence& presence() override { return m_store->presence(); }
    ports::CoordinationSource& coordination() override { return m_store->coordination(); }
    ports::FleetOrders& orders() override { return m_store->orders(); }
    ports::EvidenceBook& evidence() override { return m_store->evidence(); }
    ports::NodeRecords& records() override { return m_store->records(); }
    ports::EnrolmentBook& enrolment() override { return admin().enrolment(); }
    ports::TrustDocuments& trust() override { return admin().trust(); }
    ports::PolicyBook& policies() override { return admin().policies(); }
    store::postgres::PostgresStore& admin() {
        if (!m_admin) {
            store::postgres::StoreOptions options;
            options.connection.conninfo =
                m_database.login("admin", {"admin"}, {{"acme", "admin", "{admin}", false}});
            options.connection.program = "contract-admin";
            options.connection.tenant = TenantId{"acme"}; // a person sees one tenant's rows
            options.sha256 = [](std::string_view bytes) { return crypto::sha256Hex(bytes); };
            options.machineClock = &m_clock;
            m_admin = store::postgres::PostgresStore::open(options).value();
        }
        return *m_admin;
    }
    void enrol(const NodeId& node) override {
        m_database.run("INSERT INTO hotswap.node_key (tenant_id, node, environment, public_key, enrolled_at) "
                       "VALUES ('acme', '" +
                       node.value + "', 'Production', decode(repeat('ab', 32), 'hex'), 1)");
    }
    void advance(Duration by) override {
        m_clock.advance(by);
        m_database.freezeTime(toMs(m_clock.now()));
    }
    void sealAudit() override {
        while (m_store->sealAudit(1'000'000).value() > 0) {}
    }

    void tamper(const TenantId& tenant, contract::Tampering how) override {
        using contract::Tampering;
        const std::string own = " WHERE tenant_id = '" + tenant.value + "' AND sequence ";
        const std::string middle = own + "= 10";
        switch (how) {
        case Tampering::EditDetail:
            m_database.run("UPDATE hotswap.audit SET details = details || '{\"module\": \"other\"}'" +
                           middle);
            break;
        case Tampering::EditAndRehash: editAndRehash(tenant); break;
        case Tampering::CutMiddle: m_database.run("DELETE FROM hotswap.audit" + middle); break;
        case Tampering::CutTail: m_database.run("DELETE FROM hotswap.audit" + own + "> 17"); break;
        case Tampering::Swap:
            m_database.run("UPDATE hotswap.audit SET sequence = -1" + middle +
                           "; UPDATE hotswap.audit SET sequence = 10" + own +
                           "= 1; UPDATE hotswap.audit SET sequence = 1" + own + "= -1");
            break;
        case Tampering::Unseal: m_database.run("UPDATE hotswap.audit SET hash = ''" + middle); break;
        }
    }

private:
    void editAndRehash(const TenantId& tenant) {
        const auto page = reader().audit(tenant, {}, "11", 1);
        AuditRecord record = page->rows.front();
        record.details["module"] = "other";
        m_database.run("UPDATE hotswap.audit SET details = details || '{\"module\": \"other\"}', hash = '" +
                       crypto::sha256Hex(auditBytes(record)) + "' WHERE tenant_id = '" + tenant.value +
                       "' AND sequence = 10");
    }

    support::ManualClock m_clock;
    support::PostgresDatabase m_database;
    std::unique_ptr<store::postgres::PostgresStore> m_store;
    std::unique_ptr<store::postgres::PostgresStore> m_admin; ///< made when it is asked for
};

} // namespace

int main(int argc, char** argv) {
    (void)crypto::init();
    return contract::runStoreContract(argc, argv, [] { return std::make_unique<PostgresFixture>(); });
}
