// SPDX-License-Identifier: Apache-2.0
#include "core/service/policy_choice.h"
#include "tests/unit/service/service_fixture.h"

#include <QtTest>

using namespace hotswap;
using namespace hotswap::service;

namespace {

const EnvironmentId kProduction{"Production"};

ports::requests::SetPolicy setting(Duration bake, const char* module = "") {
    ports::requests::SetPolicy request;
    request.change.environment = kProduction;
    request.change.module = ModuleName{module};
    request.change.policy = defaultPolicy(kProduction);
    request.change.policy.strategy.bake = bake;
    request.change.reason = "shorter";
    return request;
}

/// A service whose administrator has set policies.
struct PolicyFixture : ServiceFixture {
    Result<ports::Answer> set(const ports::requests::SetPolicy& request) {
        return service.execute(admin, request, newKey());
    }
    Policy policyOf(const Result<ports::Answer>& submitted) {
        const auto detail = service.query(viewer, ports::queries::OneDeployment{DeploymentId{submitted->id}});
        return as<ports::DeploymentDetail>(detail).spec.policy;
    }
    ports::PoliciesAnswer policies(const Identity& who, ports::queries::Policies query) {
        query.environment = kProduction;
        return as<ports::PoliciesAnswer>(service.query(who, query));
    }
};

} // namespace

class TestPolicies : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDeploymentGoesByWhatWasSet() {
        PolicyFixture fixture;
        QCOMPARE(fixture.policyOf(fixture.submit(ServiceFixture::request("Production"))).version, 1U);
        QCOMPARE(fixture.set(setting(Duration{60'000}))->id, std::string("2"));
        const Policy later = fixture.policyOf(fixture.submit(ServiceFixture::request("Production", "1.2.0")));
        QCOMPARE(later.version, 2U);
        QCOMPARE(later.strategy.bake.count(), 60'000);
    }

    void aModulesOwnPolicyComesFirst() {
        PolicyFixture fixture;
        QVERIFY(fixture.set(setting(Duration{60'000}, "storefront")).ok());
        QVERIFY(fixture.set(setting(Duration{90'000})).ok());
        const Policy policy = fixture.policyOf(fixture.submit(ServiceFixture::request("Production")));
        QCOMPARE(policy.version, 2U);
        QCOMPARE(policy.strategy.bake.count(), 60'000);
    }

    void anotherStrategyKeepsTheRest() {
        PolicyFixture fixture;
        auto request = setting(Duration{60'000});
        request.change.policy.gate.availabilityFloorPercent = 90;
        QVERIFY(fixture.set(request).ok());
        DeploymentRequest asked = ServiceFixture::request("Production");
        asked.strategy = StrategyKind::Rolling;
        const Policy policy = fixture.policyOf(fixture.submit(asked));
        QVERIFY(policy.strategy.kind == StrategyKind::Rolling);
        QVERIFY(!policy.judge.judged); // as rolling is by default
        QCOMPARE(policy.gate.availabilityFloorPercent, 90U);
        QVERIFY(policy.approval.required);
    }

    void whatWasSetIsProtectedToo() {
        PolicyFixture fixture;
        auto request = setting(Duration{60'000});
        request.change.policy.gate.availabilityFloorPercent = 95;
        QVERIFY(fixture.set(request).ok());
        DeploymentRequest asked = ServiceFixture::request("Production");
        asked.policy = defaultPolicy(kProduction);
        EXPECT_ERROR(fixture.submit(asked), ErrorCode::PermissionDenied);
        asked.policy->gate.availabilityFloorPercent = 95;
        EXPECT_OK(fixture.submit(asked));
    }

    void onlyAdministratorsSet() {
        PolicyFixture fixture;
        for (const Identity& who : {fixture.viewer, fixture.operator_, fixture.approver}) {
            EXPECT_ERROR(fixture.service.execute(who, setting(Duration{60'000}), fixture.newKey()),
                         ErrorCode::PermissionDenied);
            QVERIFY(!fixture.policies(who, {}).mayChange);
        }
        QVERIFY(fixture.policies(fixture.admin, {}).mayChange);
        EXPECT_ERROR(fixture.set(setting(Duration{-1})), ErrorCode::InvalidArgument);
        QCOMPARE(fixture.policies(fixture.viewer, {}).rows.size(), std::size_t{0});
    }

    void theHistoryIsShownWithWhatIsInForce() {
        PolicyFixture fixture;
        QVERIFY(fixture.policies(fixture.viewer, {}).effective == defaultPolicy(kProduction));
        QVERIFY(fixture.set(setting(Duration{60'000})).ok());
        QVERIFY(fixture.set(setting(Duration{90'000}, "storefront")).ok());
        const auto all = fixture.policies(fixture.viewer, {});
        QCOMPARE(all.rows.size(), std::size_t{2});
        QCOMPARE(all.rows[0].policy.version, 3U);
        QCOMPARE(all.effective.version, 2U); // of every module
        ports::queries::Policies query;
        query.module = ModuleName{"storefront"};
        QCOMPARE(fixture.policies(fixture.viewer, query).effective.version, 3U);
        QCOMPARE(fixture.policies(fixture.viewer, query).rows.size(), std::size_t{1});
    }

    void withoutABookThereIsTheDefault() {
        const Scope scope{TenantId{"lab"}, kProduction, ModuleName{"storefront"}};
        QVERIFY(*standardPolicy(nullptr, scope, {}) == defaultPolicy(kProduction));
        QVERIFY(*standardPolicy(nullptr, scope, StrategyKind::Direct) ==
                defaultPolicy(kProduction, StrategyKind::Direct));
    }
};

QTEST_APPLESS_MAIN(TestPolicies)
#include "tst_policies.moc"
