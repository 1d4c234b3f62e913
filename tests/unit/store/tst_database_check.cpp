// SPDX-License-Identifier: Apache-2.0
// From settings to findings: each wrong setting alone gives its finding and no other.
#include "core/store/postgres/database_check.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::store::postgres;

namespace {

constexpr ConnectionDemand kDemand{3, 10}; // 81 connections

DatabaseSettings good() {
    DatabaseSettings settings;
    settings.serverVersion = 150'020;
    settings.synchronousCommit = "on";
    settings.synchronousStandbys = "b";
    settings.standbysInSync = 1;
    settings.walLevel = "replica";
    settings.connectionsMax = 100;
    settings.connectionsReserved = 3;
    settings.connectionsUsed = 20;
    settings.keepaliveIdle = Duration{10'000};
    settings.idleTransactionLimit = Duration{60'000};
    settings.roundTrip = Duration{4};
    settings.schema = {true, 7, 7, 0};
    return settings;
}

struct Row {
    const char* name;
    std::function<void(DatabaseSettings&)> spoil;
    SettingFinding finding;
};

using W = DatabaseWarning;
using S = DatabaseSettings;
constexpr Severity kFatal = Severity::Fatal;
constexpr Severity kWarning = Severity::Warning;

/// Of the server and of what it keeps.
std::vector<Row> serverRows() {
    return {
        {"old server",
         [](S& s) { s.serverVersion = 140'020; },
         {W::ServerTooOld, kFatal, "14.20", "15.20 or later"}},
        {"holes",
         [](S& s) { s.serverVersion = 150'019; },
         {W::MinorVersionUnsafe, kFatal, "15.19", "15.20 or later"}},
        {"holes in 17",
         [](S& s) { s.serverVersion = 170'011; },
         {W::MinorVersionUnsafe, kFatal, "17.11", "17.12 or later"}},
        {"pooler",
         [](S& s) { s.pooled = true; },
         {W::PoolerTransactionMode, kFatal, "pool_mode = transaction", "pool_mode = session"}},
        {"standby", [](S& s) { s.inRecovery = true; }, {W::InRecovery, kFatal, "standby", "primary"}},
        {"commit",
         [](S& s) { s.synchronousCommit = "off"; },
         {W::SynchronousCommitOff, kWarning, "synchronous_commit = off", "on or remote_apply"}},
        {"commit here",
         [](S& s) { s.synchronousCommit = "local"; },
         {W::NoSynchronousStandby, kWarning, "synchronous_commit = local", "on or remote_apply"}},
        {"no standby",
         [](S& s) {
             s.synchronousStandbys.clear();
             s.standbysInSync = 0;
         },
         {W::NoSynchronousStandby, kWarning, "synchronous_standby_names = ''",
          "the name of at least one standby"}},
        {"standby away",
         [](S& s) { s.standbysInSync = 0; },
         {W::NoSynchronousStandby, kWarning, "synchronous_standby_names = 'b', none connected",
          "a connected standby"}},
        {"fsync", [](S& s) { s.fsync = false; }, {W::FsyncOff, kFatal, "fsync = off", "on"}},
        {"pages",
         [](S& s) { s.fullPageWrites = false; },
         {W::FullPageWritesOff, kFatal, "full_page_writes = off", "on"}},
    };
}

/// Of how it is used.
std::vector<Row> useRows() {
    static const std::string kBound = "NOSUPERUSER NOBYPASSRLS, not a member of hotswap_owner";
    return {
        {"checksums",
         [](S& s) { s.checksums = false; },
         {W::ChecksumsOff, kWarning, "data_checksums = off", "on"}},
        {"log",
         [](S& s) { s.walLevel = "minimal"; },
         {W::WalLevelMinimal, kWarning, "wal_level = minimal", "replica or logical"}},
        {"too few",
         [](S& s) { s.connectionsMax = 83; },
         {W::ConnectionsTooFew, kFatal, "max_connections = 83", "at least 84"}},
        {"nearly used",
         [](S& s) { s.connectionsUsed = 88; },
         {W::ConnectionsNearlyUsed, kWarning, "88 of 97", "less than 90 %"}},
        {"keepalives",
         [](S& s) { s.keepaliveIdle = Duration{0}; },
         {W::KeepalivesOff, kWarning, "tcp_keepalives_idle = 0", "1 to 60 seconds"}},
        {"slow keepalives",
         [](S& s) { s.keepaliveIdle = Duration{61'000}; },
         {W::KeepalivesOff, kWarning, "tcp_keepalives_idle = 61", "1 to 60 seconds"}},
        {"idle transactions",
         [](S& s) { s.idleTransactionLimit = Duration{0}; },
         {W::IdleTransactionsKept, kWarning, "idle_in_transaction_session_timeout = 0 ms", "1 to 300000 ms"}},
        {"long transaction",
         [](S& s) {
             s.oldestTransaction = Duration{10'001};
             s.oldestTransactionPid = 7;
         },
         {W::LongTransaction, kWarning, "pid 7, 10001 ms", "at most 10000 ms"}},
        {"clock ahead",
         [](S& s) { s.clockAhead = Duration{1'003}; },
         {W::ClocksDiffer, kWarning, "1003 ms", "at most 1000 ms"}},
        {"clock behind",
         [](S& s) { s.clockAhead = Duration{-1'003}; },
         {W::ClocksDiffer, kWarning, "-1003 ms", "at most 1000 ms"}},
        {"superuser",
         [](S& s) {
             s.powerful = {{"eve", "superuser"}};
         },
         {W::LoginTooPowerful, kFatal, "eve: superuser", kBound}},
        {"no schema",
         [](S& s) {
             s.schema = {false, 0, 7, 0};
         },
         {W::SchemaOlder, kFatal, "none", "7"}},
        {"old schema", [](S& s) { s.schema.applied = 6; }, {W::SchemaOlder, kFatal, "6", "7"}},
        {"new schema", [](S& s) { s.schema.applied = 8; }, {W::SchemaNewer, kFatal, "8", "at most 7"}},
        {"another schema",
         [](S& s) { s.schema.changed = 3; },
         {W::SchemaNewer, kFatal, "migration 3 differs", "the program that made this schema"}},
    };
}

const std::vector<Row>& rows() {
    static const std::vector<Row> kRows = [] {
        std::vector<Row> all = serverRows();
        const std::vector<Row> more = useRows();
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }();
    return kRows;
}

} // namespace

class TestDatabaseCheck : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGoodDatabaseHasNoFindings();
    void oneWrongSettingIsOneFinding_data();
    void oneWrongSettingIsOneFinding();
    void whatCannotBeKnownIsNotHeldAgainstIt();
    void theMeasurementsOwnErrorIsForgiven();
    void fatalOnesComeFirst();
    void demandIsTwelveAnAgentFourAConsoleAndFive();
};

void TestDatabaseCheck::aGoodDatabaseHasNoFindings() {
    QCOMPARE(checkSettings(good(), kDemand).size(), std::size_t{0});
    DatabaseSettings later = good();
    later.serverVersion = 190'000;
    QCOMPARE(checkSettings(later, kDemand).size(), std::size_t{0});
}

void TestDatabaseCheck::oneWrongSettingIsOneFinding_data() {
    QTest::addColumn<std::size_t>("row");
    for (std::size_t i = 0; i < rows().size(); ++i) {
        QTest::newRow(rows()[i].name) << i;
    }
}

void TestDatabaseCheck::oneWrongSettingIsOneFinding() {
    QFETCH(std::size_t, row);
    DatabaseSettings settings = good();
    rows()[row].spoil(settings);
    const auto found = checkSettings(settings, kDemand);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(QByteArray::fromStdString(found[0].current),
             QByteArray::fromStdString(rows()[row].finding.current));
    QCOMPARE(QByteArray::fromStdString(found[0].wanted),
             QByteArray::fromStdString(rows()[row].finding.wanted));
    QVERIFY(found[0] == rows()[row].finding);
}

void TestDatabaseCheck::whatCannotBeKnownIsNotHeldAgainstIt() {
    DatabaseSettings settings = good();
    settings.standbysInSync.reset(); // a login that may not see other sessions
    QCOMPARE(checkSettings(settings, kDemand).size(), std::size_t{0});
}

void TestDatabaseCheck::theMeasurementsOwnErrorIsForgiven() {
    DatabaseSettings settings = good();
    settings.clockAhead = Duration{1'400};
    settings.roundTrip = Duration{800};
    QCOMPARE(checkSettings(settings, kDemand).size(), std::size_t{0});
}

void TestDatabaseCheck::fatalOnesComeFirst() {
    DatabaseSettings settings = good();
    settings.checksums = false;
    settings.schema.applied = 6;
    const auto found = checkSettings(settings, kDemand);
    QCOMPARE(found.size(), std::size_t{2});
    QVERIFY(found[0].severity == Severity::Fatal);
    QVERIFY(found[1].severity == Severity::Warning);
}

void TestDatabaseCheck::demandIsTwelveAnAgentFourAConsoleAndFive() {
    QCOMPARE(kDemand.connections(), 81U);
    QCOMPARE((ConnectionDemand{0, 0}.connections()), 5U);
}

QTEST_APPLESS_MAIN(TestDatabaseCheck)
#include "tst_database_check.moc"
