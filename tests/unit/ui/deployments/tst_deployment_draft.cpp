// SPDX-License-Identifier: Apache-2.0
// A new deployment goes by the policy that was set; only what a person changed of it is sent along.
#include "tests/support/view_desk.h"
#include "ui/deployments/deployment_draft.h"

#include <QTest>

using namespace hotswap;

class TestDeploymentDraft : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsThePolicyThatWasSet();
    void sendsNoPolicyOfItsOwn();
    void sendsWhatWasChanged();
    void changesBeforeTheAnswerAreKept();
    void keepsTheUnitsOfThePolicy();
};

namespace {

constexpr int kProduction = 3;

struct Desk : support::ViewDesk {
    ui::DeploymentDraft draft{context};

    Desk() { actAs(Role::Deployer); }
    bool begin() {
        draft.begin(QStringLiteral("storefront"));
        return planned();
    }
    bool planned() {
        return QTest::qWaitFor([this] { return draft.submittable() && client.idle(); });
    }
    std::optional<DeploymentRequest> submitted() {
        draft.submit(true);
        if (!QTest::qWaitFor([this] { return !service.accepted().empty(); })) {
            return std::nullopt;
        }
        const auto accepted = service.accepted();
        return std::get<ports::requests::Submit>(accepted.back()).request;
    }
    bool set(const char* module, const std::function<void(Policy&)>& edit) {
        ports::PolicyChange change{EnvironmentId{"Production"}, ModuleName{module},
                                   defaultPolicy(EnvironmentId{"Production"}), "test", std::nullopt};
        edit(change.policy);
        return service.setPolicy(change).ok();
    }
};

} // namespace

void TestDeploymentDraft::showsThePolicyThatWasSet() {
    Desk desk;
    QVERIFY(desk.begin());
    QVERIFY(desk.draft.policyText().contains(QStringLiteral("default")));
    desk.draft.setEnvironment(kProduction);
    QVERIFY(desk.planned());
    // The module's own comes before the environment's.
    QCOMPARE(desk.draft.firstWave(), 5);
    QVERIFY(desk.draft.policyText().contains(QLatin1Char('3')));
}

void TestDeploymentDraft::sendsNoPolicyOfItsOwn() {
    Desk desk;
    QVERIFY(desk.begin());
    desk.draft.setEnvironment(kProduction);
    desk.draft.setDescription(QStringLiteral("as it is"));
    QVERIFY(desk.planned());
    const auto request = desk.submitted();
    QVERIFY(request.has_value());
    QVERIFY(!request->policy && !request->strategy);
}

void TestDeploymentDraft::sendsWhatWasChanged() {
    Desk desk;
    QVERIFY(desk.begin());
    desk.draft.setEnvironment(kProduction);
    desk.draft.setStrategy(static_cast<int>(StrategyKind::Rolling));
    QVERIFY(desk.planned());
    desk.draft.setBatch(3);
    desk.draft.setBatch(4);
    QVERIFY(desk.planned());
    QVERIFY(desk.draft.policyText().contains(QStringLiteral("your changes")));
    const auto request = desk.submitted();
    QVERIFY(request.has_value() && request->policy);
    QVERIFY(request->strategy == StrategyKind::Rolling);
    QCOMPARE(request->policy->strategy.batch.value, 4U);
    QCOMPARE(request->policy->strategy.firstWave.value, 5U); // the stored one's
    QCOMPARE(request->policy->version, 3U);
}

void TestDeploymentDraft::changesBeforeTheAnswerAreKept() {
    Desk desk;
    QVERIFY(desk.begin());
    desk.draft.setEnvironment(kProduction);
    desk.draft.setInFlight(7); // what was set here is not known yet
    QVERIFY(desk.draft.policyText().isEmpty());
    QVERIFY(desk.planned());
    const auto request = desk.submitted();
    QVERIFY(request.has_value() && request->policy);
    QCOMPARE(request->policy->strategy.inFlightMax, 7U);
    QCOMPARE(request->policy->strategy.firstWave.value, 5U);
}

void TestDeploymentDraft::keepsTheUnitsOfThePolicy() {
    Desk desk;
    QVERIFY(desk.set("storefront", [](Policy& policy) {
        policy.strategy.firstWave = {Amount::Unit::Nodes, 2};
        policy.strategy.steps = {{Amount::Unit::Percent, 20}, {Amount::Unit::Percent, 100}};
    }));
    QVERIFY(desk.begin());
    desk.draft.setEnvironment(kProduction);
    QVERIFY(desk.planned());
    QVERIFY(desk.draft.firstInNodes());
    QVERIFY(!desk.draft.stepInNodes());
    QCOMPARE(desk.draft.waveSteps(), QStringLiteral("20 %, 100 %"));
    desk.draft.setFirstWave(3);
    QVERIFY(desk.planned());
    const auto request = desk.submitted();
    QVERIFY(request.has_value() && request->policy);
    QVERIFY((request->policy->strategy.firstWave == Amount{Amount::Unit::Nodes, 3}));
}

QTEST_MAIN(TestDeploymentDraft)
#include "tst_deployment_draft.moc"
