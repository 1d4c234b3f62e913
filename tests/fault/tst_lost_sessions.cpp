// SPDX-License-Identifier: Apache-2.0
// A server that is there and says nothing, a program that leaves while it waits, and a lock session that is
// ended by somebody else: nobody waits without end, and the holder is told at once.

#include "tests/fault/network.h"
#include "tests/support/postgres_database.h"

#include "app/common/real_sources.h"
#include "core/crypto/hash.h"
#include "core/store/postgres/answer_watch.h"
#include "core/store/postgres/postgres_store.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace hotswap;
using fault::FaultProxy;
using store::postgres::AnswerWatch;
using store::postgres::Connection;
using store::postgres::ConnectionOptions;
using store::postgres::Effect;
using store::postgres::PostgresStore;

namespace {

constexpr int kAtOnceMs = 1'000;
constexpr int kSoonMs = 5'000;

} // namespace

class LostSessionsTest : public QObject {
    Q_OBJECT

private:
    ConnectionOptions through(const FaultProxy& proxy, Duration answerLimit) const {
        ConnectionOptions options;
        options.conninfo = m_login + " host=127.0.0.1 port=" + std::to_string(proxy.port());
        options.program = "hotswap-test";
        options.watch = m_watch;
        options.answerLimit = answerLimit;
        return options;
    }

    support::PostgresDatabase m_database;
    std::string m_login = m_database.login("agent", {"orchestrator"}, {{"acme", "agent", "{}", true}});
    std::shared_ptr<AnswerWatch> m_watch = std::make_shared<AnswerWatch>();
    QTemporaryDir m_place;

private Q_SLOTS:
    void givesASilentServerUp_data() {
        QTest::addColumn<bool>("writes");
        QTest::newRow("read") << false;
        QTest::newRow("write") << true;
    }

    void givesASilentServerUp() {
        QFETCH(const bool, writes);
        FaultProxy proxy(QStringLiteral("127.0.0.1"),
                         QStringLiteral("127.0.0.1:") + QString::fromStdString(m_database.value("SHOW port")),
                         m_place.filePath(QStringLiteral("control")));
        const auto connection = Connection::open(through(proxy, Duration{500}));
        QVERIFY2(connection.ok(), connection.ok() ? "" : describe(connection.error()).c_str());
        const Effect effect = writes ? Effect::Write : Effect::Read;
        QVERIFY((*connection)->run("SELECT 1", {}, effect).ok());
        QCOMPARE(proxy.order(QStringLiteral("halfopen")), QStringLiteral("ok"));
        QElapsedTimer clock;
        clock.start();
        const auto answer = (*connection)->run("SELECT 1", {}, effect);
        QVERIFY(clock.elapsed() >= 450 && clock.elapsed() < kSoonMs);
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().code, writes ? ErrorCode::OutcomeUnknown : ErrorCode::Unavailable);
        QVERIFY(!(*connection)->alive());
    }

    void leavesAnAnswerInTimeAlone() {
        ConnectionOptions options;
        options.conninfo = m_login;
        options.watch = m_watch;
        options.answerLimit = Duration{2'000};
        const auto connection = Connection::open(options);
        QVERIFY(connection.ok());
        for (int i = 0; i < 3; ++i) {
            QVERIFY((*connection)->run("SELECT pg_sleep(0.9)", {}, Effect::Read).ok());
        }
    }

    void leavesWhileItWaits() {
        const auto watch = std::make_shared<AnswerWatch>();
        ConnectionOptions options;
        options.conninfo = m_login;
        options.watch = watch;
        const auto connection = Connection::open(options);
        QVERIFY(connection.ok());
        QElapsedTimer clock;
        clock.start();
        watch->endAllWithin(Duration{300});
        const auto answer = (*connection)->run("SELECT pg_sleep(12)", {}, Effect::Read);
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().code, ErrorCode::Unavailable);
        QVERIFY(clock.elapsed() < kSoonMs);
        const auto another = Connection::open(options);
        QVERIFY(!another.ok());
        QCOMPARE(another.error().code, ErrorCode::Cancelled);
    }

    void tellsTheHolderOfAnEndedLockSession() {
        const app::SystemClock clock;
        store::postgres::StoreOptions options;
        options.connection.conninfo = m_login;
        options.connection.program = "hotswap-agent";
        options.sha256 = [](std::string_view bytes) { return crypto::sha256Hex(bytes); };
        options.machineClock = &clock;
        const auto store = PostgresStore::open(options);
        QVERIFY2(store.ok(), store.ok() ? "" : describe(store.error()).c_str());
        const Scope scope{TenantId{"acme"}, EnvironmentId{"Development"}, ModuleName{"storefront"}};
        const HolderId holder{"holder"};
        QVERIFY((*store)->leases().acquire(scope, holder, Duration{5'000}).ok());
        std::atomic<bool> told = false;
        const auto listening = (*store)->feed().listen([&](const ports::StreamHint& hint) {
            const bool lost = hint.kind == ports::StreamHint::Kind::Lease && hint.version == 0;
            told = told || (lost && hint.scope == scope);
        });
        QElapsedTimer since;
        since.start();
        m_database.run("SELECT pg_terminate_backend(backend_pid) FROM hotswap.lease");
        QVERIFY(QTest::qWaitFor([&] { return told.load(); }, kAtOnceMs));
        qInfo("told after %lld ms", static_cast<long long>(since.elapsed()));
        const auto held = (*store)->leases().renewAll(holder, Duration{5'000});
        QVERIFY(held.ok() && held->empty());
    }
};

QTEST_GUILESS_MAIN(LostSessionsTest)
#include "tst_lost_sessions.moc"
