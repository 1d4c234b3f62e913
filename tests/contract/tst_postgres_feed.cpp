// SPDX-License-Identifier: Apache-2.0
// What the feed waits for and what it does not: nothing of this database may be missed, and what runs in
// another one is none of its business.

#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"
#include "core/store/postgres/postgres_store.h"
#include "tests/support/manual_clock.h"
#include "tests/support/postgres_database.h"

#include <QTest>

#include <algorithm>
#include <mutex>

using namespace hotswap;

namespace {

constexpr int kHangMs = 60'000;

std::string rowOf(int version) {
    return "INSERT INTO hotswap.feed (at, kind, tenant_id, version) VALUES (1, 8, 'acme', " +
           std::to_string(version) + ")";
}

/// A store that listens to its own database, beside another database of the same server.
struct Feed {
    Feed() {
        database.freezeTime(toMs(clock.now()));
        store::postgres::StoreOptions options;
        options.connection.conninfo =
            database.login("agent", {"orchestrator"}, {{"acme", "agent", "{}", true}});
        options.connection.program = "feed";
        options.sha256 = [](std::string_view bytes) { return crypto::sha256Hex(bytes); };
        options.machineClock = &clock;
        store = store::postgres::PostgresStore::open(options).value();
        subscription = store->feed().listen([this](const ports::StreamHint& hint) {
            const std::lock_guard lock(mutex);
            if (hint.kind == ports::StreamHint::Kind::Presence) {
                versions.push_back(hint.version);
            }
        });
    }

    std::vector<std::uint64_t> told() {
        const std::lock_guard lock(mutex);
        return versions;
    }
    bool waitFor(const std::vector<std::uint64_t>& all) {
        return QTest::qWaitFor([&] { return told() == all; }, kHangMs);
    }
    /// Until it has looked so many times more.
    bool looks(std::uint64_t more) {
        const std::uint64_t from = store->feedState().reads;
        return QTest::qWaitFor([&] { return store->feedState().reads >= from + more; }, kHangMs);
    }

    support::ManualClock clock;
    support::PostgresDatabase other;
    support::PostgresDatabase database;
    std::mutex mutex;
    std::vector<std::uint64_t> versions;
    std::unique_ptr<store::postgres::PostgresStore> store;
    std::unique_ptr<ports::FeedSubscription> subscription;
};

} // namespace

class TestPostgresFeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::init().ok()); }

    void aTransactionElsewhereHoldsNothingBack() {
        Feed feed;
        feed.other.run("BEGIN; SELECT pg_current_xact_id()");
        (void)feed.database.value(rowOf(1) + " RETURNING 1");
        QVERIFY(feed.waitFor({1}));
        (void)feed.database.value(rowOf(2) + " RETURNING 1");
        QVERIFY(feed.waitFor({1, 2}));
        feed.other.run("COMMIT");
    }

    void aTransactionHereIsWaitedFor() {
        Feed feed;
        feed.other.run("BEGIN; SELECT pg_current_xact_id()");
        feed.database.run("BEGIN; SELECT pg_current_xact_id()"); // its number is the older one
        (void)feed.database.value(rowOf(2) + " RETURNING 1");
        QVERIFY(feed.looks(10));
        QVERIFY(feed.told().empty());
        feed.database.run(rowOf(1) + "; COMMIT");
        QVERIFY(feed.waitFor({1, 2}));
        feed.other.run("COMMIT");
    }

    void nothingIsMissedAmongTransactionsThatEndInAnotherOrder() {
        Feed feed;
        feed.other.run("BEGIN; SELECT pg_current_xact_id()");
        std::vector<std::uint64_t> all;
        for (int round = 0; round < 20; ++round) {
            feed.database.run("BEGIN; SELECT pg_current_xact_id()");
            (void)feed.database.value(rowOf(2 * round + 1) + " RETURNING 1");
            feed.database.run(rowOf(2 * round) + "; COMMIT");
            all.insert(all.end(),
                       {static_cast<std::uint64_t>(2 * round), static_cast<std::uint64_t>(2 * round + 1)});
        }
        QVERIFY(QTest::qWaitFor([&] { return feed.told().size() >= all.size(); }, kHangMs));
        std::vector<std::uint64_t> told = feed.told();
        std::sort(told.begin(), told.end());
        QCOMPARE(told, all);
        feed.other.run("COMMIT");
    }
};

QTEST_GUILESS_MAIN(TestPostgresFeed)
#include "tst_postgres_feed.moc"
