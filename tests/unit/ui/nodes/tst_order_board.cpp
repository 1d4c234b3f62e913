// SPDX-License-Identifier: Apache-2.0
// Orders to the fleet with their live counts; stopping a line and letting it go on.
#include "tests/support/sample_data.h"
#include "tests/unit/ui/nodes/node_desk.h"

#include <QAbstractItemModelTester>

using namespace hotswap;

class TestOrderBoard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsGoUpAsNodesConfirm();
    void openStopsComeFirst();
    void stopsALineWithItsConsequence();
    void releasesALine();
    void onlyDeployersMay();
    void theScopeOfADeployment();
};

void TestOrderBoard::countsGoUpAsNodesConfirm() {
    tests::NodeDesk desk;
    QVERIFY(desk.settled());
    QAbstractItemModelTester tester(&desk.orders);
    QCOMPARE(desk.orders.count(), 0);
    auto orders = support::sample::orders(desk.clock.now());
    desk.service.setOrders(orders);
    QTRY_COMPARE(desk.orders.count(), 2);
    QCOMPARE(desk.orders.rows().front().count, QStringLiteral("8 of 10 confirmed"));
    QCOMPARE(desk.orders.rows().front().tone, ui::Tone::Warning);
    orders.front().confirmed = 9;
    orders.front().failed = 1;
    desk.service.setOrders(orders);
    QTRY_COMPARE(desk.orders.rows().front().count, QStringLiteral("9 of 10 confirmed, 1 failed"));
    QCOMPARE(desk.orders.rows().front().tone, ui::Tone::Bad);
}

void TestOrderBoard::openStopsComeFirst() {
    tests::NodeDesk desk;
    QVERIFY(desk.settled());
    auto orders = support::sample::orders(desk.clock.now());
    orders[1].order.requestedAt = desk.clock.now();
    desk.service.setOrders(orders);
    QTRY_COMPARE(desk.orders.count(), 2);
    QVERIFY(desk.orders.rows().front().releasable);
    QCOMPARE(desk.orders.rows().front().key, QStringLiteral("order-2"));
    QVERIFY(!desk.orders.rows().back().releasable);
}

void TestOrderBoard::stopsALineWithItsConsequence() {
    tests::NodeDesk desk;
    QVERIFY(desk.settled());
    const qsizetype place = desk.orders.scopes().indexOf(QStringLiteral("storefront in Production"));
    QVERIFY(place >= 0);
    const QString consequence = desk.orders.stopConsequence(static_cast<int>(place));
    QVERIFY2(consequence.contains(QStringLiteral("20 node")), qPrintable(consequence));
    desk.orders.stop(static_cast<int>(place), QStringLiteral("prices are wrong"));
    QTRY_COMPARE(desk.service.accepted().size(), std::size_t{1});
    const auto accepted = desk.service.accepted();
    const auto* stop = std::get_if<ports::requests::StopLine>(&accepted.front());
    QVERIFY(stop != nullptr);
    QCOMPARE(stop->scope.text(), std::string("lab/Production/storefront"));
    QCOMPARE(stop->reason, std::string("prices are wrong"));
    desk.orders.stop(-1, QStringLiteral("x"));
    desk.orders.stop(99, QStringLiteral("x"));
    QVERIFY(desk.settled());
    QCOMPARE(desk.service.accepted().size(), std::size_t{1});
    QVERIFY(desk.orders.stopConsequence(99).isEmpty());
}

void TestOrderBoard::releasesALine() {
    tests::NodeDesk desk;
    QVERIFY(desk.settled());
    desk.service.setOrders(support::sample::orders(desk.clock.now()));
    QTRY_COMPARE(desk.orders.count(), 2);
    QVERIFY(desk.orders.releaseConsequence(QStringLiteral("order-2")).contains(QLatin1Char('1')));
    desk.orders.release(QStringLiteral("order-2"), QStringLiteral("put right"));
    desk.orders.release(QStringLiteral("no order"), QStringLiteral("put right"));
    QTRY_COMPARE(desk.service.accepted().size(), std::size_t{1});
    const auto accepted = desk.service.accepted();
    const auto* release = std::get_if<ports::requests::ReleaseLine>(&accepted.front());
    QVERIFY(release != nullptr);
    QCOMPARE(release->scope.environment, EnvironmentId{"Staging"});
}

void TestOrderBoard::onlyDeployersMay() {
    tests::NodeDesk desk(Role::Approver);
    QVERIFY(desk.settled());
    QVERIFY(!desk.orders.allowed());
    desk.orders.stop(0, QStringLiteral("x"));
    QVERIFY(desk.settled());
    QVERIFY(desk.service.accepted().empty());
    desk.client.setOnline(false);
    QCOMPARE(desk.orders.whyNot(), ui::ServiceClient::offlineText());
}

void TestOrderBoard::theScopeOfADeployment() {
    tests::NodeDesk desk;
    QVERIFY(desk.settled());
    const int place = desk.orders.scopeOf(QStringLiteral("running-1"));
    QVERIFY(place >= 0);
    QVERIFY(desk.orders.scopes().at(place).startsWith(QStringLiteral("storefront in ")));
    QCOMPARE(desk.orders.scopeOf(QStringLiteral("nothing")), -1);
}

QTEST_MAIN(TestOrderBoard)
#include "tst_order_board.moc"
