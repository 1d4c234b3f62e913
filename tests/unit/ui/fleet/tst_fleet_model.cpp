// SPDX-License-Identifier: Apache-2.0
// The fleet as a table: order, exact changes, filters.
#include "tests/support/manual_clock.h"
#include "ui/fleet/fleet_filter.h"
#include "ui/fleet/fleet_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hotswap;

namespace {

const Release kOld{ModuleName{"storefront"}, *Version::parse("1.0.0"), Digest{"old"}};
const Release kNew{ModuleName{"storefront"}, *Version::parse("1.1.0"), Digest{"new"}};

Node node(const std::string& environment, int number, const Release& release = kOld) {
    Node made;
    made.id = NodeId{environment + "-" + std::to_string(number)};
    made.environment = EnvironmentId{environment};
    made.state = NodeState::Running;
    made.labels = {{"rack", number % 2 == 0 ? "even" : "odd"}};
    made.modules[release.module].current = release;
    return made;
}

/// Model, filter and table over a farm of twelve nodes in two environments.
struct Farm {
    support::ManualClock clock;
    ui::Formatter formatter;
    ui::FleetModel model{clock, formatter};
    ui::FleetFilter filter{formatter};
    ui::FleetTable table{model, filter};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    Farm() {
        ports::ConsoleDelta delta;
        delta.snapshot = true;
        for (int i = 11; i > 0; --i) {
            delta.nodes.push_back(node("Production", i, i <= 3 ? kNew : kOld));
        }
        delta.nodes.push_back(node("Development", 1));
        give(std::move(delta));
        filter.setChoices({EnvironmentId{"Development"}, EnvironmentId{"Production"}}, {kOld, kNew});
    }
    void give(ports::ConsoleDelta delta) {
        model.apply(std::make_shared<const ports::ConsoleDelta>(std::move(delta)));
    }
    QString name(int row) const { return QString::fromStdString(model.nodeAt(row).id.value); }
};

} // namespace

class TestFleetModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsAreInTheOrderPeopleCount();
    void aChangeTouchesItsRowAlone();
    void aSnapshotRemovesWhatIsGone();
    void nodesThatJoinFindTheirPlace();
    void filtersNarrowTogether();
    void theTableSortsNamesNaturally();
};

void TestFleetModel::rowsAreInTheOrderPeopleCount() {
    const Farm farm;
    QCOMPARE(farm.name(0), QStringLiteral("Development-1"));
    for (int i = 1; i <= 11; ++i) {
        QCOMPARE(farm.name(i), QStringLiteral("Production-%1").arg(i));
    }
    const auto runs = farm.model.runs();
    QCOMPARE(runs.size(), std::size_t{2});
    QCOMPARE(runs[1].first, 1);
    QCOMPARE(runs[1].count, 11);
}

void TestFleetModel::aChangeTouchesItsRowAlone() {
    Farm farm;
    QSignalSpy changed(&farm.model, &ui::FleetModel::nodesChanged);
    QSignalSpy reset(&farm.model, &ui::FleetModel::layoutReset);
    ports::ConsoleDelta delta;
    delta.nodes = {node("Production", 7, kNew)};
    farm.give(std::move(delta));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].value<QList<int>>(), QList<int>{7});
    QCOMPARE(reset.size(), 0);
    QCOMPARE(farm.model.nodeAt(7).find(kNew.module)->current.digest, kNew.digest);
}

void TestFleetModel::aSnapshotRemovesWhatIsGone() {
    Farm farm;
    ports::ConsoleDelta delta;
    delta.snapshot = true;
    delta.nodes = {node("Production", 2), node("Production", 10)};
    farm.give(std::move(delta));
    QCOMPARE(farm.model.rowCount(), 2);
    QCOMPARE(farm.name(0), QStringLiteral("Production-2"));
    QCOMPARE(farm.model.rowOf(QStringLiteral("Production-10")), 1);
    QCOMPARE(farm.model.rowOf(QStringLiteral("Production-1")), -1);
}

void TestFleetModel::nodesThatJoinFindTheirPlace() {
    Farm farm;
    ports::ConsoleDelta delta;
    delta.nodes = {node("Production", 12), node("QA", 1), node("Development", 2)};
    farm.give(std::move(delta));
    QCOMPARE(farm.name(1), QStringLiteral("Development-2"));
    QCOMPARE(farm.name(2), QStringLiteral("QA-1"));
    QCOMPARE(farm.name(14), QStringLiteral("Production-12"));
}

void TestFleetModel::filtersNarrowTogether() {
    Farm farm;
    QCOMPARE(farm.table.rowCount(), 12);
    farm.filter.setEnvironment(2);
    QCOMPARE(farm.table.rowCount(), 11);
    farm.filter.setRelease(2);
    QCOMPARE(farm.table.rowCount(), 3);
    farm.filter.setText(QStringLiteral("RACK=even"));
    QCOMPARE(farm.table.rowCount(), 1);
    QCOMPARE(farm.table.keyAt(0), QStringLiteral("Production-2"));
    farm.filter.setText(QStringLiteral("nothing has this"));
    QCOMPARE(farm.table.rowCount(), 0);
    farm.filter.clear();
    QCOMPARE(farm.table.rowCount(), 12);
}

void TestFleetModel::theTableSortsNamesNaturally() {
    Farm farm;
    farm.filter.setEnvironment(2);
    farm.table.sortBy(0);
    QCOMPARE(farm.table.keyAt(1), QStringLiteral("Production-2"));
    QCOMPARE(farm.table.keyAt(10), QStringLiteral("Production-11"));
    farm.table.sortBy(0);
    QVERIFY(farm.table.descending());
    QCOMPARE(farm.table.keyAt(0), QStringLiteral("Production-11"));
}

QTEST_GUILESS_MAIN(TestFleetModel)
#include "tst_fleet_model.moc"
