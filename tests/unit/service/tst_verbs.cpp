// SPDX-License-Identifier: Apache-2.0
// Verbs: what they append, when they are refused and why a console may not offer them.

#include "tests/unit/service/service_fixture.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::service;

namespace {

ports::VerbRow verbRow(ServiceFixture& fixture, const Identity& who, const DeploymentId& id, Verb verb) {
    const auto answer = fixture.service.query(who, ports::queries::OneDeployment{id});
    for (const ports::VerbRow& row : as<ports::DeploymentDetail>(answer).verbs) {
        if (row.verb == verb) {
            return row;
        }
    }
    return {};
}

} // namespace

class TestVerbs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void appendEventAndAuditTogether() {
        ServiceFixture fixture;
        const DeploymentId id = fixture.submitted();
        QVERIFY(fixture.start(id).ok());
        EXPECT_OK(fixture.act(fixture.operator_, id, Verb::Pause, "looking at a graph"));
        const Deployment paused = fixture.load(id);
        QVERIFY(paused.state() == DeploymentState::Paused);
        QVERIFY(fixture.store.reader().deployment(fixture.operator_.tenant, id)->state ==
                DeploymentState::Paused);
        const auto audit = fixture.store.reader().audit(fixture.operator_.tenant, {}, {}, 1);
        QCOMPARE(audit->rows.front().action, std::string("deployment.pause"));
        QCOMPARE(audit->rows.front().subject, id.value);
        QCOMPARE(audit->rows.front().details.at("reason"), std::string("looking at a graph"));
        EXPECT_OK(fixture.act(fixture.operator_, id, Verb::Resume));
        QVERIFY(fixture.load(id).state() == DeploymentState::Running);
        EXPECT_OK(fixture.act(fixture.operator_, id, Verb::Abort));
        QVERIFY(fixture.load(id).isAbortRequested());
        QCOMPARE(fixture.load(id).abortRequest()->by.value, std::string("operator"));
    }

    void refuseWhatCannotBe() {
        ServiceFixture fixture;
        const DeploymentId id = fixture.submitted();
        const std::size_t before = fixture.auditRows();
        EXPECT_ERROR(fixture.act(fixture.operator_, id, Verb::Pause), ErrorCode::TransitionRefused);
        EXPECT_ERROR(fixture.act(fixture.operator_, id, Verb::Rollback), ErrorCode::TransitionRefused);
        EXPECT_ERROR(fixture.act(fixture.operator_, DeploymentId{"nothing"}, Verb::Pause),
                     ErrorCode::NotFound);
        QVERIFY(fixture.start(id).ok());
        const auto noReason = fixture.act(fixture.operator_, id, Verb::PromoteFully);
        EXPECT_ERROR(noReason, ErrorCode::InvalidArgument);
        QVERIFY(noReason.error().fields.contains("reason"));
        const auto noNode = fixture.service.execute(
            fixture.operator_, ports::requests::Act{id, Verb::SkipNode, NodeId{"QA-1"}, {}},
            fixture.newKey());
        EXPECT_ERROR(noNode, ErrorCode::InvalidArgument);
        QVERIFY(noNode.error().fields.contains("node"));
        const auto longReason = fixture.act(fixture.operator_, id, Verb::Abort, std::string(1'001, 'x'));
        EXPECT_ERROR(longReason, ErrorCode::InvalidArgument);
        QCOMPARE(fixture.load(id).version(), std::uint64_t{2});
        QCOMPARE(fixture.auditRows(), before);
    }

    void skipANode() {
        ServiceFixture fixture;
        const DeploymentId id = fixture.submitted();
        QVERIFY(fixture.start(id).ok());
        const NodeId node = fixture.load(id).plan().mayChange.back();
        EXPECT_OK(fixture.service.execute(
            fixture.operator_, ports::requests::Act{id, Verb::SkipNode, node, {}}, fixture.newKey()));
        const Deployment after = fixture.load(id);
        QVERIFY(after.nodes().at(*after.nodes().indexOf(node)).step == NodeStep::Skipped);
    }

    void answerARepetitionAsBefore() {
        ServiceFixture fixture;
        const DeploymentId id = fixture.submitted();
        QVERIFY(fixture.start(id).ok());
        const IdempotencyKey key{"pause once"};
        const ports::ConsoleRequest pause = ports::requests::Act{id, Verb::Pause, {}, {}};
        EXPECT_OK(fixture.service.execute(fixture.operator_, pause, key));
        const auto again = fixture.service.execute(fixture.operator_, pause, key);
        EXPECT_OK(again); // although pausing what is paused would be refused
        QVERIFY(again->repeated);
        QCOMPARE(fixture.load(id).version(), std::uint64_t{3});
    }

    void winAgainstABusyLeader() {
        ServiceFixture fixture;
        const DeploymentId id = fixture.submitted();
        QVERIFY(fixture.start(id).ok());
        std::atomic<int> paused{0};
        contract::atOnce(2, [&](int thread) {
            if (thread == 0) {
                for (int i = 0; i < 50; ++i) {
                    (void)fixture.lead(id, {events::StageChanged{Stage::Build, StageState::Running, {}}})
                        .ok();
                }
                return;
            }
            const Identity& who = fixture.operator_;
            for (int i = 0; i < 20; ++i) {
                const auto key = IdempotencyKey{"k" + std::to_string(i)};
                const Verb verb = i % 2 == 0 ? Verb::Pause : Verb::Resume;
                paused +=
                    fixture.service.execute(who, ports::requests::Act{id, verb, {}, {}}, key).ok() ? 1 : 0;
            }
        });
        QVERIFY(paused.load() > 0);
        const Deployment folded = fixture.load(id); // the log is whole whoever won
        QCOMPARE(fixture.store.reader().deployment(fixture.operator_.tenant, id)->version, folded.version());
    }

    void acceptAsIsTakesAnAdministratorAndAReason() {
        ServiceFixture fixture;
        const DeploymentId id = fixture.submitted();
        QVERIFY(fixture.start(id).ok());
        const NodeId node = fixture.load(id).plan().mayChange.front();
        QVERIFY(
            fixture
                .lead(id,
                      {events::WaveStarted{0},
                       events::NodeCommanded{node, CommandId{"c"}, CommandAction::Apply, 0, false, kNever},
                       events::RollbackStarted{EndReason::NodeFailed, {}, {node}, {}, {}},
                       events::NodeStuck{node, ErrorCode::Timeout, {}}, events::InterventionNeeded{{node}}})
                .ok());
        EXPECT_ERROR(fixture.act(fixture.operator_, id, Verb::AcceptAsIs, "fine"),
                     ErrorCode::PermissionDenied);
        EXPECT_ERROR(fixture.act(fixture.admin, id, Verb::AcceptAsIs), ErrorCode::InvalidArgument);
        EXPECT_OK(fixture.act(fixture.admin, id, Verb::AcceptAsIs, "the rack is being replaced"));
        QVERIFY(fixture.load(id).isAcceptedAsItIs());
    }

    void rollBackOnlyTheScopesLatest() {
        ServiceFixture fixture;
        const DeploymentId first = fixture.submitted(ServiceFixture::request("Development", "1.1.0"));
        QVERIFY(fixture.start(first).ok());
        QVERIFY(fixture.finish(first).ok());
        QVERIFY(verbRow(fixture, fixture.operator_, first, Verb::Rollback).allowed);
        const DeploymentId second = fixture.submitted(ServiceFixture::request("Development", "1.2.0"));
        EXPECT_ERROR(fixture.act(fixture.operator_, first, Verb::Rollback), ErrorCode::TransitionRefused);
        QVERIFY(fixture.start(second).ok());
        QVERIFY(fixture.finish(second).ok());
        EXPECT_ERROR(fixture.act(fixture.operator_, first, Verb::Rollback), ErrorCode::TransitionRefused);
        QVERIFY(!verbRow(fixture, fixture.operator_, first, Verb::Rollback).allowed);
        EXPECT_OK(fixture.act(fixture.operator_, second, Verb::Rollback));
        QVERIFY(fixture.load(second).state() == DeploymentState::RollingBack);
        const auto inScope = fixture.store.store().scopeDeployments(fixture.load(second).spec().scope);
        QCOMPARE(inScope->active, std::vector<DeploymentId>{second});
    }

    void sayWhyNot() {
        ServiceFixture fixture;
        const DeploymentId id = fixture.submitted();
        QVERIFY(fixture.start(id).ok());
        QVERIFY(verbRow(fixture, fixture.operator_, id, Verb::Pause).allowed);
        QVERIFY(!verbRow(fixture, fixture.viewer, id, Verb::Pause).allowed);
        QVERIFY(verbRow(fixture, fixture.viewer, id, Verb::Pause).whyNot == ErrorCode::PermissionDenied);
        QVERIFY(!verbRow(fixture, fixture.operator_, id, Verb::Resume).allowed);
        QVERIFY(verbRow(fixture, fixture.operator_, id, Verb::Resume).whyNot == ErrorCode::TransitionRefused);
        QVERIFY(verbRow(fixture, fixture.operator_, id, Verb::PromoteFully).needsReason);
        QVERIFY(!verbRow(fixture, fixture.operator_, id, Verb::Pause).needsReason);
        const auto answer = fixture.service.query(fixture.viewer, ports::queries::OneDeployment{id});
        QCOMPARE(as<ports::DeploymentDetail>(answer).verbs.size(), std::size(kAllVerbs));
        for (const Verb verb : kAllVerbs) { // what a row says is what happens
            const ports::VerbRow row = verbRow(fixture, fixture.operator_, id, verb);
            if (!row.allowed) {
                const auto refused = fixture.act(fixture.operator_, id, verb, "reason");
                QVERIFY(!refused.ok() && refused.error().code == row.whyNot);
            }
        }
    }

    void reachNoOtherTenant() {
        ServiceFixture fixture;
        const DeploymentId id = fixture.submitted();
        QVERIFY(fixture.start(id).ok());
        const Identity stranger =
            fixture.person("mallory", {Role::Deployer, Role::Approver, Role::Admin}, "globex");
        for (const Verb verb : kAllVerbs) {
            EXPECT_ERROR(fixture.act(stranger, id, verb, "mine now"), ErrorCode::NotFound);
        }
        EXPECT_ERROR(fixture.submit(stranger, ServiceFixture::request()),
                     ErrorCode::NotFound); // no node of theirs
        QCOMPARE(fixture.load(id).version(), std::uint64_t{2});
    }
};

QTEST_APPLESS_MAIN(TestVerbs)
#include "tst_verbs.moc"
