// SPDX-License-Identifier: Apache-2.0
// What commands on the shared database say when they are asked wrongly, and that each tells its options.
#include "tests/support/postgres/ctl_members.h"

#include <QTest>

using namespace hotswap;
using support::Ran;
using support::words;

class TestCtlUsage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void everyCommandHasHelp_data();
    void everyCommandHasHelp();
    void anOutOfReachDatabaseIsNamed();

private:
    std::unique_ptr<tests::TestDatabase> m_database;
    std::string m_dora; ///< conninfo of a deployer
};

void TestCtlUsage::initTestCase() {
    auto database = tests::makeCtlDatabase();
    QVERIFY2(database.ok(), database.ok() ? "" : database.error().detail.c_str());
    m_database = *std::move(database);
    m_dora = tests::addMember(*m_database, "dora", "deployer");
    QVERIFY(!m_dora.empty());
}

void TestCtlUsage::cleanupTestCase() {
    m_database.reset();
}

void TestCtlUsage::saysWhatIsWrong_data() {
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("word");
    const auto row = [](const char* arguments, int status, const char* word) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments) << status << QString::fromLatin1(word);
    };
    row("deploy submit", 2, "--module");
    row("deploy submit --module pages", 2, "--version");
    row("deploy submit --module pages --version x --environment QA", 2, "--version");
    row("deploy submit --module pages --version 1.0.0", 2, "--environment");
    row("deploy submit --module Pages! --version 1.0.0 --environment QA", 2, "--module");
    row("deploy submit --module pages --version 1.0.0 --environment QA --strategy fast", 2, "--strategy");
    row("deploy submit --module pages --version 1.0.0 --environment QA --label x", 2, "--label");
    row("deploy submit --module pages --version 1.0.0 --environment QA --timeout 0", 2, "--timeout");
    row("deploy submit --module none --version 1.0.0 --environment Development", 1, "none");
    row("deploy submit --module pages --version 1.0.0 --environment QA --policy /no/file", 1, "/no/file");
    row("policy history", 2, "--environment");
    row("deploy list --state happy", 2, "--state");
    row("deploy list --limit 501", 2, "--limit");
    row("deploy show", 2, "ID");
    row("deploy show nothing", 1, "does not exist");
    row("deploy watch nothing --timeout soon", 2, "--timeout");
    row("deploy skip nothing", 2, "--node");
    row("deploy promote nothing --fully", 2, "--reason");
    row("deploy accept nothing", 2, "--reason");
    row("deploy abort nothing", 1, "does not exist");
    row("approval list --state maybe", 2, "--state");
    row("approval reject nothing", 2, "--reason");
    row("approval show nothing", 1, "does not exist");
    row("fleet show nothing", 1, "does not exist");
    row("audit list --from yesterday", 2, "--from");
    row("module push /no/such/file.hsm", 1, "/no/such/file.hsm");
    row("module push", 2, "FILE");
    row("node token", 2, "--environment");
    row("node token --environment QA --minutes 43201", 2, "--minutes");
    row("node revoke", 2, "NODE");
    row("node revoke n1", 1, "may not");
    row("deploy list --tenant nobody", 1, "tenant");
    row("db tenant add more", 1, "may not");
}

void TestCtlUsage::saysWhatIsWrong() {
    QFETCH(QString, arguments);
    QFETCH(int, status);
    QFETCH(QString, word);
    const Ran ran = support::runCtl(words(arguments), m_dora);
    QVERIFY2(ran.status == status, ran.text());
    QVERIFY2(ran.err.contains(word), ran.text());
    QVERIFY2(ran.err.count(QLatin1Char('\n')) == 1, ran.text()); // one sentence
    QVERIFY2(ran.out.isEmpty(), ran.text());
}

void TestCtlUsage::everyCommandHasHelp_data() {
    QTest::addColumn<QString>("command");
    for (const char* command : {"db",
                                "db init",
                                "db migrate",
                                "db check",
                                "db tenant add",
                                "db member add",
                                "db member list",
                                "db member remove",
                                "policy check",
                                "policy show",
                                "policy set",
                                "policy history",
                                "policy import-kayenta",
                                "module push",
                                "module list",
                                "deploy plan",
                                "deploy submit",
                                "deploy list",
                                "deploy show",
                                "deploy watch",
                                "deploy pause",
                                "deploy resume",
                                "deploy promote",
                                "deploy skip",
                                "deploy abort",
                                "deploy retry",
                                "deploy rollback",
                                "deploy accept",
                                "approval list",
                                "approval show",
                                "approval approve",
                                "approval reject",
                                "fleet list",
                                "fleet show",
                                "node token",
                                "node list",
                                "node revoke",
                                "lease list",
                                "audit list",
                                "audit verify"}) {
        QTest::newRow(command) << QString::fromLatin1(command);
    }
}

void TestCtlUsage::everyCommandHasHelp() {
    QFETCH(QString, command);
    const Ran ran = support::runCtl(words(command + QStringLiteral(" --help")));
    QVERIFY2(ran.status == 0, ran.text());
    QVERIFY2(ran.out.contains(QStringLiteral("hotswapctl ") + command), ran.text());
    QVERIFY(ran.err.isEmpty());
}

void TestCtlUsage::anOutOfReachDatabaseIsNamed() {
    Ran ran = support::runCtl({QStringLiteral("deploy"), QStringLiteral("list")});
    QVERIFY2(ran.status == 2 && ran.err.contains(QLatin1String("--connect")), ran.text());
    ran = support::runCtl({QStringLiteral("deploy"), QStringLiteral("list"), QStringLiteral("--json"),
                           QStringLiteral("--connect"), QStringLiteral("host=/no/such/folder")});
    QVERIFY2(ran.status == 1, ran.text());
    QCOMPARE(ran.json()[QLatin1String("error")][QLatin1String("code")].toString(),
             QStringLiteral("unavailable"));
}

QTEST_GUILESS_MAIN(TestCtlUsage)
#include "tst_ctl_usage.moc"
