// SPDX-License-Identifier: Apache-2.0
#include "core/domain/approval.h"
#include "core/domain/deployment_spec.h"
#include "core/domain/limits.h"

#include <QTest>

using namespace hotswap;
using namespace std::chrono_literals;

namespace {

Identity person(const char* name, std::set<Role> roles) {
    return {TenantId("lab"), UserId(name), std::move(roles), {}, KeyId("k")};
}

Approval approval() {
    Approval value;
    value.id = ApprovalId("a");
    value.scope.tenant = TenantId("lab");
    value.requestedBy = UserId("operator");
    value.expiresAt = instantFromMs(1'000);
    return value;
}

CastVote vote(const char* who, VoteDecision decision, std::set<std::string> groups = {}) {
    CastVote cast;
    cast.vote.voter = UserId(who);
    cast.vote.decision = decision;
    cast.groups = std::move(groups);
    return cast;
}

ErrorCode refusal(const Approval& asked, const Identity& who, Instant now = {},
                  VoteDecision decision = VoteDecision::Approve, const std::string& reason = "ok") {
    const Status status = mayVote(asked, who, decision, reason, now);
    return status.ok() ? ErrorCode::Internal : status.error().code;
}

} // namespace

class PolicyRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaultsOfTheEnvironments() {
        const Policy development = defaultPolicy(EnvironmentId("Development"));
        QCOMPARE(development.strategy.kind, StrategyKind::Direct);
        QCOMPARE(development.gate.availabilityFloorPercent, 0U);
        QVERIFY(!development.judge.requireTraffic && !development.approval.required);
        QCOMPARE(defaultPolicy(EnvironmentId("QA")).strategy.kind, StrategyKind::Rolling);
        QCOMPARE(defaultPolicy(EnvironmentId("Staging")).strategy.kind, StrategyKind::BlueGreen);
        const Policy production = defaultPolicy(EnvironmentId("Production"));
        QCOMPARE(production.strategy.kind, StrategyKind::Canary);
        QCOMPARE(production.strategy.bake, Duration(15min));
        QVERIFY(production.approval.required && production.judge.judged);
        QCOMPARE(defaultPolicy(EnvironmentId("Elsewhere")), production);
        for (const char* name : {"Development", "QA", "Staging", "Production"}) {
            for (const StrategyKind kind : {StrategyKind::Direct, StrategyKind::Rolling,
                                            StrategyKind::BlueGreen, StrategyKind::Canary}) {
                QVERIFY(validate(defaultPolicy(EnvironmentId(name), kind)).ok());
            }
        }
    }

    void wrongFieldsAreNamedAllAtOnce() {
        Policy policy = defaultPolicy(EnvironmentId("QA"));
        policy.strategy.inFlightMax = 0;
        policy.strategy.steps = {{Amount::Unit::Percent, 50}, {Amount::Unit::Percent, 20}};
        policy.gate.availabilityFloorPercent = 101;
        policy.pipeline.test = {{"Bad Name", 1min}};
        const Status status = validate(policy);
        QCOMPARE(status.error().code, ErrorCode::InvalidArgument);
        for (const char* field : {"strategy.inFlightMax", "strategy.steps[1]",
                                  "gate.availabilityFloorPercent", "pipeline.test[0].name"}) {
            QVERIFY2(status.error().fields.contains(field), field);
        }
    }

    void amountsRoundUp() {
        QCOMPARE((Amount{Amount::Unit::Percent, 10}.of(7)), 1U);
        QCOMPARE((Amount{Amount::Unit::Percent, 1}.of(3)), 1U);
        QCOMPARE((Amount{Amount::Unit::Percent, 50}.of(7)), 4U);
        QCOMPARE((Amount{Amount::Unit::Nodes, 9}.of(7)), 7U);
        QCOMPARE((Amount{Amount::Unit::Nodes, 9}.of(0)), 0U);
    }

    void requestsAreChecked() {
        DeploymentRequest request;
        request.environment = EnvironmentId("QA");
        request.module = ModuleName("Bad!");
        request.description = std::string(limits::kDescriptionCharsMax + 1, 'x');
        request.metadata["bad key"] = "value";
        request.policy = defaultPolicy(request.environment);
        request.strategy = StrategyKind::Direct;
        request.policy->strategy.inFlightMax = 0;
        const Status status = validate(request);
        for (const char* field :
             {"module", "version", "description", "metadata", "strategy", "policy.strategy.inFlightMax"}) {
            QVERIFY2(status.error().fields.contains(field), field);
        }
    }

    void whoMayVote() {
        const Identity approver = person("approver", {Role::Approver});
        QCOMPARE(refusal(approval(), approver), ErrorCode::Internal);
        QCOMPARE(refusal(approval(), person("viewer", {Role::Viewer})), ErrorCode::PermissionDenied);
        QCOMPARE(refusal(approval(), person("operator", {Role::Approver})), ErrorCode::FourEyes);
        QCOMPARE(refusal(approval(), approver, instantFromMs(1'000)), ErrorCode::Expired);
        QCOMPARE(refusal(approval(), approver, {}, VoteDecision::Reject, ""), ErrorCode::InvalidArgument);
        Approval voted = approval();
        voted.votes.push_back(vote("approver", VoteDecision::Approve));
        QCOMPARE(refusal(voted, approver), ErrorCode::AlreadyDecided);
        Identity stranger = approver;
        stranger.tenant = TenantId("other");
        QCOMPARE(refusal(approval(), stranger), ErrorCode::NotFound);
    }

    void quorumGroupsAndRejection() {
        Approval asked = approval();
        asked.policy.quorum = 2;
        asked.policy.groups = {"security"};
        QCOMPARE(decide(asked), ApprovalState::Pending);
        asked.votes = {vote("a", VoteDecision::Approve), vote("b", VoteDecision::Approve)};
        QCOMPARE(decide(asked), ApprovalState::Pending); // nobody of the group yet
        asked.votes.push_back(vote("c", VoteDecision::Approve, {"security"}));
        QCOMPARE(decide(asked), ApprovalState::Approved);
        asked.votes.push_back(vote("d", VoteDecision::Reject));
        QCOMPARE(decide(asked), ApprovalState::Rejected);
        Approval nobody = approval();
        nobody.policy.quorum = 0;
        QCOMPARE(decide(nobody), ApprovalState::Pending);
    }
};

QTEST_APPLESS_MAIN(PolicyRules)
#include "tst_policy_rules.moc"
