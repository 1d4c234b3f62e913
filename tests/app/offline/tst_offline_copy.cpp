// SPDX-License-Identifier: Apache-2.0
// What is kept on this desktop is whole or nothing, and never in the way of a console.
#include "tests/app/offline/offline_desk.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace hotswap;
using namespace std::chrono_literals;
using tests::Desk;
using tests::kOwner;
using Phase = ports::ConnectionPhase;

class TestOfflineCopy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsAllOrNothing();
    void goesOnKeepingAfterBeingCleared();
    void beginsAnewWhenTheFileIsDamagedUnderIt();
    void takesALargeFleet();
    void isNeverInTheWay();

private:
    QString file() const { return m_dir->filePath(QStringLiteral("c/offline.sqlite")); }

    support::ManualClock m_clock;
    support::SeededRandom m_random;
    std::unique_ptr<support::FakeConsoleService> m_fake;
    std::unique_ptr<QTemporaryDir> m_dir;
    Identity m_who = support::FakeConsoleService::identities().front();
};

void TestOfflineCopy::init() {
    m_dir = std::make_unique<QTemporaryDir>();
    m_fake = std::make_unique<support::FakeConsoleService>(m_clock, m_random);
}

void TestOfflineCopy::keepsAllOrNothing() {
    Desk desk(file(), m_clock, Phase::Live);
    desk.copy.setOwner(kOwner);
    desk.copy.noteIdentity(m_who, m_clock.now());
    ports::ConsoleDelta part;
    part.nodes.resize(1);
    part.nodes[0].id = NodeId{"lonely"};
    desk.copy.note(part, m_clock.now());
    desk.copy.flush();
    QVERIFY(!desk.copy.find(kOwner.address, kOwner.login, {}).ok());
    part.snapshot = true;
    desk.copy.note(part, m_clock.now());
    desk.copy.flush();
    QCOMPARE(desk.copy.snapshot()->nodes.size(), std::size_t{1});
    // The next snapshot names another node: the first one is gone.
    part.nodes[0].id = NodeId{"other"};
    desk.copy.note(part, m_clock.now());
    desk.copy.flush();
    QCOMPARE(desk.copy.snapshot()->nodes.size(), std::size_t{1});
    QCOMPARE(desk.copy.snapshot()->nodes[0].id.value, std::string("other"));
}

void TestOfflineCopy::goesOnKeepingAfterBeingCleared() {
    Desk desk(file(), m_clock, Phase::Live);
    desk.start(*m_fake, m_clock, m_who);
    desk.copy.flush();
    const std::size_t nodes = desk.copy.snapshot()->nodes.size();
    QVERIFY(nodes > 0);
    QTRY_VERIFY(desk.copy.info().bytes > 0 && desk.copy.info().asOf.has_value());
    desk.copy.clear();
    QTRY_VERIFY(!desk.copy.info().clearing);
    QTRY_COMPARE((desk.copy.flush(), desk.copy.snapshot()->nodes.size()), nodes);
    QVERIFY(desk.copy.identity().ok());
    desk.copy.rest();
    desk.subscription.reset();
}

void TestOfflineCopy::beginsAnewWhenTheFileIsDamagedUnderIt() {
    Desk desk(file(), m_clock, Phase::Live);
    desk.start(*m_fake, m_clock, m_who);
    desk.copy.flush();
    const std::size_t nodes = desk.copy.snapshot()->nodes.size();
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        other.setDatabaseName(file());
        QVERIFY(other.open());
        QVERIFY(QSqlQuery(other).exec(QStringLiteral("DROP TABLE kept")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("other"));
    // What is written next meets it; the snapshot that is asked for then makes the new file whole.
    m_fake->changeNodes(5);
    desk.copy.flush();
    QVERIFY(desk.copy.info().putAside);
    QVERIFY(QFile::exists(file() + QStringLiteral(".damaged")));
    const auto whole = [&] {
        m_clock.advance(61s);
        desk.copy.flush();
        const auto kept = desk.copy.snapshot();
        return kept.ok() && kept->nodes.size() == nodes && desk.copy.identity().ok();
    };
    QTRY_VERIFY(whole());
}

void TestOfflineCopy::takesALargeFleet() {
    m_fake = std::make_unique<support::FakeConsoleService>(m_clock, m_random,
                                                           support::SampleSize{10'000, 500, 120});
    QElapsedTimer timer;
    {
        Desk desk(file(), m_clock, Phase::Live);
        desk.start(*m_fake, m_clock, m_who);
        timer.start();
        desk.copy.flush();
        qInfo("written in %lld ms, %llu bytes", static_cast<long long>(timer.restart()),
              static_cast<unsigned long long>(desk.copy.info().bytes));
        m_fake->changeNodes(100);
        timer.restart();
        desk.copy.flush();
        qInfo("100 changed nodes written in %lld ms", static_cast<long long>(timer.elapsed()));
    }
    Desk desk(file(), m_clock, Phase::Offline);
    desk.copy.setOwner(kOwner);
    timer.restart();
    const auto kept = desk.copy.snapshot();
    QVERIFY(kept.ok() && kept->nodes.size() >= 10'000);
    qInfo("read in %lld ms", static_cast<long long>(timer.elapsed()));
}

void TestOfflineCopy::isNeverInTheWay() {
    QFile blocked(m_dir->filePath(QStringLiteral("c")));
    QVERIFY(blocked.open(QIODevice::WriteOnly)); // a file where the folder should be
    Desk desk(file(), m_clock, Phase::Live);
    QVERIFY(!desk.copy.find(kOwner.address, kOwner.login, {}).ok());
    desk.start(*m_fake, m_clock, m_who);
    QVERIFY(desk.heard->last() && desk.heard->last()->snapshot);
    QVERIFY(desk.service.query(m_who, ports::queries::OneDeployment{m_fake->runningDeployment()}).ok());
    QVERIFY(desk.copy.info().problem.has_value());
    desk.copy.clear();
    QTRY_VERIFY(!desk.copy.info().clearing);
}

QTEST_GUILESS_MAIN(TestOfflineCopy)
#include "tst_offline_copy.moc"
