// SPDX-License-Identifier: Apache-2.0
// What a console keeps of a database is what the database answered, for the same person only, and nothing can
// be changed by it.
#include "app/offline/offline_codec.h"
#include "core/codec/row_codec.h"
#include "tests/app/offline/offline_desk.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hotswap;
using namespace std::chrono_literals;
using tests::Desk;
using tests::Heard;
using tests::kOwner;
using Phase = ports::ConnectionPhase;

namespace {

std::vector<std::string> texts(const std::vector<DeploymentSummary>& rows) {
    std::vector<std::string> texts;
    for (const DeploymentSummary& row : rows) {
        texts.push_back(*codec::encodeSummary(row));
    }
    std::sort(texts.begin(), texts.end());
    return texts;
}

} // namespace

class TestOfflineService : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void answersLaterWhatTheDatabaseAnswered();
    void changesNothingOffline();
    void answersOfflineWhileTheLinkIsLost();
    void filtersAndPagesWhatIsKept();
    void auditEndsAtTheFirstGap();
    void keepsNothingForOthers();

private:
    QString file() const { return m_dir->filePath(QStringLiteral("c/offline.sqlite")); }
    /// A console with the database behind it looks at everything and ends.
    void visit();

    support::ManualClock m_clock;
    support::SeededRandom m_random;
    std::unique_ptr<support::FakeConsoleService> m_fake;
    std::unique_ptr<QTemporaryDir> m_dir;
    ports::DeploymentDetail m_seen; ///< at the visit
    std::vector<DeploymentEvent> m_seenEvents;
    Identity m_who = support::FakeConsoleService::identities().front();
};

void TestOfflineService::init() {
    m_dir = std::make_unique<QTemporaryDir>();
    m_fake = std::make_unique<support::FakeConsoleService>(m_clock, m_random);
}

void TestOfflineService::visit() {
    Desk desk(file(), m_clock, Phase::Live);
    desk.start(*m_fake, m_clock, m_who);
    QCOMPARE(desk.told.load(), 1);
    QVERIFY(desk.heard->last() && desk.heard->last()->snapshot);
    ports::queries::Deployments history;
    history.limit = 500;
    const std::vector<ports::ConsoleQuery> looked{
        history,
        ports::queries::OneDeployment{m_fake->runningDeployment()},
        ports::queries::Events{m_fake->runningDeployment(), 0, 500},
        ports::queries::Approvals{{}, 100},
        ports::queries::OneApproval{m_fake->pendingApproval()},
        ports::queries::Audit{{}, {}, 100},
        ports::queries::OneNode{desk.heard->last()->nodes.front().id}};
    for (const ports::ConsoleQuery& query : looked) {
        QVERIFY(desk.service.query(m_who, query).ok());
    }
    m_seen = *desk.ask<ports::DeploymentDetail>(m_who, looked[1]);
    m_seenEvents = *desk.ask<std::vector<DeploymentEvent>>(m_who, looked[2]);
    QVERIFY(!m_seenEvents.empty());
}

void TestOfflineService::answersLaterWhatTheDatabaseAnswered() {
    visit();
    m_clock.advance(1h);
    Desk desk(file(), m_clock, Phase::Offline);
    const auto owner = desk.copy.find(kOwner.address, kOwner.login, {});
    QVERIFY(owner.ok() && *owner == kOwner);
    desk.copy.setOwner(*owner);
    QVERIFY(desk.copy.identity().ok() && desk.copy.identity().value() == m_who);
    QCOMPARE(toMs(*desk.copy.asOf()), toMs(m_clock.now() - 1h));

    Heard live;
    auto subscription = m_fake->subscribe(m_who, 0, std::shared_ptr<Heard>(&live, [](Heard*) {}));
    QVERIFY(desk.service.subscribe(m_who, 0, desk.heard).ok());
    const auto kept = desk.heard->last();
    QVERIFY(kept && kept->snapshot && kept->leases.empty());
    QCOMPARE(kept->nodes.size(), live.last()->nodes.size());
    for (const Node& node : live.last()->nodes) {
        const auto found = std::find_if(kept->nodes.begin(), kept->nodes.end(),
                                        [&](const Node& each) { return each.id == node.id; });
        QVERIFY(found != kept->nodes.end());
        QCOMPARE(*codec::encodeNode(*found), *codec::encodeNode(node));
    }
    QCOMPARE(kept->approvals.size(), live.last()->approvals.size());

    ports::queries::Deployments history;
    history.limit = 500;
    QCOMPARE(texts(desk.ask<ports::DeploymentPage>(m_who, history)->rows),
             texts(std::get<ports::DeploymentPage>(*m_fake->query(m_who, history)).rows));
    const ports::queries::OneDeployment running{m_fake->runningDeployment()};
    const auto detail = desk.ask<ports::DeploymentDetail>(m_who, running);
    QVERIFY(detail.ok());
    QCOMPARE(toMs(detail->environmentNow), toMs(m_clock.now() - 1h));
    QCOMPARE(*offline::encodeDetail(*detail), *offline::encodeDetail(m_seen));
    QVERIFY(!detail->waves.empty() && detail->waves.size() == m_seen.waves.size());
    for (const ports::VerbRow& verb : detail->verbs) {
        QVERIFY(!verb.allowed && verb.whyNot == ErrorCode::Unavailable);
    }
    const ports::queries::Events events{m_fake->runningDeployment(), 0, 500};
    QCOMPARE(*offline::encodeEvents(*desk.ask<std::vector<DeploymentEvent>>(m_who, events)),
             *offline::encodeEvents(m_seenEvents));
    const auto approval =
        desk.ask<ports::ApprovalDetail>(m_who, ports::queries::OneApproval{m_fake->pendingApproval()});
    QVERIFY(approval.ok() && !approval->mayApprove.ok());
    QVERIFY(!desk.ask<ports::AuditPage>(m_who, ports::queries::Audit{})->rows.empty());
    QVERIFY(desk.ask<ports::NodeDetail>(m_who, ports::queries::OneNode{kept->nodes.front().id}).ok() ||
            desk.ask<ports::NodeDetail>(m_who, ports::queries::OneNode{live.last()->nodes.front().id}).ok());
    for (const ports::ConsoleQuery& never :
         {ports::ConsoleQuery(ports::queries::Coordination{}),
          ports::ConsoleQuery(ports::queries::VerifyAudit{}),
          ports::ConsoleQuery(ports::queries::OneDeployment{DeploymentId{"never seen"}})}) {
        const auto answer = desk.service.query(m_who, never);
        QVERIFY(!answer.ok() && answer.error().code == ErrorCode::Unavailable);
    }
}

void TestOfflineService::changesNothingOffline() {
    visit();
    Desk desk(file(), m_clock, Phase::Offline);
    desk.copy.setOwner(kOwner);
    ports::requests::Act pause;
    pause.deployment = m_fake->runningDeployment();
    auto answer = desk.service.execute(m_who, pause, IdempotencyKey{"k1"});
    QVERIFY(!answer.ok() && answer.error().code == ErrorCode::Unavailable);
    // Neither with the database attached while the link is lost, nor is anything held back for later.
    desk.start(*m_fake, m_clock, m_who);
    answer = desk.service.execute(m_who, pause, IdempotencyKey{"k2"});
    QVERIFY(!answer.ok() && answer.error().code == ErrorCode::Unavailable);
    QVERIFY(m_fake->accepted().empty());
    desk.board.set(Phase::Live, m_clock.now());
    QVERIFY(m_fake->accepted().empty());
    QVERIFY(desk.service.execute(m_who, pause, IdempotencyKey{"k3"}).ok());
    QCOMPARE(m_fake->accepted().size(), std::size_t{1});
}

void TestOfflineService::answersOfflineWhileTheLinkIsLost() {
    Desk desk(file(), m_clock, Phase::Live);
    desk.start(*m_fake, m_clock, m_who);
    const ports::queries::OneDeployment running{m_fake->runningDeployment()};
    QVERIFY(desk.service.query(m_who, running).ok());
    const Error gone = makeError(ErrorCode::Unavailable, "gone");
    m_fake->failWith(&gone);
    // Before the loss is known, an old answer must not pass for a new one.
    QVERIFY(!desk.service.query(m_who, running).ok());
    desk.board.set(Phase::Offline, m_clock.now());
    desk.copy.flush();
    QVERIFY(desk.service.query(m_who, running).ok());
    desk.board.set(Phase::Live, m_clock.now());
    QVERIFY(!desk.service.query(m_who, running).ok());
    m_fake->failWith(nullptr);
    QVERIFY(desk.service.query(m_who, running).ok());
}

void TestOfflineService::filtersAndPagesWhatIsKept() {
    visit();
    Desk desk(file(), m_clock, Phase::Offline);
    desk.copy.setOwner(kOwner);
    ports::queries::Deployments query;
    query.limit = 500;
    const auto all = desk.ask<ports::DeploymentPage>(m_who, query)->rows;
    QVERIFY(all.size() > 20);
    query.limit = 7;
    std::vector<DeploymentSummary> paged;
    do {
        auto page = desk.ask<ports::DeploymentPage>(m_who, query);
        QVERIFY(page.ok() && page->rows.size() <= 7);
        paged.insert(paged.end(), page->rows.begin(), page->rows.end());
        query.page = page->next;
    } while (!query.page.empty());
    QCOMPARE(texts(paged), texts(all));
    QVERIFY(std::is_sorted(paged.begin(), paged.end(),
                           [](const auto& a, const auto& b) { return a.requestedAt > b.requestedAt; }));
    query.limit = 500;
    query.filter.states = {DeploymentState::RolledBack};
    query.filter.environment = EnvironmentId{"Production"};
    const auto back = desk.ask<ports::DeploymentPage>(m_who, query);
    QVERIFY(back.ok());
    for (const auto& row : back->rows) {
        QCOMPARE(row.state, DeploymentState::RolledBack);
        QCOMPARE(row.scope.environment.value, std::string("Production"));
    }
    query.filter = {};
    query.filter.text = "RUNNING-1";
    QCOMPARE(desk.ask<ports::DeploymentPage>(m_who, query)->rows.size(), std::size_t{1});
    query.page = "nonsense";
    QVERIFY(!desk.service.query(m_who, query).ok());
}

void TestOfflineService::auditEndsAtTheFirstGap() {
    Desk desk(file(), m_clock, Phase::Live);
    desk.start(*m_fake, m_clock, m_who);
    const auto page = [](std::uint64_t from, std::uint64_t to) {
        ports::AuditPage rows;
        for (std::uint64_t sequence = from; sequence >= to; --sequence) {
            AuditRecord record;
            record.sequence = sequence;
            record.actor = sequence % 2 == 0 ? "even" : "odd";
            rows.rows.push_back(record);
        }
        return ports::QueryAnswer(rows);
    };
    desk.copy.note(ports::queries::Audit{}, page(40, 31), m_clock.now());
    desk.copy.note(ports::queries::Audit{}, page(100, 91), m_clock.now());
    desk.copy.note(ports::queries::Audit{}, page(90, 81), m_clock.now());
    desk.copy.flush();
    desk.board.set(Phase::Offline, m_clock.now());
    ports::queries::Audit query;
    query.limit = 15;
    auto first = desk.ask<ports::AuditPage>(m_who, query);
    QCOMPARE(first->rows.size(), std::size_t{15});
    QCOMPARE(first->rows.front().sequence, std::uint64_t{100});
    query.page = first->next;
    auto second = desk.ask<ports::AuditPage>(m_who, query);
    QCOMPARE(second->rows.size(), std::size_t{5});
    QCOMPARE(second->rows.back().sequence, std::uint64_t{81});
    QVERIFY(second->next.empty());
    query.page.clear();
    query.filter.text = "EVEN";
    QCOMPARE(desk.ask<ports::AuditPage>(m_who, query)->rows.size(), std::size_t{10});
}

void TestOfflineService::keepsNothingForOthers() {
    visit();
    Desk desk(file(), m_clock, Phase::Offline);
    for (const auto& [address, login, tenant] : {std::tuple{"other:5432/hotswap", "operator-login", ""},
                                                 std::tuple{"db:5432/hotswap", "approver", ""},
                                                 std::tuple{"db:5432/hotswap", "operator-login", "globex"}}) {
        const auto found = desk.copy.find(address, login, TenantId{tenant});
        QVERIFY(!found.ok() && found.error().code == ErrorCode::NotFound);
        desk.copy.setOwner({address, login, TenantId{*tenant == '\0' ? "lab" : tenant}});
        QVERIFY(!desk.copy.identity().ok());
        QVERIFY(desk.copy.snapshot()->nodes.empty());
        QVERIFY(!desk.service.query(m_who, ports::queries::OneDeployment{m_fake->runningDeployment()}).ok());
    }
    desk.copy.setOwner(kOwner);
    QVERIFY(!desk.copy.snapshot()->nodes.empty());
    desk.copy.forget(); // no member any longer
    QVERIFY(!desk.copy.find(kOwner.address, kOwner.login, {}).ok());
}

QTEST_GUILESS_MAIN(TestOfflineService)
#include "tst_offline_service.moc"
