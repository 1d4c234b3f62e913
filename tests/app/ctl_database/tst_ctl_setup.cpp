// SPDX-License-Identifier: Apache-2.0
// From an empty database to work in it, by commands alone and without an agent: setting up, members,
// packages, requests that wait, and what each says when it is asked wrongly.
#include "tests/support/ctl_process.h"
#include "tests/support/postgres/test_database.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace hotswap;
using support::Ran;
using support::words;

namespace {

QStringList codesOf(const Ran& ran) {
    QStringList codes;
    const QJsonObject check = ran.json()[QLatin1String("check")].toObject();
    for (const QJsonValue row : check[QLatin1String("findings")].toArray()) {
        codes << row[QLatin1String("code")].toString();
    }
    return codes;
}

} // namespace

class TestCtlSetup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void checkNamesWhatIsMissing();
    void initIsHarmlessTwice();
    void initNeedsNoSuperuser();
    void checkNamesPowerfulMembers();
    void membersAreMadeListedAndRemoved();
    void packagesArePushedAndListed();
    void aRequestWaitsAndIsFound();
    void theSameKeyIsTheSameRequest();
    void watchingEndsInTime();
    void anotherTenantSeesNothing();
    void auditTellsAndVerifies();

private:
    Ran admin(const QString& line) { return support::runCtl(words(line), m_database->admin()); }
    /// As a member; the folder with keys is given to all.
    Ran as(const QString& person, const QStringList& arguments) {
        return support::runCtl(arguments + QStringList{QStringLiteral("--json"), QStringLiteral("--keys"),
                                                       m_dir->filePath(QStringLiteral("keys-") + person)},
                               m_people.value(person).toStdString());
    }
    Ran as(const QString& person, const QString& line) { return as(person, words(line)); }
    void addPerson(const QString& name, const QString& options);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<tests::TestDatabase> m_database;
    QMap<QString, QString> m_people; ///< conninfo by name
    QStringList m_logins;
    QString m_deployment;
};

void TestCtlSetup::initTestCase() {
    m_dir = std::make_unique<QTemporaryDir>();
    auto database = tests::TestDatabase::make();
    QVERIFY2(database.ok(), database.ok() ? "" : database.error().detail.c_str());
    m_database = *std::move(database);
}

void TestCtlSetup::cleanupTestCase() {
    for (const QString& login : m_logins) {
        const std::string role = login.toStdString();
        (void)m_database->run("DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '" + role +
                              "') THEN DROP ROLE " + role + "; END IF; END $$");
    }
}

void TestCtlSetup::addPerson(const QString& name, const QString& options) {
    const QString login = QString::fromStdString(m_database->role(name.toStdString()));
    m_logins << login;
    const QByteArray password = "correct horse " + name.toUtf8();
    const Ran ran = support::runCtl(words(QStringLiteral("db member add --json --password-stdin --user ") +
                                          name + QLatin1Char(' ') + options) +
                                        QStringList{login},
                                    m_database->admin(), password + "\n");
    QVERIFY2(ran.status == 0, ran.text());
    QVERIFY(!ran.json()[QLatin1String("member")].toObject().contains(QLatin1String("password")));
    m_people[name] = QString::fromStdString(m_database->admin()) + QStringLiteral(" user=") + login +
                     QStringLiteral(" password='") + QString::fromUtf8(password) + QStringLiteral("'");
    QVERIFY(QDir().mkpath(m_dir->filePath(QStringLiteral("keys-") + name)));
}

void TestCtlSetup::checkNamesWhatIsMissing() {
    const Ran ran = admin(QStringLiteral("db check --json"));
    QVERIFY2(ran.status == 1, ran.text());
    QVERIFY(codesOf(ran).contains(QLatin1String("schemaOlder")));
    QVERIFY(codesOf(ran).contains(QLatin1String("noSynchronousStandby")));
    const Ran many = admin(QStringLiteral("db check --json --agents 100"));
    QVERIFY(codesOf(many).contains(QLatin1String("connectionsTooFew")));
    for (const QJsonValue row : many.json()[QLatin1String("check")][QLatin1String("findings")].toArray()) {
        for (const char* field : {"severity", "current", "wanted", "meaning", "fix"}) {
            QVERIFY(!row[QLatin1String(field)].toString().isEmpty());
        }
    }
}

void TestCtlSetup::initIsHarmlessTwice() {
    Ran ran = admin(QStringLiteral("db migrate"));
    QCOMPARE(ran.status, 1); // nothing to migrate yet
    ran = admin(QStringLiteral("db init --tenant acme --json"));
    QVERIFY2(ran.status == 0, ran.text());
    const int version = ran.json()[QLatin1String("schema")][QLatin1String("version")].toInt();
    QCOMPARE(ran.json()[QLatin1String("schema")][QLatin1String("migrationsRun")].toInt(), version);
    for (const char* again : {"db init --tenant acme --json", "db migrate --json"}) {
        ran = admin(QLatin1String(again));
        QVERIFY2(ran.status == 0, ran.text());
        QCOMPARE(ran.json()[QLatin1String("schema")][QLatin1String("migrationsRun")].toInt(-1), 0);
    }
    QVERIFY(!codesOf(admin(QStringLiteral("db check --json"))).contains(QLatin1String("schemaOlder")));
    QCOMPARE(admin(QStringLiteral("db tenant add acme")).status, 1);
    QVERIFY2(admin(QStringLiteral("db tenant add other")).status == 0, "second tenant");
}

void TestCtlSetup::initNeedsNoSuperuser() {
    auto made = tests::TestDatabase::make();
    QVERIFY(made.ok());
    const auto& database = **made;
    const auto keeper = (*made)->addLogin("keeper");
    QVERIFY(keeper.ok());
    const std::string role = database.role("keeper");
    QVERIFY(database
                .run("ALTER ROLE " + role + " CREATEROLE; ALTER DATABASE " + database.name() + " OWNER TO " +
                     role)
                .ok());
    Ran ran = support::runCtl(words(QStringLiteral("db init --tenant acme")), *keeper);
    QVERIFY2(ran.status == 0, ran.text());
    const QString login = QString::fromStdString(database.role("somebody"));
    m_logins << login;
    ran = support::runCtl(words(QStringLiteral("db member add --tenant acme --user somebody ") + login),
                          *keeper);
    QVERIFY2(ran.status == 0, ran.text());
}

void TestCtlSetup::membersAreMadeListedAndRemoved() {
    const QString key = m_dir->filePath(QStringLiteral("ann.key"));
    QVERIFY(support::runCtl({QStringLiteral("module"), QStringLiteral("keygen"), key,
                             QStringLiteral("--purpose"), QStringLiteral("voter")})
                .status == 0);
    addPerson(QStringLiteral("dora"), QStringLiteral("--tenant acme --role deployer"));
    addPerson(QStringLiteral("ann"),
              QStringLiteral("--tenant acme --role approver --group release --key %1.pub").arg(key));
    addPerson(QStringLiteral("root"), QStringLiteral("--tenant acme --role admin --role deployer"));
    addPerson(QStringLiteral("eve"), QStringLiteral("--tenant other --role admin"));
    const Ran ran = admin(QStringLiteral("db member list --tenant acme --json"));
    QVERIFY2(ran.status == 0, ran.text());
    const QJsonArray members = ran.json()[QLatin1String("members")].toArray();
    QCOMPARE(members.size(), 3);
    QCOMPARE(members[0][QLatin1String("user")].toString(), QStringLiteral("ann"));
    QCOMPARE(members[0][QLatin1String("key")].toString().size(), 16);
    QCOMPARE(members[0][QLatin1String("groups")].toArray(), QJsonArray{QStringLiteral("release")});

    // A password is made and shown once where none is given; the login goes with its last membership.
    const QString login = QString::fromStdString(m_database->role("gone"));
    m_logins << login;
    const Ran made = admin(QStringLiteral("db member add --json --tenant acme --user gone ") + login);
    QVERIFY2(made.status == 0, made.text());
    QCOMPARE(made.json()[QLatin1String("member")][QLatin1String("password")].toString().size(), 24);
    const Ran again = admin(QStringLiteral("db member add --json --tenant acme --user gone ") + login);
    QVERIFY(!again.json()[QLatin1String("member")].toObject().contains(QLatin1String("password")));
    QCOMPARE(admin(QStringLiteral("db member remove --tenant acme --drop-login ") + login).status, 0);
    QCOMPARE(admin(QStringLiteral("db member remove --tenant acme ") + login).status, 1);
}

void TestCtlSetup::checkNamesPowerfulMembers() {
    const std::string login = m_database->role("strong");
    m_logins << QString::fromStdString(login);
    QVERIFY(m_database->run("CREATE ROLE " + login + " LOGIN BYPASSRLS").ok());
    const QString line = QStringLiteral("db member add --tenant acme --user strong ");
    const Ran refused = admin(line + QString::fromStdString(login));
    QVERIFY2(refused.status == 1, refused.text());
    QVERIFY(m_database->run("ALTER ROLE " + login + " NOBYPASSRLS").ok());
    QCOMPARE(admin(line + QString::fromStdString(login)).status, 0);
    QVERIFY(!codesOf(admin(QStringLiteral("db check --json"))).contains(QLatin1String("loginTooPowerful")));
    QVERIFY(m_database->run("ALTER ROLE " + login + " BYPASSRLS").ok());
    QVERIFY(codesOf(admin(QStringLiteral("db check --json"))).contains(QLatin1String("loginTooPowerful")));
    QCOMPARE(
        admin(QStringLiteral("db member remove --drop-login --tenant acme ") + QString::fromStdString(login))
            .status,
        0);
}

void TestCtlSetup::packagesArePushedAndListed() {
    const QString keys = m_dir->filePath(QStringLiteral("keys-dora"));
    const QString source = m_dir->filePath(QStringLiteral("pages"));
    QVERIFY(QDir().mkpath(source + QStringLiteral("/files")));
    QFile toml(source + QStringLiteral("/module.toml"));
    QVERIFY(toml.open(QIODevice::WriteOnly));
    toml.write("name = \"pages\"\nversion = \"1.0.0\"\nkind = \"files\"\n");
    toml.close();
    QFile page(source + QStringLiteral("/files/index.html"));
    QVERIFY(page.open(QIODevice::WriteOnly));
    page.write("<p>hello</p>\n");
    page.close();
    const QString package = m_dir->filePath(QStringLiteral("pages-1.0.0.hsm"));
    const QString key = m_dir->filePath(QStringLiteral("module.key"));
    QCOMPARE(support::runCtl({QStringLiteral("module"), QStringLiteral("pack"), source,
                              QStringLiteral("--output"), m_dir->path()})
                 .status,
             0);
    QCOMPARE(support::runCtl({QStringLiteral("module"), QStringLiteral("keygen"), key,
                              QStringLiteral("--public"), keys + QStringLiteral("/module.pub")})
                 .status,
             0);
    const QStringList push{QStringLiteral("module"), QStringLiteral("push"), package};
    Ran ran = as(QStringLiteral("dora"), push);
    QVERIFY2(ran.status == 1, ran.text()); // not signed
    QVERIFY(ran.err.contains(QLatin1String("pages-1.0.0.hsm")));
    QCOMPARE(support::runCtl(
                 {QStringLiteral("module"), QStringLiteral("sign"), package, QStringLiteral("--key"), key})
                 .status,
             0);
    ran = as(QStringLiteral("ann"), push);
    QVERIFY2(ran.status == 1, ran.text()); // does not trust the key, and may not push
    for (int i = 0; i < 2; ++i) {
        ran = as(QStringLiteral("dora"), push);
        QVERIFY2(ran.status == 0, ran.text());
    }
    ran = as(QStringLiteral("ann"), QStringLiteral("module list"));
    const QJsonArray releases = ran.json()[QLatin1String("releases")].toArray();
    QCOMPARE(releases.size(), 1);
    QCOMPARE(releases[0][QLatin1String("version")].toString(), QStringLiteral("1.0.0"));
    QCOMPARE(releases[0][QLatin1String("signedBy")].toArray().size(), 1);
}

void TestCtlSetup::aRequestWaitsAndIsFound() {
    const QString request =
        QStringLiteral(" --module pages --version 1.0.0 --environment Development --description hello");
    Ran ran = as(QStringLiteral("ann"), QStringLiteral("deploy submit") + request);
    QVERIFY2(ran.status == 1, ran.text());
    QCOMPARE(ran.json()[QLatin1String("error")][QLatin1String("code")].toString(),
             QStringLiteral("permissionDenied"));
    // Without a node there is nothing to roll out to: a gateway would have told of one.
    ran = as(QStringLiteral("dora"), QStringLiteral("deploy plan") + request);
    QVERIFY2(ran.status == 1, ran.text());
    QVERIFY(
        m_database
            ->run("INSERT INTO hotswap.fleet VALUES ('acme', 1);"
                  "INSERT INTO hotswap.node (tenant_id, id, environment, serving, session, version, body) "
                  "VALUES ('acme', 'n1', 'Development', true, 1, 1, jsonb_build_object('id', 'n1', "
                  "'tenant', 'acme', 'environment', 'Development', 'state', 'running'))")
            .ok());
    ran = as(QStringLiteral("dora"), QStringLiteral("deploy plan") + request);
    QVERIFY2(ran.status == 0, ran.text());
    QCOMPARE(ran.json()[QLatin1String("plan")][QLatin1String("waves")].toArray().size(), 1);
    ran = as(QStringLiteral("dora"), QStringLiteral("deploy submit --key once") + request);
    QVERIFY2(ran.status == 0, ran.text());
    m_deployment = ran.json()[QLatin1String("answer")][QLatin1String("id")].toString();
    QCOMPARE(m_deployment.size(), 32);
    ran = as(QStringLiteral("ann"), QStringLiteral("deploy show ") + m_deployment);
    const QJsonObject shown = ran.json()[QLatin1String("deployment")].toObject();
    QCOMPARE(shown[QLatin1String("state")].toString(), QStringLiteral("queued"));
    QVERIFY(shown[QLatin1String("leader")].isNull());
    ran = as(QStringLiteral("ann"), QStringLiteral("deploy list --state queued --text hello --limit 1"));
    QCOMPARE(ran.json()[QLatin1String("deployments")].toArray().size(), 1);
    ran = as(QStringLiteral("ann"), QStringLiteral("deploy list --state succeeded"));
    QCOMPARE(ran.json()[QLatin1String("deployments")].toArray().size(), 0);
    ran = as(QStringLiteral("ann"), QStringLiteral("fleet list"));
    QCOMPARE(ran.json()[QLatin1String("nodes")].toArray().size(), 1);
    ran = as(QStringLiteral("ann"), QStringLiteral("fleet show n1"));
    QCOMPARE(ran.json()[QLatin1String("node")][QLatin1String("state")].toString(), QStringLiteral("running"));
    ran = as(QStringLiteral("ann"), QStringLiteral("lease list"));
    QVERIFY2(ran.status == 0, ran.text());
    QVERIFY(ran.json()[QLatin1String("leases")].toArray().isEmpty());
    ran = as(QStringLiteral("ann"), QStringLiteral("approval list --all"));
    QVERIFY2(ran.status == 0, ran.text());
}

void TestCtlSetup::theSameKeyIsTheSameRequest() {
    const QString request = QStringLiteral("deploy submit --key once --module pages --version 1.0.0 "
                                           "--environment Development --description ");
    Ran ran = as(QStringLiteral("dora"), request + QStringLiteral("hello"));
    QVERIFY2(ran.status == 0, ran.text());
    QVERIFY(ran.json()[QLatin1String("answer")][QLatin1String("repeated")].toBool());
    QCOMPARE(ran.json()[QLatin1String("answer")][QLatin1String("id")].toString(), m_deployment);
    ran = as(QStringLiteral("dora"), request + QStringLiteral("other"));
    QCOMPARE(ran.status, 1);
    QCOMPARE(ran.json()[QLatin1String("error")][QLatin1String("code")].toString(),
             QStringLiteral("keyReused"));
}

void TestCtlSetup::watchingEndsInTime() {
    const Ran ran = as(QStringLiteral("ann"), QStringLiteral("deploy watch --timeout 1 ") + m_deployment);
    QVERIFY2(ran.status == 7, ran.text());
    QCOMPARE(ran.objects().front()[QLatin1String("event")][QLatin1String("type")].toString(),
             QStringLiteral("submitted"));
    QCOMPARE(ran.err.count(QLatin1Char('\n')), 1);
}

void TestCtlSetup::anotherTenantSeesNothing() {
    for (const char* command : {"deploy show ", "deploy watch ", "deploy abort "}) {
        const Ran ran = as(QStringLiteral("eve"), QLatin1String(command) + m_deployment);
        QVERIFY2(ran.status == 1, ran.text());
        const QString code = ran.json()[QLatin1String("error")][QLatin1String("code")].toString();
        QVERIFY2(code == QLatin1String("notFound") || code == QLatin1String("permissionDenied"), ran.text());
    }
    for (const auto& [command, list] :
         {std::pair{"deploy list", "deployments"}, std::pair{"fleet list", "nodes"},
          std::pair{"module list", "releases"}}) {
        const Ran ran = as(QStringLiteral("eve"), QLatin1String(command));
        QVERIFY2(ran.status == 0, ran.text());
        QVERIFY(ran.json()[QLatin1String(list)].toArray().isEmpty());
    }
    // Naming the other tenant does not help.
    const Ran ran = as(QStringLiteral("eve"), QStringLiteral("deploy list --tenant acme"));
    QVERIFY2(ran.status != 0, ran.text());
}

void TestCtlSetup::auditTellsAndVerifies() {
    Ran ran = as(QStringLiteral("ann"), QStringLiteral("audit list --text submit"));
    QVERIFY2(ran.status == 0, ran.text());
    const QJsonArray records = ran.json()[QLatin1String("records")].toArray();
    QCOMPARE(records.size(), 1);
    QCOMPARE(records[0][QLatin1String("actor")].toString(), QStringLiteral("dora"));
    QCOMPARE(records[0][QLatin1String("subject")].toString(), m_deployment);
    ran = as(QStringLiteral("ann"), QStringLiteral("audit list --to 2001-01-01T00:00:00Z"));
    QVERIFY(ran.json()[QLatin1String("records")].toArray().isEmpty());
    ran = as(QStringLiteral("ann"), QStringLiteral("audit verify"));
    QVERIFY2(ran.status == 0, ran.text());
    QVERIFY(ran.json()[QLatin1String("audit")][QLatin1String("firstBroken")].isNull());
}

QTEST_GUILESS_MAIN(TestCtlSetup)
#include "tst_ctl_setup.moc"
