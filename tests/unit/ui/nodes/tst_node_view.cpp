// SPDX-License-Identifier: Apache-2.0
// The page of one node: journal, log, charts, alarms, and draining it.
#include "tests/unit/ui/nodes/node_desk.h"

#include <QAbstractItemModelTester>

using namespace hotswap;

class TestNodeView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsWhatTheNodeIsAndRuns();
    void theJournalSaysWhatWasRefused();
    void theLogFollowsAndPauses();
    void theLogIsFiltered();
    void chartsOfTheLastHour();
    void alarmsAreShown();
    void drainsWithItsConsequence();
    void saysWhyItCannotDrain();
    void putsBackAfterTheGrace();
    void anUnknownNodeIsNoCrash();
};

void TestNodeView::showsWhatTheNodeIsAndRuns() {
    tests::NodeDesk desk;
    QVERIFY(desk.settled());
    desk.node.open(QStringLiteral("prod-0003"));
    QVERIFY(desk.settled());
    QVERIFY(desk.node.known());
    QCOMPARE(desk.node.card()->releases()->count(), 1);
    QVERIFY(desk.node.card()->deployments()->count() > 0);
    QVERIFY(desk.node.alarms()->count() == 0);
}

void TestNodeView::theJournalSaysWhatWasRefused() {
    tests::NodeDesk desk;
    QVERIFY(desk.settled());
    QAbstractItemModelTester tester(desk.node.journal());
    desk.node.open(QStringLiteral("prod-0003"));
    QTRY_COMPARE(desk.node.journal()->count(), 4);
    QCOMPARE(desk.cell(desk.node.journal(), 0, 1), QStringLiteral("Apply"));
    QCOMPARE(desk.cell(desk.node.journal(), 0, 3), QStringLiteral("Applied"));
    QCOMPARE(desk.cell(desk.node.journal(), 0, 2), QStringLiteral("storefront 1.1.0"));
    QCOMPARE(desk.cell(desk.node.journal(), 1, 3), QStringLiteral("Refused"));
    QCOMPARE(desk.tone(desk.node.journal(), 1, 3), ui::Tone::Bad);
    QVERIFY(desk.cell(desk.node.journal(), 1, 4).contains(QStringLiteral("1.2")));
    QCOMPARE(desk.cell(desk.node.journal(), 3, 3), QStringLiteral("Void"));
    QVERIFY(!desk.node.journalMore());
}

void TestNodeView::theLogFollowsAndPauses() {
    tests::NodeDesk desk;
    QVERIFY(desk.settled());
    QAbstractItemModelTester tester(desk.node.log());
    desk.node.open(QStringLiteral("prod-0003"));
    QTRY_COMPARE(desk.node.log()->count(), 40);
    desk.node.log()->refresh();
    QVERIFY(desk.settled());
    QCOMPARE(desk.node.log()->count(), 40); // nothing is shown twice
    desk.node.log()->setPaused(true);
    desk.node.log()->refresh();
    QVERIFY(desk.client.idle()); // while paused nothing is asked for
    desk.node.open({});
    QVERIFY(desk.settled());
    QCOMPARE(desk.node.log()->count(), 0);
    QVERIFY(!desk.node.log()->paused());
}

void TestNodeView::theLogIsFiltered() {
    tests::NodeDesk desk;
    QVERIFY(desk.settled());
    desk.node.open(QStringLiteral("prod-0003"));
    desk.node.log()->setText(QStringLiteral("price service"));
    QTRY_COMPARE(desk.node.log()->count(), 1);
    desk.node.log()->setText({});
    desk.node.log()->setSource(1);
    QTRY_COMPARE(desk.node.log()->count(), 4);
    QCOMPARE(desk.node.log()->rows().front().source, QStringLiteral("agent"));
    desk.node.log()->setSource(2);
    QTRY_COMPARE(desk.node.log()->count(), 36);
}

void TestNodeView::chartsOfTheLastHour() {
    tests::NodeDesk desk;
    QVERIFY(desk.settled());
    QAbstractItemModelTester tester(desk.node.charts());
    desk.node.open(QStringLiteral("prod-0003"));
    QTRY_COMPARE(desk.node.charts()->count(), 5);
    for (const ui::NodeChartRow& row : desk.node.charts()->rows()) {
        QVERIFY(!row.chart->empty());
        QVERIFY(!row.chart->firstValue().isEmpty());
    }
}

void TestNodeView::alarmsAreShown() {
    tests::NodeDesk desk;
    QVERIFY(desk.settled());
    desk.node.open(QStringLiteral("prod-0004"));
    QVERIFY(desk.settled());
    QCOMPARE(desk.node.alarms()->count(), 2);
    QCOMPARE(desk.cell(desk.node.alarms(), 0, 2), QStringLiteral("command 40d7")); // the newest first
    QCOMPARE(desk.cell(desk.node.alarms(), 0, 3), QStringLiteral("3"));
    QVERIFY(desk.node.card()->alarmText().contains(QLatin1Char('4')));
}

void TestNodeView::drainsWithItsConsequence() {
    tests::NodeDesk desk;
    QVERIFY(desk.settled());
    desk.node.open(QStringLiteral("prod-0003"));
    QVERIFY(desk.settled());
    QVERIFY(desk.node.drainAllowed());
    QVERIFY(desk.node.drainConsequence().contains(QStringLiteral("of 20 nodes of Production")));
    desk.node.drain(QStringLiteral("new memory"));
    QTRY_COMPARE(desk.service.accepted().size(), std::size_t{1});
    const auto accepted = desk.service.accepted();
    const auto* drain = std::get_if<ports::requests::DrainNodes>(&accepted.front());
    QVERIFY(drain != nullptr);
    QCOMPARE(drain->nodes, std::vector<NodeId>{NodeId{"prod-0003"}});
    QCOMPARE(drain->reason, std::string("new memory"));
}

void TestNodeView::saysWhyItCannotDrain() {
    tests::NodeDesk desk(Role::Viewer);
    QVERIFY(desk.settled());
    desk.node.open(QStringLiteral("prod-0003"));
    QVERIFY(desk.settled());
    QVERIFY(!desk.node.drainAllowed());
    QVERIFY(!desk.node.drainWhyNot().isEmpty());
    desk.node.drain({});
    QVERIFY(desk.settled());
    QVERIFY(desk.service.accepted().empty());
}

void TestNodeView::putsBackAfterTheGrace() {
    tests::NodeDesk desk;
    QVERIFY(desk.settled());
    auto delta = std::make_shared<ports::ConsoleDelta>();
    delta->nodes.push_back(desk.fleet.nodeAt(desk.fleet.rowOf(QStringLiteral("prod-0003"))));
    delta->nodes.front().state = NodeState::Drained;
    desk.fleet.apply(delta);
    desk.node.open(QStringLiteral("prod-0003"));
    QVERIFY(desk.settled());
    QVERIFY(desk.node.drained());
    desk.node.undrain(false);
    QVERIFY(desk.grace.active());
    desk.grace.undo();
    QVERIFY(desk.service.accepted().empty());
    desk.node.undrain(true);
    QTRY_COMPARE(desk.service.accepted().size(), std::size_t{1});
    QVERIFY(std::holds_alternative<ports::requests::UndrainNodes>(desk.service.accepted().front()));
}

void TestNodeView::anUnknownNodeIsNoCrash() {
    tests::NodeDesk desk;
    QVERIFY(desk.settled());
    desk.node.open(QStringLiteral("nowhere"));
    QVERIFY(desk.settled());
    QVERIFY(!desk.node.known());
    QVERIFY(!desk.node.drainAllowed());
    QVERIFY(desk.node.drainConsequence().isEmpty());
    QVERIFY(!desk.node.journalError().isEmpty());
    QVERIFY(!desk.node.log()->error().isEmpty());
}

QTEST_MAIN(TestNodeView)
#include "tst_node_view.moc"
