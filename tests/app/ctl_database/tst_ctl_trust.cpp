// SPDX-License-Identifier: Apache-2.0
// hotswapctl key root publish|renew: trust documents on their way to the nodes by the shared database.
#include "tests/support/postgres/ctl_members.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace hotswap;
using support::Ran;
using support::words;

class TestCtlTrust : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_database.reset(); }
    void aTimestampFollowsTheOneBefore();
    void whatNodesWouldRefuseIsNotPublished();
    void onlyAnAdministratorPublishes();
    void anOldRootIsNotGoneBy();

private:
    /// key …; words with a dot are files of the test's folder.
    Ran key(const QString& line, const std::string& database = {}) const {
        QStringList arguments{QStringLiteral("key")};
        for (const QString& word : words(line)) {
            arguments << (word.contains(QLatin1Char('.')) && !word.startsWith(QLatin1Char('/'))
                              ? m_dir.filePath(word)
                              : word);
        }
        return support::runCtl(arguments + QStringList{QStringLiteral("--json")}, database);
    }
    void makeDocuments();

    QTemporaryDir m_dir;
    std::unique_ptr<tests::TestDatabase> m_database;
    std::string m_ada;  ///< conninfo of an administrator
    std::string m_olga; ///< and of a deployer
};

void TestCtlTrust::makeDocuments() {
    for (const char* purpose : {"root", "orchestrator", "module", "releases", "timestamp"}) {
        const Ran ran = key(QStringLiteral("new %1.key --purpose %1").arg(QLatin1String(purpose)));
        QVERIFY2(ran.status == 0, ran.text());
    }
    QFile description(m_dir.filePath(QStringLiteral("root.toml")));
    QVERIFY(description.open(QIODevice::WriteOnly));
    description.write("tenant = \"acme\"\n");
    for (const QByteArray purpose : {"root", "orchestrator", "module", "releases", "timestamp"}) {
        description.write("[" + purpose + "]\nkeys = [\"" + purpose + ".key.pub\"]\n");
    }
    description.close();
    const QString package =
        qEnvironmentVariable("HOTSWAP_DEMO_DIR") + QStringLiteral("/storefront-1.0.0.hsm");
    for (const QString& line :
         {QStringLiteral("root make root.toml --out root.json"),
          QStringLiteral("root sign root.json --key root.key"),
          QStringLiteral("root releases %1 --tenant acme --environment Production --out list.json")
              .arg(package),
          QStringLiteral("root sign list.json --key releases.key"),
          QStringLiteral("root timestamp list.json --out word.json"),
          QStringLiteral("root sign word.json --key timestamp.key")}) {
        const Ran ran = key(line);
        QVERIFY2(ran.status == 0, ran.text());
    }
}

void TestCtlTrust::initTestCase() {
    auto database = tests::makeCtlDatabase();
    QVERIFY2(database.ok(), database.ok() ? "" : database.error().detail.c_str());
    m_database = *std::move(database);
    m_ada = tests::addMember(*m_database, "ada", "admin");
    m_olga = tests::addMember(*m_database, "olga", "deployer");
    QVERIFY(!m_ada.empty() && !m_olga.empty());
    makeDocuments();
}

void TestCtlTrust::aTimestampFollowsTheOneBefore() {
    const QString renew = QStringLiteral("root renew list.json --root root.json --key timestamp.key");
    Ran ran = key(QStringLiteral("root publish list.json word.json"), m_ada);
    QVERIFY2(ran.status == 0, ran.text());
    for (const int version : {2, 3}) {
        ran = key(renew, m_ada);
        QVERIFY2(ran.status == 0, ran.text());
        QCOMPARE(ran.json()[QLatin1String("timestamp")].toInt(), version);
    }
    ran = key(QStringLiteral("root publish word.json"), m_ada); // of before
    QVERIFY2(ran.status != 0, ran.text());
}

void TestCtlTrust::whatNodesWouldRefuseIsNotPublished() {
    Ran ran = key(QStringLiteral("root renew list.json --root root.json --key releases.key"), m_ada);
    QVERIFY2(ran.status == 2, ran.text());
    ran = key(QStringLiteral("root renew list.json --root root.json --key timestamp.key --hours 0"), m_ada);
    QVERIFY2(ran.status == 2 && ran.text().contains("--hours"), ran.text());
    ran = key(QStringLiteral("root renew root.json --root root.json --key timestamp.key"), m_ada);
    QVERIFY2(ran.status != 0, ran.text());
    QVERIFY(key(QStringLiteral("new other.key --purpose timestamp")).status == 0);
    ran = key(QStringLiteral("root renew list.json --root root.json --key other.key"),
              m_ada); // the root does not name it
    QVERIFY2(ran.status == 1, ran.text());
    ran = key(QStringLiteral("root renew list.json --root root.json --key timestamp.key"), m_ada);
    QVERIFY2(ran.status == 0, ran.text());
    QCOMPARE(ran.json()[QLatin1String("timestamp")].toInt(), 4); // nothing of the above counted
}

void TestCtlTrust::onlyAnAdministratorPublishes() {
    const Ran ran = key(QStringLiteral("root renew list.json --root root.json --key timestamp.key"), m_olga);
    QVERIFY2(ran.status == 1, ran.text());
    QCOMPARE(ran.json()[QLatin1String("error")][QLatin1String("code")].toString(),
             QStringLiteral("permissionDenied"));
}

void TestCtlTrust::anOldRootIsNotGoneBy() {
    for (const char* line : {"root next root.json --out root2.json", "root sign root2.json --key root.key"}) {
        const Ran ran = key(QLatin1String(line));
        QVERIFY2(ran.status == 0, ran.text());
    }
    Ran ran = key(QStringLiteral("root publish root.json root2.json"), m_ada);
    QVERIFY2(ran.status == 0, ran.text());
    ran = key(QStringLiteral("root renew list.json --root root.json --key timestamp.key"), m_ada);
    QVERIFY2(ran.status == 1, ran.text());
    QCOMPARE(ran.json()[QLatin1String("error")][QLatin1String("code")].toString(),
             QStringLiteral("versionConflict"));
    ran = key(QStringLiteral("root renew list.json --root root2.json --key timestamp.key"), m_ada);
    QVERIFY2(ran.status == 0, ran.text());
}

QTEST_GUILESS_MAIN(TestCtlTrust)
#include "tst_ctl_trust.moc"
