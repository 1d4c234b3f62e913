// SPDX-License-Identifier: Apache-2.0
// Policies of the shared database by hotswapctl: set, shown, listed, and by whom.
#include "tests/support/postgres/ctl_members.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace hotswap;
using support::Ran;
using support::words;

class TestCtlPolicies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void whatIsSetIsShownAndListed();
    void onlyAnAdministratorSets();

private:
    QString write(const char* name, const QByteArray& text) const {
        QFile file(m_dir.filePath(QLatin1String(name)));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName()
                                                                                  : QString();
    }
    static Ran policy(const std::string& database, const QString& line) {
        return support::runCtl(words(QStringLiteral("policy ") + line), database);
    }

    QTemporaryDir m_dir;
    std::unique_ptr<tests::TestDatabase> m_database;
    std::string m_ada; ///< conninfo of an administrator
    std::string m_vic; ///< and of a viewer
};

void TestCtlPolicies::initTestCase() {
    auto database = tests::makeCtlDatabase();
    QVERIFY2(database.ok(), database.ok() ? "" : database.error().detail.c_str());
    m_database = *std::move(database);
    m_ada = tests::addMember(*m_database, "ada", "admin");
    m_vic = tests::addMember(*m_database, "vic", "viewer");
    QVERIFY(!m_ada.empty() && !m_vic.empty());
}

void TestCtlPolicies::cleanupTestCase() {
    m_database.reset();
}

void TestCtlPolicies::whatIsSetIsShownAndListed() {
    const QString file = write("qa.toml", "[strategy]\nbake = \"7m\"\n");
    Ran ran = policy(m_ada, QStringLiteral("set %1 --environment QA --reason agreed --json").arg(file));
    QVERIFY2(ran.status == 0, ran.text());
    QCOMPARE(ran.json().value(QLatin1String("version")).toInt(), 2);
    ran = policy(m_ada, QStringLiteral("set %1 --environment QA --reason again --json").arg(file));
    QCOMPARE(ran.json().value(QLatin1String("version")).toInt(), 2); // nothing has changed
    const QString own = write("own.toml", "[strategy]\nbake = \"9m\"\n");
    ran = policy(m_ada,
                 QStringLiteral("set %1 --environment QA --module pages --reason own --after 0").arg(own));
    QVERIFY2(ran.status == 0 && ran.out.contains(QLatin1Char('3')), ran.text());

    ran = policy(m_vic, QStringLiteral("show --environment QA"));
    QVERIFY2(ran.out.contains(QLatin1String("bake = \"7m\"")), ran.text());
    ran = policy(m_vic, QStringLiteral("show --environment QA --module pages"));
    QVERIFY2(ran.out.contains(QLatin1String("bake = \"9m\"")), ran.text());
    ran = policy(m_vic, QStringLiteral("history --environment QA --json"));
    const QJsonArray rows = ran.json().value(QLatin1String("policies")).toArray();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(0).toObject().value(QLatin1String("module")).toString(), QStringLiteral("pages"));
    QCOMPARE(rows.at(1).toObject().value(QLatin1String("author")).toString(), QStringLiteral("ada"));
    QCOMPARE(rows.at(1).toObject().value(QLatin1String("reason")).toString(), QStringLiteral("agreed"));
}

void TestCtlPolicies::onlyAnAdministratorSets() {
    const QString file = write("mine.toml", "[strategy]\nbake = \"1m\"\n");
    Ran ran = policy(m_vic, QStringLiteral("set %1 --environment Staging --reason mine").arg(file));
    QCOMPARE(ran.status, 1);
    ran = policy(m_ada, QStringLiteral("set %1 --environment QA --after 1 --reason late").arg(file));
    QVERIFY2(ran.status == 1, ran.text()); // another version is the newest
    ran = policy(m_vic, QStringLiteral("history --environment Staging --json"));
    QVERIFY(ran.json().value(QLatin1String("policies")).toArray().isEmpty());
}

QTEST_GUILESS_MAIN(TestCtlPolicies)
#include "tst_ctl_policies.moc"
