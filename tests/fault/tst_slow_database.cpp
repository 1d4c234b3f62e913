// SPDX-License-Identifier: Apache-2.0
// Every query takes 5 s longer for a while: programs stay responsive, refuse clearly what they cannot do, and
// go on when it is over.

#include "tests/fault/shared_world.h"
#include "tests/support/ctl_process.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

#include <thread>

using namespace hotswap;
using fault::SharedWorld;

namespace {

constexpr int kSlowForMs = 20'000;
constexpr std::size_t kCallers = 12; // at a pool of two connections
constexpr int kRefusalMs = 15'000;
constexpr int kCallMs = 60'000;
constexpr int kHealthMs = 1'000;
constexpr int kLeaveMs = 10'000;
constexpr int kPictureAfterMs = 12'000;
constexpr int kRecoverMs = 60'000;

/// What became of one call.
struct Call {
    std::string key;
    Result<DeploymentId> answer = makeError(ErrorCode::Internal, "not asked");
    qint64 tookMs = 0;
};

/// Milliseconds until the gateway said that it is well; negative: it did not.
qint64 health(const std::string& gateway) {
    const QUrl url(QString::fromStdString(gateway));
    QElapsedTimer clock;
    clock.start();
    QTcpSocket socket;
    socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
    socket.write("GET /health HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    QByteArray answer;
    while (clock.elapsed() < kHealthMs && !answer.contains("ok\n")) {
        socket.waitForReadyRead(50);
        answer += socket.readAll();
    }
    return answer.startsWith("HTTP/1.1 200") && answer.contains("ok\n") ? clock.elapsed() : -1;
}

} // namespace

class SlowDatabaseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void staysResponsiveAndRecovers();

private:
    void order(const QString& command);
    void refusesACommandClearly();
    void shedsLoad();
    void answersAndLeavesInTime();
    void windowGoesOn();
    void recovers();

    std::unique_ptr<SharedWorld> m_world;
    std::unique_ptr<fault::FaultProxy> m_people; ///< the way of people to the database
    std::unique_ptr<shared::Session> m_straight;
    std::unique_ptr<shared::Session> m_slowed;
    std::unique_ptr<fault::Program> m_window;
    QTemporaryDir m_place;
    QElapsedTimer m_windowSince;
    QElapsedTimer m_slowSince;
    QElapsedTimer m_overSince;
    DeploymentId m_underWay;
    std::vector<Call> m_calls;
};

void SlowDatabaseTest::init() {
    m_world = std::make_unique<SharedWorld>(
        SharedWorld::Setup{.agents = 2, .nodes = 3, .reach = fault::Reach::Proxy});
    QVERIFY(m_world->start());
    m_people = m_world->makeProxy();
    m_straight = m_world->session("second");
    m_slowed = m_world->session("operator", m_world->through(*m_people, "operator"));
    QVERIFY(m_straight && m_slowed);
    const auto first = m_world->submit(*m_straight, "storefront", "1.0.0");
    QVERIFY(first.ok());
    QVERIFY(m_world->waitForEnd(*m_straight, *first)->state == DeploymentState::Succeeded);
    m_windowSince.start();
    m_window = m_world->console("approver", m_world->through(*m_people, "approver"),
                                {QStringLiteral("--page"), QStringLiteral("fleet"),
                                 QStringLiteral("--screenshot"), m_place.filePath(QStringLiteral("p.png")),
                                 QStringLiteral("--after"), QString::number(kPictureAfterMs)});
    QVERIFY(SharedWorld::waitFor([&] {
        const auto present = m_straight->store().presence().list(m_world->tenant());
        return present.ok() && std::any_of(present->begin(), present->end(), [](const Participant& one) {
                   return one.kind == ParticipantKind::Console;
               });
    }));
    const auto second = m_world->submitRolling(*m_straight, "storefront", "1.1.0", Duration{2'000});
    QVERIFY(second.ok());
    m_underWay = *second;
    QVERIFY(SharedWorld::waitFor([&] {
        const auto row = m_straight->store().reader().deployment(m_world->tenant(), m_underWay);
        return row.ok() && row->nodesChanged >= 1;
    }));
}

void SlowDatabaseTest::order(const QString& command) {
    QCOMPARE(m_people->order(command), QStringLiteral("ok"));
    for (std::size_t i = 0; i < m_world->agents(); ++i) {
        QCOMPARE(m_world->proxy(i).order(command), QStringLiteral("ok"));
    }
}

void SlowDatabaseTest::staysResponsiveAndRecovers() {
    m_slowSince.start();
    order(QStringLiteral("delay 5000 down"));
    // Many ask at once, on threads as a program's callers are; meanwhile the rest is looked at.
    m_calls.resize(kCallers);
    std::vector<std::jthread> callers;
    for (std::size_t i = 0; i < kCallers; ++i) {
        m_calls[i].key = "slow-" + std::to_string(i);
        callers.emplace_back([this, i] {
            QElapsedTimer clock;
            clock.start();
            m_calls[i].answer = m_world->submit(*m_slowed, "storefront", "1.0.0", m_calls[i].key);
            m_calls[i].tookMs = clock.elapsed();
        });
    }
    refusesACommandClearly();
    answersAndLeavesInTime();
    windowGoesOn();
    (void)SharedWorld::waitFor([&] { return m_slowSince.hasExpired(kSlowForMs); });
    QVERIFY(health(m_world->gateways()[0]) >= 0);
    order(QStringLiteral("pass"));
    m_overSince.start();
    for (std::jthread& caller : callers) {
        caller.join();
    }
    shedsLoad();
    recovers();
}

void SlowDatabaseTest::refusesACommandClearly() {
    QElapsedTimer clock;
    clock.start();
    const auto ran = support::runCtl(
        support::words(QStringLiteral("deploy submit --json --module storefront --environment Development "
                                      "--version 1.0.0")),
        m_world->through(*m_people, "operator"));
    QVERIFY2(ran.status == 1 && clock.elapsed() <= kRefusalMs, ran.text());
    const QJsonObject error = ran.json()[QLatin1String("error")].toObject();
    QCOMPARE(error[QLatin1String("code")].toString(), QStringLiteral("unavailable"));
    qInfo("hotswapctl refused after %lld ms: %s", static_cast<long long>(clock.elapsed()),
          qPrintable(error[QLatin1String("message")].toString().left(160)));
}

void SlowDatabaseTest::answersAndLeavesInTime() {
    for (const std::string& gateway : m_world->gateways()) {
        const qint64 took = health(gateway);
        QVERIFY(took >= 0);
        qInfo("an agent answered /health within %lld ms", static_cast<long long>(took));
    }
    QElapsedTimer clock;
    clock.start();
    QCOMPARE(m_world->agent(1).terminate(kLeaveMs), 0);
    qInfo("an agent left %lld ms after SIGTERM", static_cast<long long>(clock.elapsed()));
}

void SlowDatabaseTest::windowGoesOn() {
    const QString picture = m_place.filePath(QStringLiteral("p.png"));
    QVERIFY(
        SharedWorld::waitFor([&] { return QFileInfo(picture).size() > 10'000; }, kPictureAfterMs + 5'000));
    const qint64 drawn = m_windowSince.elapsed();
    QVERIFY(!m_slowSince.hasExpired(kSlowForMs));
    QVERIFY(SharedWorld::waitFor([&] { return !m_window->running(); }, kLeaveMs));
    qInfo(
        "the window drew itself after %lld ms (asked for: %d after its first frame) and closed %lld ms later",
        static_cast<long long>(drawn), kPictureAfterMs,
        static_cast<long long>(m_windowSince.elapsed() - drawn));
}

void SlowDatabaseTest::recovers() {
    const auto ended = m_world->waitForEnd(*m_straight, m_underWay, kRecoverMs);
    QVERIFY(ended && ended->state == DeploymentState::Succeeded);
    qInfo("the rollout under way had ended %lld ms after it was over",
          static_cast<long long>(m_overSince.elapsed()));
    for (const Call& call : m_calls) {
        QVERIFY(!call.answer.ok() || m_world->waitForEnd(*m_straight, *call.answer, kRecoverMs));
    }
    const bool old = m_world->runs(0, "storefront").starts_with("1.0.0");
    const auto next = m_world->submit(*m_straight, "storefront", old ? "1.1.0" : "1.0.0");
    QVERIFY(next.ok());
    const auto after = m_world->waitForEnd(*m_straight, *next, kRecoverMs);
    QVERIFY2(after && after->state == DeploymentState::Succeeded,
             after ? (std::string(deploymentStateName(after->state)) + ": " + after->endDetail).c_str()
                   : "no end in time");
}

/// Everybody got an answer, some of them that it is too much now; and what was refused has not happened.
void SlowDatabaseTest::shedsLoad() {
    int done = 0;
    int shed = 0;
    int unknown = 0;
    qint64 longest = 0;
    for (const Call& call : m_calls) {
        longest = std::max(longest, call.tookMs);
        const bool there =
            m_world->database().value("SELECT count(*)::text FROM hotswap.idempotency_key WHERE "
                                      "key = '" +
                                      call.key + "'") == "1";
        if (call.answer.ok()) {
            QVERIFY(there);
            ++done;
        } else if (call.answer.error().code == ErrorCode::OutcomeUnknown) {
            ++unknown;
        } else {
            QVERIFY2(call.answer.error().code == ErrorCode::QueueFull ||
                         call.answer.error().code == ErrorCode::Unavailable,
                     describe(call.answer.error()).c_str());
            QVERIFY(!there);
            shed += call.answer.error().code == ErrorCode::QueueFull ? 1 : 0;
        }
    }
    qInfo(
        "of %zu calls at once %d were done, %d were told to try later, %d do not know; the longest took %lld "
        "ms",
        m_calls.size(), done, shed, unknown, static_cast<long long>(longest));
    QVERIFY(longest <= kCallMs);
    QVERIFY(shed > 0);
}

QTEST_GUILESS_MAIN(SlowDatabaseTest)
#include "tst_slow_database.moc"
