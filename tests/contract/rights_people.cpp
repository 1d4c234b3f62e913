// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/rights_acts.h"
#include "tests/contract/rights_suites.h"

#include <QtTest/qtestcase.h>
#include <QtTest/qtestdata.h>

namespace hotswap::rights {

namespace {

const std::vector<std::string> kPeople{"viewer", "deployer", "approver", "admin", "all"};
const std::vector<std::string> kStreams{"queued", "running", "paused", "waiting", "succeeded", "stuck"};

bool mayDo(const std::string& who, Verb verb) {
    return who == "admin" || who == "all" || (who == "deployer" && verb != Verb::AcceptAsIs);
}

/// Commits and takes back, so that the next attempt finds the same. Nothing, or what the server said.
Said tried(World& world, Sql& as, const ports::Transaction& tx, const std::string& after = {}) {
    (void)as.run("BEGIN");
    Said said = world.commit(as, tx);
    if (said.ok && !after.empty()) {
        said = as.run(after);
    }
    (void)as.run("ROLLBACK");
    return said;
}

} // namespace

void PeopleRights::peopleDoTheirOwnPart_data() {
    QTest::addColumn<QString>("who");
    for (const std::string& who : kPeople) {
        QTest::newRow(who.c_str()) << QString::fromStdString(who);
    }
}

/// Every verb in every state: done exactly where role and state allow it, recorded under the caller's name.
void PeopleRights::peopleDoTheirOwnPart() {
    QFETCH(const QString, who);
    const std::string name = who.toStdString();
    Sql person(m_world.login(kOwn, name));
    (void)person.run("SET hotswap.tenant = 'acme'");
    for (const std::string& which : kStreams) {
        const Stream& stream = m_world.stream(kOwn, which);
        for (const Verb verb : kAllVerbs) {
            const Status may = stream.deployment.mayAct(verb);
            const bool wrongState =
                !may.ok() && may.error().detail == deploymentStateName(stream.deployment.state());
            const Said said = tried(m_world, person, act(stream, verb, name),
                                    "SELECT actor, via FROM hotswap.audit WHERE xid = pg_current_xact_id()");
            ++m_attempts;
            const std::string what = std::string(verbName(verb)) + " " + which + ": " + said.describe();
            if (wrongState || !mayDo(name, verb)) {
                QVERIFY2(!said.ok, what.c_str());
            } else if (may.ok()) {
                QVERIFY2(said.ok, what.c_str());
                QCOMPARE(said.text, name + "\t" + name + "\t\n");
            }
        }
    }
    for (const ports::Transaction& tx :
         {submit(m_world, kOwn, name), submitGated(m_world, name), supersede(m_world, name)}) {
        const Said submitted = tried(m_world, person, tx);
        QVERIFY2(submitted.ok == mayDo(name, Verb::Abort),
                 (std::to_string(tx.appends.size()) + " " + submitted.describe()).c_str());
    }
    const bool votes = name == "approver" || name == "all";
    const Said voted = tried(m_world, person, vote(m_world.stream(kOwn, "waiting"), name),
                             "SELECT actor, via FROM hotswap.vote WHERE position = 2");
    QVERIFY2(voted.ok == votes, voted.describe().c_str());
    if (votes) {
        QCOMPARE(voted.text, name + "\t" + name + "\t\n");
    }
    // Every kind of event with nothing in it, by everybody, on every stream.
    for (const std::string& which : kStreams) {
        for (const DeploymentEventBody& body : emptyEvents()) {
            ports::Transaction tx = transactionOf(kOwn, name);
            tx.appends.push_back(World::append(m_world.stream(kOwn, which), {body}));
            const Said said = tried(m_world, person, tx);
            ++m_attempts;
            QVERIFY2(!said.ok, (std::string(eventName(body)) + " on " + which).c_str());
        }
    }
}

void PeopleRights::nobodyForges_data() {
    QTest::addColumn<QString>("who");
    QTest::addColumn<std::size_t>("number");
    for (const char* who : {"deployer", "admin", "all"}) {
        const auto all = forgeries(m_world, who);
        for (std::size_t i = 0; i < all.size(); ++i) {
            QTest::newRow((std::string(who) + ": " + all[i].what).c_str()) << QString::fromLatin1(who) << i;
        }
    }
}

void PeopleRights::nobodyForges() {
    QFETCH(const QString, who);
    QFETCH(const std::size_t, number);
    const Forgery forgery = forgeries(m_world, who.toStdString()).at(number);
    const auto own = m_world.digests(kOwn);
    const auto victim = m_world.digests(kVictim);
    Sql person(m_world.login(kOwn, who.toStdString()));
    for (const char* tenant : {"acme", "globex", ""}) {
        (void)person.run(std::string("SELECT set_config('hotswap.tenant', '") + tenant + "', false)");
        const Said said = m_world.commit(person, forgery.tx);
        ++m_attempts;
        QVERIFY2(!said.ok, said.describe().c_str());
    }
    QCOMPARE(m_world.digests(kOwn), own);
    QCOMPARE(m_world.digests(kVictim), victim);
}

void PeopleRights::votesAreTheVotersOwn_data() {
    QTest::addColumn<QString>("who");
    QTest::addColumn<std::size_t>("number");
    for (const char* who : {"approver", "all"}) {
        const auto all = forgedVotes(m_world, who);
        for (std::size_t i = 0; i < all.size(); ++i) {
            QTest::newRow((std::string(who) + ": " + all[i].what).c_str()) << QString::fromLatin1(who) << i;
        }
    }
}

void PeopleRights::votesAreTheVotersOwn() {
    QFETCH(const QString, who);
    QFETCH(const std::size_t, number);
    const Forgery forgery = forgedVotes(m_world, who.toStdString()).at(number);
    const auto own = m_world.digests(kOwn);
    Sql person(m_world.login(kOwn, who.toStdString()));
    (void)person.run("SET hotswap.tenant = 'acme'");
    if (!forgery.before.empty()) {
        m_world.database().run(forgery.before);
    }
    const Said said = m_world.commit(person, forgery.tx);
    ++m_attempts;
    if (!forgery.after.empty()) {
        m_world.database().run(forgery.after);
    }
    QVERIFY2(!said.ok, said.describe().c_str());
    QCOMPARE(m_world.digests(kOwn), own);
}

void PeopleRights::ordersAreTheirGiversOwn_data() {
    QTest::addColumn<QString>("who");
    for (const std::string& who : kPeople) {
        QTest::newRow(who.c_str()) << QString::fromStdString(who);
    }
}

/// Who may deploy gives orders, in their own name and with a record; what becomes of them is for leaders to
/// say.
void PeopleRights::ordersAreTheirGiversOwn() {
    QFETCH(const QString, who);
    const std::string name = who.toStdString();
    Sql person(m_world.login(kOwn, name));
    (void)person.run("SET hotswap.tenant = 'acme'");
    ports::Transaction drain = transactionOf(kOwn, name);
    FleetOrder order;
    order.id = OrderId{"mine"};
    order.scope = {TenantId{kOwn}, EnvironmentId{"Development"}, ModuleName{std::string(kNodeWideModule)}};
    order.nodes = {NodeId{"n1"}};
    order.requestedBy = UserId{name};
    drain.orders.push_back({ports::OrderChange::Kind::Put, order});
    AuditRecord record;
    record.actor = name;
    record.action = "fleet.drain";
    record.subject = order.id.value;
    drain.audit.push_back(record);
    const Said given = tried(m_world, person, drain);
    QVERIFY2(given.ok == mayDo(name, Verb::Abort), given.describe().c_str());

    ports::Transaction unrecorded = drain;
    unrecorded.audit.clear();
    ports::Transaction otherName = drain;
    otherName.orders.front().order.requestedBy = UserId{"somebody"};
    ports::Transaction otherKind = drain;
    otherKind.orders.front().order.kind = OrderKind::Undrain; // recorded as a drain
    ports::Transaction closed = drain;
    closed.orders.front().order.open = false;
    ports::Transaction ofAModule = drain;
    ofAModule.orders.front().order.scope.module = ModuleName{"running"};
    ports::Transaction ended = transactionOf(kOwn, name);
    FleetOrder stored = order;
    stored.id = OrderId{"order-" + kOwn};
    stored.open = false;
    ended.orders.push_back({ports::OrderChange::Kind::Update, stored});
    for (const ports::Transaction& tx : {unrecorded, otherName, otherKind, closed, ofAModule, ended}) {
        const Said said = tried(m_world, person, tx);
        ++m_attempts;
        QVERIFY2(!said.ok, said.describe().c_str());
    }
}

} // namespace hotswap::rights
