// SPDX-License-Identifier: Apache-2.0
// Live, stale and offline: the console says what is true of what it shows.
#include "core/ports/connection_state.h"
#include "tests/support/fake_console_service.h"
#include "tests/support/manual_clock.h"
#include "ui/session/connection.h"

#include <QSignalSpy>
#include <QTest>

#include <thread>

using namespace hotswap;
using namespace std::chrono_literals;
using Phase = ports::ConnectionPhase;
using State = ui::Connection::State;

namespace {

struct Desk {
    support::ManualClock clock;
    support::SeededRandom random;
    support::FakeConsoleService service{clock, random};
    ports::ConnectionBoard board{{Phase::Live, clock.now(), {}}};
    ui::ServiceClient client{service, random};
    ui::Formatter formatter;
    ui::Connection connection{client, &board, clock, formatter};

    bool heard() {
        client.setIdentity(support::FakeConsoleService::identities().front());
        return QTest::qWaitFor([this] { return connection.state() == State::Live; });
    }
};

} // namespace

class TestConnection : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void waitsUntilSomethingIsHeard();
    void followsTheLink();
    void hearsFromAnotherThread();
    void staysStaleWhileOnlyTheFeedIsLost();
    void startsWithWhatIs();
    void sendsNothingWhileOffline();
    void saysTheDateOfWhatIsOld();
    void boardTellsChangesOnly();
    void boardKeepsSinceWithinAPhase();
};

void TestConnection::waitsUntilSomethingIsHeard() {
    Desk desk;
    QCOMPARE(desk.connection.state(), State::Waiting);
    QVERIFY(desk.connection.warning().isEmpty());
    QVERIFY(desk.heard());
    QVERIFY(desk.connection.warning().isEmpty());
    QCOMPARE(desk.connection.text(), QStringLiteral("Live"));
}

void TestConnection::followsTheLink() {
    Desk desk;
    QVERIFY(desk.heard());
    const Instant lost = desk.clock.now() + 7s;
    desk.board.set(Phase::Stale, lost, "listener closed");
    QTRY_COMPARE(desk.connection.state(), State::Stale);
    const QString since = desk.formatter.time(lost);
    QVERIFY(desk.connection.text().contains(since));
    QVERIFY(desk.connection.warning().contains(since));
    QCOMPARE(desk.connection.detail(), QStringLiteral("listener closed"));
    desk.board.set(Phase::Offline, lost + 3s, "connection refused");
    QTRY_COMPARE(desk.connection.state(), State::Offline);
    QVERIFY(desk.connection.text().contains(desk.formatter.time(lost + 3s)));
    QVERIFY(desk.connection.text().startsWith(QStringLiteral("Offline, as of ")));
    QCOMPARE(desk.connection.leaders(), QStringLiteral("Who leads is not known now"));
    QCOMPARE(desk.connection.tone(), static_cast<int>(ui::Tone::Bad));
    desk.board.set(Phase::Live, lost + 9s);
    QTRY_COMPARE(desk.connection.state(), State::Live);
    QVERIFY(desk.connection.warning().isEmpty());
}

void TestConnection::hearsFromAnotherThread() {
    Desk desk;
    QVERIFY(desk.heard());
    std::thread adapter([&desk] { desk.board.set(Phase::Offline, desk.clock.now(), "gone"); });
    adapter.join();
    QTRY_COMPARE(desk.connection.state(), State::Offline);
}

void TestConnection::staysStaleWhileOnlyTheFeedIsLost() {
    Desk desk;
    QVERIFY(desk.heard());
    desk.board.set(Phase::Stale, desk.clock.now(), "listener closed");
    QTRY_COMPARE(desk.connection.state(), State::Stale);
    // An answer shows that the store is there, not that changes arrive.
    bool answered = false;
    desk.client.ask<ports::AuditCheck>(&desk.connection, ports::queries::VerifyAudit{},
                                       [&answered](const Result<ports::AuditCheck>&) { answered = true; });
    QTRY_VERIFY(answered);
    QCOMPARE(desk.connection.state(), State::Stale);
}

void TestConnection::startsWithWhatIs() {
    Desk desk;
    desk.board.set(Phase::Offline, desk.clock.now(), "gone");
    ui::Connection late(desk.client, &desk.board, desk.clock, desk.formatter);
    QCOMPARE(late.state(), State::Waiting);
    QCOMPARE(late.text(), QStringLiteral("Offline"));
    QVERIFY(!late.warning().isEmpty());
}

void TestConnection::sendsNothingWhileOffline() {
    Desk desk;
    QVERIFY(desk.heard());
    QSignalSpy changes(&desk.client, &ui::ServiceClient::onlineChanged);
    ports::requests::Act pause;
    pause.deployment = desk.service.runningDeployment();
    std::optional<Result<ports::Answer>> answer;
    const auto send = [&] {
        answer.reset();
        desk.client.execute(&desk.connection, pause, [&](Result<ports::Answer> got) { answer = got; });
        return QTest::qWaitFor([&] { return answer.has_value(); });
    };
    desk.board.set(Phase::Offline, desk.clock.now(), "gone");
    QTRY_VERIFY(!desk.client.online());
    QVERIFY(send());
    QVERIFY(!answer->ok() && answer->error().code == ErrorCode::Unavailable);
    QVERIFY(desk.service.accepted().empty());
    desk.board.set(Phase::Stale, desk.clock.now()); // the store answers, though changes do not arrive
    QTRY_VERIFY(desk.client.online());
    QCOMPARE(changes.count(), 2);
    QVERIFY(send());
    QVERIFY(answer->ok());
    QCOMPARE(desk.service.accepted().size(), std::size_t{1});
}

void TestConnection::saysTheDateOfWhatIsOld() {
    Desk desk;
    QVERIFY(desk.heard());
    const Instant yesterday = desk.clock.now() - 26h;
    desk.board.set(Phase::Offline, yesterday, "gone");
    QTRY_COMPARE(desk.connection.state(), State::Offline);
    QVERIFY(desk.connection.text().endsWith(desk.formatter.dateTime(yesterday)));
    QVERIFY(desk.connection.warning().contains(desk.formatter.dateTime(yesterday)));
}

void TestConnection::boardTellsChangesOnly() {
    support::ManualClock clock;
    ports::ConnectionBoard board({Phase::Live, clock.now(), {}});
    std::vector<Phase> told;
    auto listening =
        board.listen([&told](const ports::ConnectionStatus& status) { told.push_back(status.phase); });
    board.set(Phase::Live, clock.now());
    board.set(Phase::Stale, clock.now());
    board.set(Phase::Stale, clock.now());
    board.set(Phase::Live, clock.now());
    QCOMPARE(told, (std::vector<Phase>{Phase::Stale, Phase::Live}));
    listening.reset();
    board.set(Phase::Offline, clock.now());
    QCOMPARE(told.size(), std::size_t{2});
    QVERIFY(board.status().phase == Phase::Offline);
}

void TestConnection::boardKeepsSinceWithinAPhase() {
    support::ManualClock clock;
    ports::ConnectionBoard board({Phase::Live, clock.now(), {}});
    const Instant lost = clock.now() + 1s;
    board.set(Phase::Offline, lost, "refused");
    board.set(Phase::Offline, lost + 5s, "no route");
    QVERIFY(board.status().since == lost);
    QCOMPARE(board.status().detail, std::string("no route"));
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
