// SPDX-License-Identifier: Apache-2.0
// Policies by environment and module: who may set them, what stands in the way, tries on past rollouts.
#include "app/console/policy_files.h"
#include "tests/support/view_desk.h"
#include "ui/policies/policy_desk.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace hotswap;

class TestPolicyDesk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsWhatIsInForce();
    void onlyAdministratorsSet();
    void setsWithReasonAndVersion();
    void aWrongTextIsNeitherSetNorTried();
    void saysWhenSomebodyElseWasFaster();
    void aModuleGetsItsOwn();
    void anOlderVersionComesBack();
    void whatIsWrittenOutlivesTheNews();
    void triesThePolicyOfTheText();
    void saysWhyItCannot();
};

namespace {

struct Desk : support::ViewDesk {
    ui::FleetModel fleet{clock, formatter};
    console::PolicyFiles files;
    ui::PolicyDesk desk{context, files, fleet};

    explicit Desk(Role role = Role::Admin) {
        actAs(role);
        desk.begin();
    }
    bool settled() {
        return QTest::qWaitFor(
            [this] { return desk.loaded() && client.idle() && !desk.editor()->checking(); });
    }
    bool choose(const char* key) {
        desk.choosePlace(desk.places()->rowOf(QString::fromLatin1(key)));
        return settled();
    }
    bool write(const QString& from, const QString& to) {
        const QString before = desk.editor()->text();
        desk.editor()->setText(QString(before).replace(from, to));
        return settled() && desk.editor()->text() != before;
    }
    QString cell(ui::CellTable* table, int row, int column) {
        return table->data(table->index(row, column), Qt::DisplayRole).toString();
    }
};

constexpr const char* kBake = "bake = \"10m\"";

} // namespace

void TestPolicyDesk::listsWhatIsInForce() {
    Desk desk(Role::Viewer);
    QAbstractItemModelTester places(desk.desk.places());
    QAbstractItemModelTester versions(desk.desk.versions());
    QVERIFY(desk.settled());
    QCOMPARE(desk.desk.places()->count(), 5); // four environments and one module
    const int production = desk.desk.places()->rowOf(QStringLiteral("Production/"));
    QCOMPARE(desk.cell(desk.desk.places(), production, 2), QStringLiteral("4"));
    QCOMPARE(desk.cell(desk.desk.places(), production + 1, 1), QStringLiteral("storefront"));
    QVERIFY(desk.choose("Production/"));
    QCOMPARE(desk.desk.placeRow(), production);
    QCOMPARE(desk.desk.versions()->count(), 2); // the module's are not among them
    QVERIFY(desk.desk.inForce().contains(QStringLiteral("shorter bake since traffic has doubled")));
    QVERIFY(desk.desk.editor()->text().contains(QLatin1String(kBake)));
    QVERIFY(desk.choose("Development/"));
    QCOMPARE(desk.desk.versions()->count(), 0);
    QVERIFY(desk.desk.inForce().contains(QStringLiteral("default")));
}

void TestPolicyDesk::onlyAdministratorsSet() {
    Desk desk(Role::Deployer);
    QVERIFY(desk.settled() && desk.choose("Production/"));
    QVERIFY(desk.write(QLatin1String(kBake), QStringLiteral("bake = \"20m\"")));
    QVERIFY(!desk.desk.settable());
    QVERIFY(desk.desk.whyNotSet().contains(QStringLiteral("administrator")));
    desk.desk.setPolicy(QStringLiteral("because"));
    QVERIFY(desk.settled());
    QVERIFY(desk.service.accepted().empty());
    QVERIFY(desk.desk.triable()); // trying changes nothing
}

void TestPolicyDesk::setsWithReasonAndVersion() {
    Desk desk;
    QVERIFY(desk.settled() && desk.choose("Production/"));
    QVERIFY(!desk.desk.settable()); // it says what is in force
    QVERIFY(desk.write(QLatin1String(kBake), QStringLiteral("bake = \"20m\"")));
    QVERIFY2(desk.desk.settable(), qPrintable(desk.desk.whyNotSet()));
    QCOMPARE(desk.desk.editor()->changedLines(), 1);
    QVERIFY(desk.desk.consequence().contains(QStringLiteral("Production")));
    desk.desk.setPolicy(QStringLiteral("longer look"));
    QTRY_COMPARE(desk.service.accepted().size(), std::size_t{1});
    const auto accepted = desk.service.accepted();
    const auto& change = std::get<ports::requests::SetPolicy>(accepted.front()).change;
    QCOMPARE(change.environment, EnvironmentId{"Production"});
    QVERIFY(change.module.empty());
    QCOMPARE(change.reason, std::string("longer look"));
    QCOMPARE(change.after.value(), 4U);
    QVERIFY(change.policy.strategy.bake == std::chrono::minutes(20));
    QVERIFY(desk.settled());
    QTRY_VERIFY(!desk.desk.editor()->edited());
    QCOMPARE(desk.cell(desk.desk.versions(), 0, 0), QStringLiteral("5"));
    QCOMPARE(desk.cell(desk.desk.versions(), 0, 3), QStringLiteral("longer look"));
    QVERIFY(!desk.desk.settable());
}

void TestPolicyDesk::aWrongTextIsNeitherSetNorTried() {
    Desk desk;
    QVERIFY(desk.settled() && desk.choose("Production/"));
    QVERIFY(desk.write(QLatin1String(kBake), QStringLiteral("bake = \"soon\"")));
    QVERIFY(desk.desk.editor()->wrong());
    QVERIFY(!desk.desk.settable() && !desk.desk.triable());
    QVERIFY(!desk.desk.whyNotSet().isEmpty());
    desk.desk.setPolicy(QStringLiteral("because"));
    desk.desk.tryIt(20);
    QVERIFY(desk.settled());
    QVERIFY(desk.service.accepted().empty());
    QVERIFY(!desk.desk.trial()->done());
}

void TestPolicyDesk::saysWhenSomebodyElseWasFaster() {
    Desk desk;
    QVERIFY(desk.settled() && desk.choose("Production/"));
    QVERIFY(desk.write(QLatin1String(kBake), QStringLiteral("bake = \"20m\"")));
    const QString mine = desk.desk.editor()->text();
    const auto faster = desk.service.setPolicy({EnvironmentId{"Production"},
                                                {},
                                                defaultPolicy(EnvironmentId{"Production"}),
                                                "meanwhile",
                                                std::nullopt});
    QVERIFY(faster.ok());
    // Before the news has arrived the service itself refuses, and nothing that was written is lost.
    desk.desk.setPolicy(QStringLiteral("because"));
    QTRY_VERIFY(!desk.desk.overtaken().isEmpty());
    QVERIFY(desk.service.accepted().empty());
    QCOMPARE(desk.desk.editor()->text(), mine);
    QCOMPARE(desk.desk.whyNotSet(), desk.desk.overtaken());
    desk.desk.startOver();
    QVERIFY(desk.settled());
    QVERIFY(desk.desk.overtaken().isEmpty());
    QVERIFY(desk.desk.inForce().contains(QStringLiteral("meanwhile")));
}

void TestPolicyDesk::aModuleGetsItsOwn() {
    Desk desk;
    QVERIFY(desk.settled() && desk.choose("QA/"));
    QVERIFY(!desk.desk.modules().isEmpty());
    const QString module = desk.desk.modules().first();
    desk.desk.chooseModule(0);
    QVERIFY(desk.settled());
    QVERIFY(desk.desk.placeName().startsWith(module));
    QVERIFY(desk.desk.editor()->text().contains(QStringLiteral("inFlightMax = 4"))); // begun from QA's
    QVERIFY(desk.desk.settable()); // also as it is: it would stay when QA's changes
    desk.desk.setPolicy(QStringLiteral("keeps it"));
    QTRY_COMPARE(desk.service.accepted().size(), std::size_t{1});
    const auto accepted = desk.service.accepted();
    const auto& change = std::get<ports::requests::SetPolicy>(accepted.front()).change;
    QCOMPARE(change.module, ModuleName{module.toStdString()});
    QCOMPARE(change.after.value(), 0U);
    QVERIFY(desk.settled());
    QTRY_VERIFY(!desk.desk.modules().contains(module));
}

void TestPolicyDesk::anOlderVersionComesBack() {
    Desk desk;
    QVERIFY(desk.settled() && desk.choose("Production/"));
    desk.desk.takeVersion(1);
    QVERIFY(desk.settled());
    QVERIFY(!desk.desk.editor()->text().contains(QLatin1String(kBake)));
    QVERIFY(desk.desk.editor()->changedLines() >= 1);
    QVERIFY(desk.desk.settable());
    desk.desk.takeVersion(99);
    desk.desk.choosePlace(-1);
    desk.desk.chooseModule(99);
    QVERIFY(desk.settled());
    QCOMPARE(desk.desk.placeName(), QStringLiteral("Production"));
}

void TestPolicyDesk::whatIsWrittenOutlivesTheNews() {
    Desk desk;
    QVERIFY(desk.settled() && desk.choose("Production/"));
    QVERIFY(desk.write(QLatin1String(kBake), QStringLiteral("bake = \"20m\"")));
    const QString mine = desk.desk.editor()->text();
    desk.desk.end();
    desk.desk.begin(); // another page and back
    QVERIFY(desk.settled());
    QCOMPARE(desk.desk.editor()->text(), mine);
}

void TestPolicyDesk::triesThePolicyOfTheText() {
    Desk desk(Role::Viewer);
    QVERIFY(desk.settled() && desk.choose("Production/"));
    QAbstractItemModelTester rollouts(desk.desk.trial()->rollouts());
    desk.desk.tryIt(10);
    QVERIFY(desk.desk.trial()->running());
    QVERIFY(!desk.desk.triable()); // one at a time
    QTRY_VERIFY(desk.desk.trial()->done());
    QCOMPARE(desk.desk.trial()->rollouts()->count(), 10);
    QVERIFY(desk.desk.trial()->sentence().contains(QStringLiteral("10 ")));
    int stops = -1;
    for (int row = 0; row < 10; ++row) {
        if (desk.cell(desk.desk.trial()->rollouts(), row, 3).startsWith(QStringLiteral("stops"))) {
            stops = row;
        }
    }
    QVERIFY(stops >= 0);
    QVERIFY(!desk.desk.trial()->detailOf(stops).isEmpty());
    QVERIFY(desk.desk.trial()->detailOf(-1).isEmpty() && desk.desk.trial()->detailOf(10).isEmpty());
    QVERIFY(!desk.desk.trialOutdated());
    QVERIFY(desk.write(QLatin1String(kBake), QStringLiteral("bake = \"20m\"")));
    QVERIFY(desk.desk.trialOutdated());
    QVERIFY(desk.choose("QA/"));
    QVERIFY(!desk.desk.trial()->done()); // that was about another environment
}

void TestPolicyDesk::saysWhyItCannot() {
    Desk desk;
    QVERIFY(desk.settled() && desk.choose("Production/"));
    const Error gone = makeError(ErrorCode::Unavailable, "store");
    desk.service.failWith(&gone);
    desk.desk.tryIt(10);
    QTRY_VERIFY(!desk.desk.trial()->error().isEmpty());
    desk.desk.begin();
    QTRY_VERIFY(!desk.desk.error().isEmpty());
    QVERIFY(desk.desk.loaded()); // what was read stays in view
    desk.client.setOnline(false);
    QVERIFY(!desk.desk.settable() && !desk.desk.triable());
    QCOMPARE(desk.desk.whyNotTry(), ui::ServiceClient::offlineText());
}

QTEST_MAIN(TestPolicyDesk)
#include "tst_policy_desk.moc"
