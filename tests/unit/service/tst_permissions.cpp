// SPDX-License-Identifier: Apache-2.0
// Who may ask for what: every request and query against every role.

#include "tests/unit/service/service_fixture.h"

#include "core/service/permissions.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::service;

namespace {

const std::vector<Role> kRoles{Role::Viewer, Role::Deployer, Role::Approver, Role::Admin};

struct Expected {
    std::string_view what;
    std::set<Role> roles;
};

/// The design's table once more, by hand.
const std::vector<Expected>& expectedTable() {
    static const std::set<Role> all(kRoles.begin(), kRoles.end());
    static const std::vector<Expected> table{{"deployment.submit", {Role::Deployer}},
                                             {"deployment.pause", {Role::Deployer}},
                                             {"deployment.resume", {Role::Deployer}},
                                             {"deployment.promote", {Role::Deployer}},
                                             {"deployment.promoteFully", {Role::Deployer}},
                                             {"deployment.skipNode", {Role::Deployer}},
                                             {"deployment.abort", {Role::Deployer}},
                                             {"deployment.retryFailed", {Role::Deployer}},
                                             {"deployment.rollback", {Role::Deployer}},
                                             {"deployment.acceptAsIs", {Role::Admin}},
                                             {"approval.vote", {Role::Approver}},
                                             {"policy.weaken", {Role::Admin}},
                                             {"lease.handOver", {Role::Admin}},
                                             {"node.token", {Role::Admin}},
                                             {"node.revoke", {Role::Admin}},
                                             {"fleet.drain", {Role::Deployer}},
                                             {"fleet.undrain", {Role::Deployer}},
                                             {"fleet.stop", {Role::Deployer}},
                                             {"fleet.release", {Role::Deployer}},
                                             {"query.plan", all},
                                             {"query.deployments", all},
                                             {"query.deployment", all},
                                             {"query.events", all},
                                             {"query.metrics", all},
                                             {"query.approvals", all},
                                             {"query.approval", all},
                                             {"query.audit", all},
                                             {"query.verifyAudit", all},
                                             {"query.releases", all},
                                             {"query.node", all},
                                             {"query.coordination", all},
                                             {"query.nodeLog", all},
                                             {"query.nodeJournal", all},
                                             {"query.nodeSeries", all},
                                             {"query.enrolments", all},
                                             {"query.orders", all},
                                             {"query.order", all},
                                             {"query.evidence", all},
                                             {"query.backtest", all},
                                             {"query.policies", all},
                                             {"policy.set", {Role::Admin}},
                                             {"subscribe", all}};
    return table;
}

std::vector<ports::ConsoleRequest> everyRequest() {
    std::vector<ports::ConsoleRequest> requests{
        ports::requests::Submit{},       ports::requests::CastVote{},   ports::requests::HandOver{},
        ports::requests::MakeToken{},    ports::requests::RevokeNode{}, ports::requests::DrainNodes{},
        ports::requests::UndrainNodes{}, ports::requests::StopLine{},   ports::requests::ReleaseLine{},
        ports::requests::SetPolicy{}};
    for (const Verb verb : kAllVerbs) {
        requests.emplace_back(ports::requests::Act{DeploymentId{"d"}, verb, {}, {}});
    }
    return requests;
}

std::vector<ports::ConsoleQuery> everyQuery() {
    namespace q = ports::queries;
    return {q::PlanFor{},    q::Deployments{},  q::OneDeployment{}, q::Events{},      q::Metrics{},
            q::Approvals{},  q::OneApproval{},  q::Audit{},         q::VerifyAudit{}, q::Releases{},
            q::OneNode{},    q::Coordination{}, q::NodeLog{},       q::NodeJournal{}, q::NodeSeries{},
            q::Enrolments{}, q::Orders{},       q::OneOrder{},      q::Evidence{},    q::Backtest{},
            q::Policies{}};
}

bool isRefusal(ErrorCode code) {
    return code == ErrorCode::PermissionDenied || code == ErrorCode::Unauthenticated;
}

class Sink final : public ports::DeltaSink {
    void deliver(std::shared_ptr<const ports::ConsoleDelta>) override {}
};

} // namespace

class TestPermissions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tableIsTheDesigns() {
        QCOMPARE(permissionTable().size(), expectedTable().size());
        for (const Expected& expected : expectedTable()) {
            for (const Role role : kRoles) {
                const Identity who{TenantId{"t"}, UserId{"u"}, {role}, {}, {}};
                const Status may = mayRequest(who, expected.what);
                QVERIFY2(may.ok() == expected.roles.contains(role), expected.what.data());
                QVERIFY(may.ok() || may.error().code == ErrorCode::PermissionDenied);
            }
        }
    }

    void everyKindOfRequestHasARule() {
        std::set<std::string_view> names;
        for (const auto& request : everyRequest()) {
            names.insert(requestName(request));
        }
        for (const auto& query : everyQuery()) {
            names.insert(requestName(query));
        }
        QCOMPARE(names.size(), everyRequest().size() + everyQuery().size());
        QCOMPARE(everyQuery().size(), std::variant_size_v<ports::ConsoleQuery>);
        for (const std::string_view name : names) {
            const Identity everything{TenantId{"t"}, UserId{"u"}, {kRoles.begin(), kRoles.end()}, {}, {}};
            QVERIFY2(mayRequest(everything, name).ok(), name.data());
        }
    }

    void whatHasNoRuleIsRefused() {
        const Identity everything{TenantId{"t"}, UserId{"u"}, {kRoles.begin(), kRoles.end()}, {}, {}};
        EXPECT_ERROR(mayRequest(everything, "tenant.delete"), ErrorCode::PermissionDenied);
        EXPECT_ERROR(mayRequest(everything, ""), ErrorCode::PermissionDenied);
    }

    void nobodyMayNothing_data() {
        QTest::addColumn<QString>("tenant");
        QTest::addColumn<QString>("user");
        QTest::addColumn<int>("code");
        QTest::newRow("no tenant") << QString() << QStringLiteral("u") << int(ErrorCode::Unauthenticated);
        QTest::newRow("no user") << QStringLiteral("lab") << QString() << int(ErrorCode::Unauthenticated);
        QTest::newRow("no role") << QStringLiteral("lab") << QStringLiteral("u")
                                 << int(ErrorCode::PermissionDenied);
    }
    void nobodyMayNothing() {
        QFETCH(const QString, tenant);
        QFETCH(const QString, user);
        QFETCH(const int, code);
        ServiceFixture fixture;
        const Identity nobody{TenantId{tenant.toStdString()}, UserId{user.toStdString()}, {}, {}, {}};
        for (const auto& request : everyRequest()) {
            EXPECT_ERROR(fixture.service.execute(nobody, request, fixture.newKey()), ErrorCode{code});
        }
        for (const auto& query : everyQuery()) {
            EXPECT_ERROR(fixture.service.query(nobody, query), ErrorCode{code});
        }
        EXPECT_ERROR(fixture.service.subscribe(nobody, 0, std::make_shared<Sink>()), ErrorCode{code});
        QCOMPARE(fixture.auditRows(), std::size_t{0});
    }

    void theServiceAsksTheTable() {
        ServiceFixture fixture;
        const std::vector<std::pair<Role, Identity>> people{{Role::Viewer, fixture.viewer},
                                                            {Role::Deployer, fixture.operator_},
                                                            {Role::Approver, fixture.approver},
                                                            {Role::Admin, fixture.admin}};
        for (const auto& [role, who] : people) {
            for (const auto& request : everyRequest()) {
                const bool allowed = mayRequest(who, requestName(request)).ok();
                const auto answer = fixture.service.execute(who, request, fixture.newKey());
                QVERIFY(!answer.ok()); // nothing of it exists
                QCOMPARE(isRefusal(answer.error().code), !allowed);
            }
            for (const auto& query : everyQuery()) {
                const auto answer = fixture.service.query(who, query);
                QVERIFY(answer.ok() || !isRefusal(answer.error().code));
            }
        }
    }

    void aDeployerMayNotWeakenPolicy() {
        ServiceFixture fixture;
        DeploymentRequest request = ServiceFixture::request("Production");
        request.policy = defaultPolicy(request.environment);
        request.policy->approval.required = false;
        const auto refused = fixture.submit(request);
        EXPECT_ERROR(refused, ErrorCode::PermissionDenied);
        QVERIFY(refused.error().fields.contains("policy.approval.required"));
        request.policy->approval.required = true;
        request.policy->approval.fourEyes = false;
        EXPECT_ERROR(fixture.submit(request), ErrorCode::PermissionDenied);
        request.policy->approval.fourEyes = true;
        request.policy->gate.availabilityFloorPercent = 10;
        EXPECT_ERROR(fixture.submit(request), ErrorCode::PermissionDenied);
        request.policy->gate.availabilityFloorPercent = 90;
        request.policy->judge.judged = false;
        EXPECT_ERROR(fixture.submit(request), ErrorCode::PermissionDenied);
        const Identity both = fixture.person("chief", {Role::Deployer, Role::Admin});
        EXPECT_OK(fixture.submit(both, request));
        request.policy->judge.judged = true;
        request.policy->approval.quorum = 2; // stricter than the standard
        EXPECT_OK(fixture.submit(request));
    }
};

QTEST_APPLESS_MAIN(TestPermissions)
#include "tst_permissions.moc"
