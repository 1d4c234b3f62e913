// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/hash.h"
#include "core/store/postgres/postgres_store.h"
#include "tests/contract/expect.h"
#include "tests/contract/rights_acts.h"
#include "tests/contract/rights_suites.h"
#include "tests/support/manual_clock.h"

#include <QtTest/qtest.h>

namespace hotswap::rights {

namespace {

const std::vector<std::string> kEverybody{"viewer", "deployer", "approver", "admin", "all", "program"};

} // namespace

void SharedRights::queriesOfOthersAreHidden() {
    Sql victim(m_world.login(kVictim, "program"));
    QVERIFY(victim.run("SELECT 'secret of globex'").ok);
    for (const std::string& who : kEverybody) {
        Sql attacker(m_world.login(kOwn, who));
        for (const char* sql :
             {"SELECT query FROM pg_stat_activity WHERE pid <> pg_backend_pid()",
              "SELECT pg_stat_get_activity(NULL)", "SELECT * FROM pg_stat_get_activity(NULL)",
              "SELECT statement FROM pg_prepared_statements", "SELECT * FROM pg_cursors"}) {
            const Said said = attacker.run(sql);
            ++m_attempts;
            QVERIFY2(!said.tells("secret of globex"), sql);
        }
    }
}

void SharedRights::largeObjectsOfOthersAreClosed() {
    Sql victim(m_world.login(kVictim, "program"));
    const Said made = victim.run("SELECT lo_from_bytea(0, 'secret of globex')");
    QVERIFY2(made.ok, made.describe().c_str());
    const std::string object = made.text.substr(0, made.text.find('\t'));
    for (const std::string& who : kEverybody) {
        Sql attacker(m_world.login(kOwn, who));
        for (const std::string& sql :
             {"SELECT lo_get(" + object + ")", "SELECT lo_put(" + object + ", 0, 'x')",
              "SELECT lo_unlink(" + object + ")", "SELECT lo_export(" + object + ", '/tmp/hotswap-rights')",
              "SELECT loread(lo_open(" + object + ", 262144), 100)",
              std::string("SELECT * FROM pg_largeobject"),
              "GRANT ALL ON LARGE OBJECT " + object + " TO PUBLIC"}) {
            const Said said = attacker.run(sql);
            ++m_attempts;
            QVERIFY2(!said.ok, (sql + ": " + said.describe()).c_str());
        }
    }
    QVERIFY(victim.run("SELECT lo_unlink(" + object + ")").ok);
}

void SharedRights::forgedWordsCostOnlyALook() {
    support::ManualClock clock;
    store::postgres::StoreOptions options;
    options.connection.conninfo = m_world.login(kVictim, "program");
    options.connection.program = "rights";
    options.sha256 = [](std::string_view bytes) { return crypto::sha256Hex(bytes); };
    options.machineClock = &clock;
    auto opened = store::postgres::PostgresStore::open(options);
    EXPECT_OK(opened);
    store::postgres::PostgresStore& store = **opened;
    contract::Watched<int> told;
    const auto subscription =
        store.feed().listen([&](const ports::StreamHint&) { told.change([](int& count) { ++count; }); });
    const auto before = store.feedState();
    Sql attacker(m_world.login(kOwn, "viewer"));
    for (const std::string& words :
         {std::string(), std::string("globex"), std::string(7'900, 'x'), std::string("{\"kind\":0}")}) {
        QVERIFY(attacker.run("SELECT pg_notify('hotswap', " + quoted(words) + ")").ok);
        ++m_attempts;
    }
    QTRY_VERIFY_WITH_TIMEOUT(store.feedState().reads > before.reads, 5'000);
    QVERIFY(store.feedState().connected);
    QCOMPARE(store.feedState().reconnects, before.reconnects);
    told.change([](const int& count) { QCOMPARE(count, 0); });
    // And it still hears what is true.
    Sql program(m_world.login(kVictim, "program"));
    QVERIFY(program.run("SELECT hotswap.announce('globex', 'holder-globex', '{}', 60000, 100)").ok);
    ports::Transaction tx = transactionOf(kVictim, "program");
    tx.audit.push_back(World::record("program", "test", "feed"));
    QVERIFY(m_world.commit(program, tx).ok);
    QVERIFY(attacker.run("SELECT pg_notify('hotswap', '')").ok);
    QVERIFY(told.waitFor([](int count) { return count > 0; }));
}

void SharedRights::squattersOfALockAreRemoved() {
    for (const std::string& who : kEverybody) {
        Sql squatter(m_world.login(kOwn, who));
        const std::string scope = "'globex', 'Development', 'taken-" + who + "'";
        QVERIFY(
            squatter
                .run("SELECT pg_advisory_lock(hashtextextended('globex/Development/taken-" + who + "', 7))")
                .ok);
        Sql program(m_world.login(kVictim, "program"));
        const Said led =
            program.run("SELECT epoch FROM hotswap.lease_acquire(" + scope + ", 'h', 5000, false)");
        ++m_attempts;
        QCOMPARE(led.text, std::string("1\t\n"));
        QVERIFY2(!squatter.run("SELECT 1").ok, "the squatter's session goes on");
    }
    // A program of the tenant itself that has just taken the lock is left alone.
    Sql other(m_world.login(kVictim, "program"));
    QVERIFY(other.run("SELECT pg_advisory_lock(hotswap.lease_key('globex', 'Development', 'new'))").ok);
    Sql program(m_world.login(kVictim, "program"));
    const Said refused = program.run(
        "SELECT locked FROM hotswap.lease_acquire('globex', 'Development', 'new', 'h', 5000, false)");
    QCOMPARE(refused.text, std::string("f\t\n"));
    QVERIFY(other.run("SELECT 1").ok);
}

void SharedRights::programsProveOnlyWhatTheyLead() {
    const Stream& running = m_world.stream(kOwn, "running");
    const Stream& paused = m_world.stream(kOwn, "paused");
    const auto lead = [&](const Stream& stream, const ports::LeaseProof& proof) {
        ports::Transaction tx = transactionOf(stream.proof.scope.tenant.value, "");
        tx.proof = proof;
        tx.appends.push_back(
            World::append(stream, {events::StageChanged{Stage::Build, StageState::Running, ""}}));
        tx.audit.push_back(World::record("holder-acme", "deployment.decide", stream.deployment.id().value));
        return tx;
    };
    Sql program(m_world.login(kOwn, "program"));
    const auto refused = [&](const ports::Transaction& tx) {
        const Said said = m_world.commit(program, tx);
        ++m_attempts;
        QVERIFY2(!said.ok, said.describe().c_str());
    };
    refused(lead(paused, running.proof));
    refused(lead(m_world.stream(kVictim, "running"), m_world.stream(kVictim, "running").proof));
    ports::LeaseProof wrong = running.proof;
    ++wrong.fence.epoch;
    refused(lead(running, wrong));
    wrong = running.proof;
    ++wrong.fence.generation;
    refused(lead(running, wrong));
    wrong = running.proof;
    wrong.holder = HolderId{"holder-globex"};
    refused(lead(running, wrong));
    ports::Transaction unproven = lead(running, running.proof);
    unproven.proof.reset();
    refused(unproven);
    (void)program.run("BEGIN");
    const Said led = m_world.commit(program, lead(running, running.proof));
    (void)program.run("ROLLBACK");
    QVERIFY2(led.ok, led.describe().c_str());
    // Another program of the same tenant has a login of its own, and no use for this one's proof.
    Sql second(m_world.database().login("acme_second", {"orchestrator"}, {{kOwn, "second", "{}", true}}));
    const Said stolen = m_world.commit(second, lead(running, running.proof));
    QVERIFY2(!stolen.ok, stolen.describe().c_str());
    const Said renewed = second.run("SELECT tenant_id FROM hotswap.lease_renew('holder-acme', 99999999)");
    QCOMPARE(renewed.text, std::string("\t\n"));
    const Said taken =
        second.run("SELECT refused_by FROM hotswap.lease_acquire('acme', 'Development', 'running', "
                   "'holder-acme', 99999999, true)");
    QCOMPARE(taken.text, std::string("holder-acme\t\n"));
}

void SharedRights::noProgramShortensWhatAllShare() {
    const auto before = m_world.digests(kVictim);
    Sql program(m_world.login(kOwn, "program"));
    QVERIFY(program.run("SELECT hotswap.tend_samples(100000000)").ok);
    for (const char* sql : {"SELECT hotswap.tend_samples(-1000000000000)",
                            "SELECT hotswap.confirm_generation(4611686018427387904)"}) {
        (void)program.run(sql);
        ++m_attempts;
    }
    QVERIFY(program.run("SELECT hotswap.announce('acme', 'holder-acme', '{}', 60000, 100)").ok);
    Sql viewer(m_world.login(kOwn, "viewer"));
    const auto present = m_world.digests(kOwn)["participant"];
    (void)viewer.run("SET hotswap.tenant = 'acme'");
    const Said said = viewer.run("SELECT hotswap.announce('acme', 'holder-acme', '{}', -1000000, 100)");
    QVERIFY2(!said.ok, said.describe().c_str());
    (void)viewer.run("BEGIN; SELECT hotswap.announce('acme', 'me', '{}', -1000000, 100)");
    QCOMPARE(viewer.run("SELECT count(*) FROM hotswap.participant WHERE holder = 'holder-acme'").text,
             std::string("1\t\n"));
    (void)viewer.run("ROLLBACK");
    QCOMPARE(m_world.digests(kOwn)["participant"], present);
    const auto after = m_world.digests(kVictim);
    for (const auto& [table, digest] : before) {
        QVERIFY2(table == "(catalog)" || after.at(table) == digest, table.c_str()); // partitions are made
    }
}

/// Whoever says that commits are lost stops the leaders of their own tenant, until its administrator
/// confirms.
void SharedRights::aLossIsEachTenantsOwn() {
    const std::string missing =
        "SELECT known FROM hotswap.attest((SELECT installation FROM hotswap.store_info), 1, "
        "'9999999999999', 1, hotswap.store_now())";
    const auto as = [&](const char* who, const std::string& sql) {
        Sql person(m_world.login(kOwn, who));
        (void)person.run("SET hotswap.tenant = 'acme'");
        ++m_attempts;
        return person.run(sql);
    };
    const auto leads = [&](const std::string& tenant) {
        Sql program(m_world.login(tenant, "program"));
        return program
            .run("SELECT refused_by FROM hotswap.lease_acquire('" + tenant +
                 "', 'Development', 'tail', 'holder-of-the-tail', 5000, false)")
            .ok;
    };
    const auto before = m_world.digests(kVictim);
    const auto own = m_world.digests(kOwn);
    QCOMPARE(as("viewer", missing).text, std::string("f\t\n"));
    QCOMPARE(m_world.digests(kOwn)["lost_tail"], own.at("lost_tail"));
    QCOMPARE(as("deployer", missing).text, std::string("f\t\n"));
    QVERIFY(m_world.digests(kOwn)["lost_tail"] != own.at("lost_tail"));
    for (const auto& [table, digest] : m_world.digests(kVictim)) {
        QVERIFY2(digest == before.at(table), table.c_str());
    }
    QVERIFY(!leads(kOwn));
    QVERIFY(leads(kVictim));
    for (const char* who : {"viewer", "deployer", "approver", "program"}) {
        QVERIFY2(!as(who, "SELECT hotswap.confirm_tail('acme')").ok, who);
    }
    QVERIFY(!as("admin", "SELECT hotswap.confirm_tail('globex')").ok);
    QVERIFY(as("admin", "SELECT hotswap.confirm_tail('acme')").ok);
    QVERIFY(!as("admin", "SELECT hotswap.confirm_tail('acme')").ok);
    QVERIFY(leads(kOwn));
}

} // namespace hotswap::rights
