// SPDX-License-Identifier: Apache-2.0
// What is kept of a finished deployment goes with it, and not before its time.

#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"
#include "core/store/postgres/postgres_store.h"
#include "tests/contract/expect.h"
#include "tests/contract/rows.h"
#include "tests/support/manual_clock.h"
#include "tests/support/postgres_database.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::contract;

class TestPostgresRetention : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keepsLooksAsLongAsTheirDeployment();

private:
    void passTime(Duration by) {
        m_clock.advance(by);
        m_database->freezeTime(toMs(m_clock.now()));
    }
    std::string looks() { return m_database->value("SELECT count(*) FROM hotswap.look_evidence"); }

    support::ManualClock m_clock;
    std::unique_ptr<support::PostgresDatabase> m_database;
    std::unique_ptr<store::postgres::PostgresStore> m_store;
};

void TestPostgresRetention::initTestCase() {
    QVERIFY(crypto::init().ok());
    m_database = std::make_unique<support::PostgresDatabase>();
    m_database->freezeTime(toMs(m_clock.now()));
    store::postgres::StoreOptions options;
    options.connection.conninfo =
        m_database->login("agent", {"orchestrator"}, {{"acme", "agent", "{}", true}});
    options.connection.program = "retention";
    options.sha256 = [](std::string_view bytes) { return crypto::sha256Hex(bytes); };
    options.machineClock = &m_clock;
    m_store = store::postgres::PostgresStore::open(options).value();
}

void TestPostgresRetention::keepsLooksAsLongAsTheirDeployment() {
    EXPECT_OK(m_store->store().commit(submit(deploymentId(1))));
    const auto lease = m_store->leases().acquire(kScope, HolderId{"agent-1"}, Duration{60'000});
    EXPECT_OK(lease);
    ports::Transaction tx = transaction();
    tx.proof = proofOf(*lease);
    tx.appends.push_back(append(deploymentId(1), 1, DeploymentState::Succeeded));
    tx.appends.front().at = m_clock.now();
    LookEvidence look;
    look.input.number = 1;
    tx.evidence = {look};
    EXPECT_OK(m_store->store().commit(tx));
    passTime(std::chrono::hours(24 * 89));
    EXPECT_OK(m_store->tend({}));
    QCOMPARE(looks(), std::string("1"));
    passTime(std::chrono::hours(24 * 2));
    const auto tended = m_store->tend({});
    EXPECT_OK(tended);
    QCOMPARE(tended->removed, std::size_t{1});
    QCOMPARE(looks(), std::string("0"));
    EXPECT_ERROR(m_store->evidence().evidence(kTenant, deploymentId(1), 0, 1), ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestPostgresRetention)
#include "tst_postgres_retention.moc"
