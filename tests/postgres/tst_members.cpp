// SPDX-License-Identifier: Apache-2.0
// Tenants and members as an administrator changes them, on a real server, and what db check reads there.
#include "core/crypto/scram.h"
#include "core/store/postgres/database_check.h"
#include "core/store/postgres/members.h"
#include "tests/support/manual_clock.h"
#include "tests/support/postgres_database.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::store::postgres;

namespace {

constexpr const char* kPassword = "a pass'word \\ with \"marks\"";

std::unique_ptr<Connection> openSession(const std::string& conninfo) {
    ConnectionOptions options;
    options.conninfo = conninfo;
    options.program = "tst_members";
    auto connection = Connection::open(options);
    return connection.ok() ? *std::move(connection) : nullptr;
}

} // namespace

class TestMembers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void namesOfEveryKindAreQuoted();
    void aMemberIsGrantedWhatTheRoleTakes();
    void aProgramIsAnOrchestrator();
    void wrongNamesAreRefusedByField();
    void refusesWhatIsThereAlready();
    void refusesALoginThatNothingBinds();
    void removesAMembershipAndTheLogin();
    void whoMayCreateRolesNeedsNoSuperuser();
    void readsTheSettingsOfTheServer();

private:
    std::string login(const char* name) {
        const std::string full = m_name + name;
        m_logins.push_back(full);
        return full;
    }
    std::string conninfoOf(const std::string& name) {
        return m_database->admin() + " user=" + name + " password='a pass\\'word \\\\ with \"marks\"'";
    }
    Member person(const char* name, std::set<Role> roles) {
        Member member;
        member.login = login(name);
        member.tenant = TenantId{"acme"};
        member.user = UserId{name};
        member.roles = std::move(roles);
        return member;
    }

    std::unique_ptr<support::PostgresDatabase> m_database;
    std::unique_ptr<Connection> m_admin;
    std::string m_name; ///< of the database: makes roles of the cluster unlike those of other tests
    std::vector<std::string> m_logins;
    NewLogin m_secret;
};

void TestMembers::init() {
    m_database = std::make_unique<support::PostgresDatabase>();
    m_name = m_database->value("SELECT current_database()") + "_";
    m_admin = openSession(m_database->admin());
    QVERIFY(m_admin != nullptr);
    QVERIFY(addTenant(*m_admin, TenantId{"acme"}).ok());
    const auto verifier = crypto::scramVerifier(kPassword, std::string(16, 's'));
    QVERIFY(verifier.ok());
    m_secret = {*verifier};
}

void TestMembers::cleanup() {
    for (const std::string& name : m_logins) {
        const auto drop =
            m_admin->run("SELECT format('DROP ROLE IF EXISTS %I', $1::text)", {name}, Effect::Read);
        if (drop.ok()) {
            (void)m_admin->runScript(std::string(drop->text(0, 0)));
        }
    }
    m_logins.clear();
    m_admin.reset();
    m_database.reset();
}

void TestMembers::namesOfEveryKindAreQuoted() {
    Member odd = person("o'Neil \"; DROP ROLE x; --", {Role::Approver});
    odd.groups = {"net,work", "a \"b\"", "\\"};
    odd.key = KeyId{"0123456789abcdef"};
    odd.publicKey = std::string("\0\1'\\\xff", 5);
    const Status put = putMember(*m_admin, odd, m_secret);
    QVERIFY2(put.ok(), put.ok() ? "" : put.error().detail.c_str());
    const auto listed = listMembers(*m_admin, TenantId{"acme"});
    QVERIFY(listed.ok());
    QCOMPARE(listed->size(), std::size_t{1});
    QVERIFY(listed->front() == odd);
}

void TestMembers::aMemberIsGrantedWhatTheRoleTakes() {
    Member ann = person("ann", {Role::Deployer});
    QVERIFY(putMember(*m_admin, ann, m_secret).ok());
    const auto session = openSession(conninfoOf(ann.login));
    QVERIFY(session != nullptr);
    const auto can = [&](const char* role) {
        return m_admin->run("SELECT pg_has_role($1, $2, 'MEMBER')", {ann.login, role}, Effect::Read)
            ->flag(0, 0);
    };
    QVERIFY(can("hotswap_viewer") && can("hotswap_deployer"));
    QVERIFY(!can("hotswap_approver") && !can("hotswap_admin") && !can("hotswap_orchestrator"));
    ann.roles = {Role::Deployer, Role::Approver};
    QVERIFY(putMember(*m_admin, ann, {}).ok()); // once more: replaced, and granted what is new
    QVERIFY(can("hotswap_approver"));
    QVERIFY(listMembers(*m_admin, {})->front() == ann);
    const auto seen = session->run("SELECT user_id FROM hotswap.member", {}, Effect::Read);
    QVERIFY(seen.ok());
    QCOMPARE(seen->size(), std::size_t{1});
}

void TestMembers::aProgramIsAnOrchestrator() {
    Member agent = person("agent", {});
    agent.program = true;
    QVERIFY(putMember(*m_admin, agent, m_secret).ok());
    const auto rights = m_admin->run("SELECT pg_has_role($1, 'hotswap_orchestrator', 'MEMBER'), "
                                     "pg_has_role($1, 'hotswap_viewer', 'MEMBER')",
                                     {agent.login}, Effect::Read);
    QVERIFY(rights->flag(0, 0));
    QVERIFY(!rights->flag(0, 1));
}

void TestMembers::wrongNamesAreRefusedByField() {
    const auto field = [](const Status& status) {
        return status.ok() || status.error().fields.empty() ? std::string()
                                                            : status.error().fields.begin()->first;
    };
    Member wrong = person("x", {});
    wrong.login = "hotswap_admin";
    QCOMPARE(field(putMember(*m_admin, wrong, {})), std::string("login"));
    wrong.login = std::string(64, 'x');
    QCOMPARE(field(putMember(*m_admin, wrong, {})), std::string("login"));
    wrong = person("x", {});
    wrong.user = UserId{""};
    QCOMPARE(field(putMember(*m_admin, wrong, {})), std::string("user"));
    wrong = person("x", {});
    wrong.groups = {"line\nbreak"};
    QCOMPARE(field(putMember(*m_admin, wrong, {})), std::string("group"));
    QCOMPARE(field(addTenant(*m_admin, TenantId{"no tenant"})), std::string("tenant"));
}

void TestMembers::refusesWhatIsThereAlready() {
    QCOMPARE(addTenant(*m_admin, TenantId{"acme"}).error().code, ErrorCode::AlreadyExists);
    Member ann = person("ann", {Role::Viewer});
    QVERIFY(putMember(*m_admin, ann, m_secret).ok());
    QVERIFY(loginExists(*m_admin, ann.login).value());
    QCOMPARE(putMember(*m_admin, ann, m_secret).error().code, ErrorCode::AlreadyExists);
    Member other = person("other", {Role::Viewer});
    other.user = ann.user;
    QCOMPARE(putMember(*m_admin, other, m_secret).error().code, ErrorCode::AlreadyExists);
    QVERIFY(!loginExists(*m_admin, other.login).value()); // whole or not at all
    other = person("third", {Role::Viewer});
    other.tenant = TenantId{"nobody"};
    QCOMPARE(putMember(*m_admin, other, m_secret).error().code, ErrorCode::NotFound);
}

void TestMembers::refusesALoginThatNothingBinds() {
    Member root = person("x", {Role::Admin});
    root.login = m_database->value("SELECT current_user");
    QCOMPARE(putMember(*m_admin, root, {}).error().code, ErrorCode::PermissionDenied);
    root.login = "nobody at all";
    QCOMPARE(putMember(*m_admin, root, {}).error().code, ErrorCode::NotFound);
    // Somebody who became one afterwards is found by the check.
    Member eve = person("eve", {Role::Viewer});
    QVERIFY(putMember(*m_admin, eve, m_secret).ok());
    m_database->run("ALTER ROLE \"" + eve.login + "\" BYPASSRLS");
    const support::ManualClock clock;
    const auto settings = readSettings(*m_admin, {}, clock);
    QVERIFY(settings.ok());
    QVERIFY(settings->powerful == (std::vector<PowerfulLogin>{{eve.login, "BYPASSRLS"}}));
}

void TestMembers::removesAMembershipAndTheLogin() {
    QVERIFY(addTenant(*m_admin, TenantId{"other"}).ok());
    Member ann = person("ann", {Role::Viewer});
    QVERIFY(putMember(*m_admin, ann, m_secret).ok());
    Member there = ann;
    there.tenant = TenantId{"other"};
    QVERIFY(putMember(*m_admin, there, {}).ok());
    QCOMPARE(removeMember(*m_admin, ann.login, TenantId{"acme"}, Login::Drop).error().code,
             ErrorCode::TransitionRefused);
    QVERIFY(removeMember(*m_admin, ann.login, TenantId{"acme"}, Login::Keep).ok());
    QCOMPARE(removeMember(*m_admin, ann.login, TenantId{"acme"}, Login::Keep).error().code,
             ErrorCode::NotFound);
    QVERIFY(loginExists(*m_admin, ann.login).value());
    QVERIFY(removeMember(*m_admin, ann.login, TenantId{"other"}, Login::Drop).ok());
    QVERIFY(!loginExists(*m_admin, ann.login).value());
    QVERIFY(listMembers(*m_admin, {})->empty());
}

void TestMembers::whoMayCreateRolesNeedsNoSuperuser() {
    const std::string keeper = login("keeper");
    m_database->run("CREATE ROLE \"" + keeper + "\" LOGIN CREATEROLE PASSWORD '" + m_secret.verifier +
                    "' IN ROLE hotswap_owner, hotswap_viewer"); // the viewer may connect
    const auto session = openSession(conninfoOf(keeper));
    QVERIFY(session != nullptr);
    QVERIFY(addTenant(*session, TenantId{"second"}).ok());
    QCOMPARE(
        m_database->value("SELECT relforcerowsecurity FROM pg_class WHERE oid = 'hotswap.tenant'::regclass"),
        std::string("t"));
    Member ann = person("ann", {Role::Viewer});
    ann.tenant = TenantId{"second"};
    const Status put = putMember(*session, ann, m_secret);
    QVERIFY2(put.ok(), put.ok() ? "" : put.error().detail.c_str());
    QCOMPARE(listMembers(*session, TenantId{"second"})->size(), std::size_t{1});
    QVERIFY(removeMember(*session, ann.login, ann.tenant, Login::Drop).ok());
}

void TestMembers::readsTheSettingsOfTheServer() {
    const support::ManualClock clock;
    const auto settings = readSettings(*m_admin, {}, clock);
    QVERIFY2(settings.ok(), settings.ok() ? "" : settings.error().detail.c_str());
    QCOMPARE(settings->serverVersion, m_admin->serverVersion());
    QVERIFY(!settings->pooled && !settings->inRecovery && settings->checksums);
    QCOMPARE(std::to_string(settings->connectionsMax), m_database->value("SHOW max_connections"));
    QVERIFY(settings->connectionsUsed >= 1);
    // Ours is ten seconds in each session; what counts is what others begin with.
    QCOMPARE(settings->idleTransactionLimit.count(), 0);
    QVERIFY(settings->schema.present && settings->schema.applied == settings->schema.known);
    const std::int64_t there =
        std::stoll(m_database->value("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint"));
    const std::int64_t off = there - toMs(clock.now()) - settings->clockAhead.count();
    QVERIFY2(off >= 0 && off < 10'000, std::to_string(off).c_str());
}

QTEST_APPLESS_MAIN(TestMembers)
#include "tst_members.moc"
