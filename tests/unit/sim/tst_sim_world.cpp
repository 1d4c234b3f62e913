// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/crypto.h"
#include "core/sim/sim_world.h"

#include <QtTest/QtTest>

using namespace hotswap;
using namespace hotswap::sim;

class TestSimWorld : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::init().ok()); }

    void theSameSeedIsTheSameRun() {
        for (const std::uint64_t seed : {3ULL, 14ULL}) {
            const WorldReport first = SimWorld(setupFromSeed(seed)).run();
            const WorldReport second = SimWorld(setupFromSeed(seed)).run();
            QVERIFY(first.effects > 100);
            QCOMPARE(first.trace, second.trace);
            QCOMPARE(first.events, second.events);
            QVERIFY(first.trace != SimWorld(setupFromSeed(seed + 1)).run().trace);
        }
    }

    void aBadReleaseIsTakenBackByItsVerdict() {
        WorldSetup setup = setupFromSeed(1, planNamed("healthy").value());
        setup.environments = {{EnvironmentId{"Production"}, 12}};
        setup.policies = WorldSetup::Policies::Default;
        SimWorld world(setup);
        world.begin();
        ports::requests::Submit submit;
        submit.request.environment = EnvironmentId{"Production"};
        submit.request.module = ModuleName{"storefront"};
        submit.request.version = Version::parse("1.2.0").value();
        submit.request.strategy = StrategyKind::Canary;
        const auto answer = world.service().execute(world.deployer(), submit, IdempotencyKey{"submit"});
        QVERIFY(answer.ok());
        world.advance(Duration{60'000});
        for (const auto& [id, approval] : std::map(world.auditor().model().approvals())) {
            if (approval.state == ApprovalState::Pending) {
                const ports::requests::CastVote vote{id, VoteDecision::Approve, approval.planDigest, ""};
                QVERIFY(world.service().execute(world.approver(), vote, IdempotencyKey{"vote"}).ok());
            }
        }
        world.advance(Duration{3600'000});
        const DeploymentTrack* const track = world.auditor().model().find(DeploymentId{answer->id});
        QVERIFY(track != nullptr);
        QVERIFY(track->state == DeploymentState::RolledBack);
        QVERIFY(track->finished->reason == EndReason::VerdictFailed);
        QVERIFY(world.auditor().violations().empty());
        for (std::size_t i = 0; i < world.fleet().size(); ++i) {
            const Release current = world.fleet().at(i).host().current(ModuleName{"storefront"});
            QCOMPARE(current.version.text(), std::string("1.0.0"));
        }
    }
};

QTEST_APPLESS_MAIN(TestSimWorld)
#include "tst_sim_world.moc"
