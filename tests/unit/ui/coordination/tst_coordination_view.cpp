// SPDX-License-Identifier: Apache-2.0
// Who takes part and who leads, as the console tells it; the hand-over of a lease.
#include "tests/support/sample_data.h"
#include "tests/support/view_desk.h"
#include "ui/coordination/coordination_view.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace hotswap;
using namespace std::chrono_literals;

namespace {

/// The view over sample data.
struct Desk : support::ViewDesk {
    ui::CoordinationView view{context};
    QAbstractItemModelTester participants{view.participants()};
    QAbstractItemModelTester leases{view.leases()};

    explicit Desk(Role role = Role::Viewer) { actAs(role); }

    bool loaded() {
        return QTest::qWaitFor([this] { return view.loaded() && client.idle(); });
    }
    QString fact(ui::FactList* list, const QString& label) {
        for (const ui::FactRow& row : list->rows()) {
            if (row.key == label) {
                return row.value;
            }
        }
        return {};
    }
};

} // namespace

class TestCoordinationView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsWhoTakesPart();
    void showsLeasesAndLocks();
    void showsTheDatabaseAndWhatToPutRight();
    void saysWhenNobodyLeads();
    void asksAgainWhenSomebodyComes();
    void agesGoOn();
    void keepsWhatItKnewWhenTheStoreIsGone();
    void saysWhyAHandOverIsNotPossible();
    void asksForAHandOver();
    void aHandOverCanBeTakenBack();
};

void TestCoordinationView::showsWhoTakesPart() {
    Desk desk;
    QVERIFY(!desk.view.loaded());
    QVERIFY(desk.view.feedText().isEmpty());
    QVERIFY(desk.loaded());
    QCOMPARE(desk.view.participants()->count(), 5);
    QCOMPARE(desk.cell(desk.view.participants(), 0, 0), QStringLiteral("Orchestrator"));
    QCOMPARE(desk.cell(desk.view.participants(), 0, 1), QStringLiteral("agent-a91c"));
    QCOMPARE(desk.cell(desk.view.participants(), 0, 5), QStringLiteral("2 d"));
    QCOMPARE(desk.cell(desk.view.participants(), 0, 7), QStringLiteral("may lead"));
    QCOMPARE(desk.cell(desk.view.participants(), 2, 7), QStringLiteral("looks on"));
    QVERIFY(desk.view.leaderless().isEmpty());
    QCOMPARE(desk.view.feedText(), QStringLiteral("Listening, 4 ms behind"));
    QVERIFY(desk.view.queueText().contains(QStringLiteral("2 s")));
}

void TestCoordinationView::showsLeasesAndLocks() {
    Desk desk;
    QVERIFY(desk.loaded());
    QCOMPARE(desk.view.leases()->count(), 3);
    QCOMPARE(desk.cell(desk.view.leases(), 0, 0), QStringLiteral("storefront"));
    QCOMPARE(desk.cell(desk.view.leases(), 0, 3), QStringLiteral("orch-1"));
    QCOMPARE(desk.cell(desk.view.leases(), 1, 4), QStringLiteral("1.12"));
    QCOMPARE(desk.cell(desk.view.leases(), 0, 6), QStringLiteral("held"));
    QCOMPARE(desk.cell(desk.view.leases(), 2, 6), QStringLiteral("to be handed over"));
    QCOMPARE(desk.view.locks()->count(), 4);
    QCOMPARE(desk.cell(desk.view.locks(), 0, 3), QStringLiteral("1"));
}

void TestCoordinationView::showsTheDatabaseAndWhatToPutRight() {
    Desk desk;
    QVERIFY(desk.loaded());
    QVERIFY(desk.view.hasDatabase());
    QCOMPARE(desk.fact(desk.view.database(), QStringLiteral("Server")), QStringLiteral("PostgreSQL 15.18"));
    QCOMPARE(desk.fact(desk.view.database(), QStringLiteral("Connections")), QStringLiteral("34 of 200"));
    QCOMPARE(desk.view.warnings()->count(), 2);
    const ui::WarningRow& first = desk.view.warnings()->rows().front();
    QCOMPARE(first.tone, ui::Tone::Bad);
    QVERIFY(!first.text.isEmpty() && !first.fix.isEmpty());
    QCOMPARE(first.detail, QStringLiteral("15.18"));
    ports::CoordinationReport memory = support::sample::coordination(desk.clock.now());
    memory.database.reset();
    desk.service.setCoordination(memory);
    QTRY_VERIFY(!desk.view.hasDatabase());
    QCOMPARE(desk.view.warnings()->count(), 0);
}

void TestCoordinationView::saysWhenNobodyLeads() {
    Desk desk;
    QVERIFY(desk.loaded());
    ports::CoordinationReport report = support::sample::coordination(desk.clock.now());
    std::erase_if(report.participants, [](const Participant& each) { return each.leads; });
    report.leases.clear();
    desk.service.setCoordination(report);
    QTRY_VERIFY(desk.view.leaderless().contains(QStringLiteral("orchestrator agent")));
    QCOMPARE(desk.view.leases()->count(), 0);
    desk.service.setCoordination(support::sample::coordination(desk.clock.now()));
    QTRY_VERIFY(desk.view.leaderless().isEmpty());
}

void TestCoordinationView::asksAgainWhenSomebodyComes() {
    Desk desk;
    QVERIFY(desk.loaded());
    ports::CoordinationReport report = support::sample::coordination(desk.clock.now());
    report.participants.pop_back();
    desk.service.setCoordination(report);
    QTRY_COMPARE(desk.view.participants()->count(), 4);
    QVERIFY(desk.view.summary().startsWith(QLatin1Char('4')));
}

void TestCoordinationView::agesGoOn() {
    Desk desk;
    QVERIFY(desk.loaded());
    QCOMPARE(desk.cell(desk.view.participants(), 4, 5), QStringLiteral("4 s"));
    desk.clock.advance(3s);
    desk.view.tick();
    QCOMPARE(desk.cell(desk.view.participants(), 4, 5), QStringLiteral("7 s"));
}

void TestCoordinationView::keepsWhatItKnewWhenTheStoreIsGone() {
    Desk desk;
    QVERIFY(desk.loaded());
    const Error gone = makeError(ErrorCode::Unavailable, "store");
    desk.service.failWith(&gone);
    desk.view.refresh();
    QTRY_VERIFY(!desk.view.error().isEmpty());
    QCOMPARE(desk.view.participants()->count(), 5);
    QVERIFY(desk.view.summary().startsWith(QStringLiteral("As of")));
    desk.clock.advance(3s);
    desk.view.tick();
    QCOMPARE(desk.cell(desk.view.participants(), 4, 5), QStringLiteral("4 s")); // as of then
    desk.service.failWith(nullptr);
    for (int second = 0; second < 5; ++second) {
        desk.view.tick();
    }
    QTRY_VERIFY(desk.view.error().isEmpty());
}

void TestCoordinationView::saysWhyAHandOverIsNotPossible() {
    Desk viewer;
    QVERIFY(viewer.loaded());
    viewer.view.setLeaseRow(0);
    QVERIFY(viewer.view.handOverWhyNot().contains(QStringLiteral("administrator")));
    Desk desk(Role::Admin);
    QVERIFY(desk.loaded());
    QVERIFY(desk.view.handOverWhyNot().contains(QStringLiteral("Choose")));
    desk.view.setLeaseRow(2);
    QVERIFY(desk.view.handOverWhyNot().contains(QStringLiteral("already")));
    desk.view.setLeaseRow(0);
    QVERIFY(desk.view.handOverAllowed());
    ports::CoordinationReport alone = support::sample::coordination(desk.clock.now());
    alone.participants[1].leads = false;
    desk.service.setCoordination(alone);
    QTRY_VERIFY(!desk.view.handOverAllowed());
    QVERIFY(desk.view.handOverWhyNot().contains(QStringLiteral("No other")));
    desk.view.handOver(true);
    QVERIFY(desk.client.idle());
    QVERIFY(desk.service.accepted().empty());
}

void TestCoordinationView::asksForAHandOver() {
    Desk desk(Role::Admin);
    QVERIFY(desk.loaded());
    desk.view.setLeaseRow(1);
    desk.view.handOver(true);
    QTRY_COMPARE(desk.service.accepted().size(), std::size_t{1});
    const auto requests = desk.service.accepted();
    const auto* asked = std::get_if<ports::requests::HandOver>(&requests.front());
    QVERIFY(asked != nullptr);
    QCOMPARE(asked->scope.text(), std::string("lab/QA/billing"));
    QTRY_VERIFY(desk.notices.latest().contains(QStringLiteral("agent-07be")));
}

void TestCoordinationView::aHandOverCanBeTakenBack() {
    Desk desk(Role::Admin);
    QVERIFY(desk.loaded());
    desk.view.setLeaseRow(0);
    desk.view.handOver(false);
    QVERIFY(desk.grace.active());
    QCOMPARE(desk.grace.text(), QStringLiteral("Hand over storefront in Production"));
    desk.grace.undo();
    QVERIFY(desk.client.idle());
    QVERIFY(desk.service.accepted().empty());
}

QTEST_GUILESS_MAIN(TestCoordinationView)
#include "tst_coordination_view.moc"
