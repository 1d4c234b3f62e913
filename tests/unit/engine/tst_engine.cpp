// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/engine/engine_fixture.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::engine;
using namespace std::chrono_literals;

namespace {

int eventsNamed(EngineFixture& f, const DeploymentId& id, std::string_view name) {
    int count = 0;
    const auto events = f.memory.store().loadEvents(TenantId("lab"), id, 0, 100'000);
    for (const DeploymentEvent& event : *events) {
        count += eventName(event.body) == name ? 1 : 0;
    }
    return count;
}

/// One node after the other, each looked at for five seconds: time enough for what a test does in between.
void slowly(DeploymentSpec& spec) {
    spec.policy.strategy.inFlightMax = 1;
    spec.policy.gate.minHealthyTime = Duration{5'000};
}

} // namespace

class EngineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leadsADeploymentFromItsRowToItsEnd() {
        EngineFixture f;
        f.fleet("Development", 3);
        f.engine();
        const DeploymentId id = f.submit("Development");
        f.run(20s);
        QCOMPARE(f.state(id), "succeeded");
        QCOMPARE(eventsNamed(f, id, "nodeCommanded"), 3);
        QCOMPARE(f.engine().stats().leading, 0U);
        QVERIFY(f.memory.leases().list()->empty());
        QVERIFY(f.engine().stoppedBecause().empty());
    }

    void findsWorkThatWasThereBeforeIt() {
        EngineFixture f;
        f.fleet("Development", 2);
        const DeploymentId id = f.submit("Development");
        f.engine();
        f.run(20s);
        QCOMPARE(f.state(id), "succeeded");
    }

    void theNextInTheScopeWaitsForItsTurn() {
        EngineFixture f;
        f.fleet("Development", 2);
        f.engine();
        const DeploymentId first = f.submit("Development", "1.0.0");
        const DeploymentId second = f.submit("Development", "1.1.0");
        f.run(3s);
        QCOMPARE(f.state(first), "running");
        QCOMPARE(f.state(second), "queued");
        f.run(30s);
        QCOMPARE(f.state(first), "succeeded");
        QCOMPARE(f.state(second), "succeeded");
        QCOMPARE(f.load(second).stable()->version.text(), "1.0.0");
    }

    void aNewerOneReplacesTheRunningOne() {
        EngineFixture f;
        f.fleet("Development", 4);
        f.engine();
        const DeploymentId first = f.submit("Development", "1.0.0");
        f.run(20s);
        const DeploymentId second = f.submit(
            "Development", "1.1.0", [](DeploymentSpec& spec) { spec.policy.strategy.inFlightMax = 1; });
        f.run(2s);
        const DeploymentId third =
            f.submit("Development", "1.1.0", [&](DeploymentSpec& spec) { spec.supersedes = second; });
        f.run(40s);
        QCOMPARE(f.state(first), "succeeded");
        QCOMPARE(f.state(second), "aborted");
        QCOMPARE(f.load(second).endReason(), EndReason::Superseded);
        QCOMPARE(f.state(third), "succeeded");
        QCOMPARE(f.load(third).stable()->version.text(), "1.0.0");
    }

    void waitingForSignOffHoldsNoLease() {
        EngineFixture f;
        f.fleet("Staging", 2);
        f.engine();
        const DeploymentId id = f.submit("Staging");
        f.run(5s);
        QCOMPARE(f.state(id), "waitingForApproval");
        QVERIFY(f.memory.leases().list()->empty());
        const Deployment waiting = f.load(id);
        const Approval asked = *f.memory.store().loadApproval(TenantId("lab"), waiting.pendingApproval()->id);
        QCOMPARE(asked.planDigest, waiting.plan().digest);
        QCOMPARE(asked.requestedBy, UserId("operator"));
        events::ApprovalDecided yes{
            asked.id, ApprovalState::Approved, UserId("approver"), "", {{"v", {}, "s"}}};
        QVERIFY(f.append(id, {yes}).ok());
        f.run(20s);
        QCOMPARE(f.state(id), "succeeded");
        for (const auto& [command, value] : f.signer.commands) {
            QCOMPARE(value.votes.size(), 1U);
            QCOMPARE(value.planDigest, waiting.plan().digest);
        }
    }

    void fromTheApprovalToTheFirstCommandIsOneCommit() {
        EngineFixture f;
        f.fleet("Staging", 2);
        f.engine();
        const DeploymentId id = f.submit("Staging");
        f.run(5s);
        const Deployment waiting = f.load(id);
        const events::ApprovalDecided yes{
            waiting.pendingApproval()->id, ApprovalState::Approved, UserId("approver"), "", {{"v", {}, "s"}}};
        QVERIFY(f.append(id, {yes}).ok());
        const int before = f.store.commits;
        f.engine().tick(f.clock.now());
        QCOMPARE(f.store.commits, before + 1);
        QCOMPARE(f.signer.commands.size(), 2U);
    }

    void stepsThatCouldNotBeCommittedAreDecidedAgain() {
        EngineFixture f;
        f.fleet("Staging", 2);
        f.engine();
        const DeploymentId id = f.submit("Staging");
        f.run(5s);
        const Deployment waiting = f.load(id);
        const events::ApprovalDecided yes{
            waiting.pendingApproval()->id, ApprovalState::Approved, UserId("approver"), "", {{"v", {}, "s"}}};
        QVERIFY(f.append(id, {yes}).ok());
        f.store.failBefore = {ErrorCode::CapacityRefused};
        f.engine().tick(f.clock.now());
        QCOMPARE(f.state(id), "paused");
        QVERIFY(f.load(id).isPausedBy(PauseReason::Capacity));
        f.run(60s);
        QCOMPARE(f.state(id), "succeeded");
    }

    void anApprovalExpiresByStoreTime() {
        EngineFixture f;
        f.fleet("Staging", 2);
        f.engine();
        const DeploymentId id = f.submit("Staging");
        f.run(5s);
        const ApprovalId asked = f.load(id).pendingApproval()->id;
        f.clock.advance(24h);
        f.run(5s);
        QCOMPARE(f.state(id), "aborted");
        QCOMPARE(f.load(id).endReason(), EndReason::ApprovalExpired);
        QCOMPARE(f.memory.store().loadApproval(TenantId("lab"), asked)->state, ApprovalState::Expired);
    }

    void aVerbInBetweenMakesItDecideAgain() {
        EngineFixture f;
        f.fleet("Development", 30);
        f.engine();
        const DeploymentId id = f.submit("Development");
        f.run(2s);
        QVERIFY(f.append(id, {events::Paused{PauseReason::Operator, UserId("operator"), ""}}).ok());
        f.run(30s);
        QCOMPARE(f.state(id), "paused");
        QCOMPARE(eventsNamed(f, id, "nodeCommanded"), 10);
        QVERIFY(f.append(id, {events::PauseEnded{PauseReason::Operator, UserId("operator")}}).ok());
        f.run(30s);
        QCOMPARE(f.state(id), "succeeded");
    }

    void twoEnginesLeadOnce() {
        EngineFixture f;
        f.fleet("Development", 5);
        f.engine("one");
        f.engine("two");
        const DeploymentId id = f.submit("Development");
        f.run(30s);
        QCOMPARE(f.state(id), "succeeded");
        QCOMPARE(eventsNamed(f, id, "nodeCommanded"), 5);
    }

    void anotherTakesOverWhenTheLeaderFallsSilent() {
        EngineFixture f;
        f.fleet("Development", 30);
        f.engine("one");
        const DeploymentId id = f.submit("Development");
        f.run(4s);
        f.engines.clear(); // gone without a word: its lease stays
        f.engine("two");
        f.run(60s);
        QCOMPARE(f.state(id), "succeeded");
        QVERIFY(f.engine("two").stoppedBecause().empty());
    }

    void handsOverWhenAsked() {
        EngineFixture f;
        f.fleet("Development", 4);
        f.engine("one");
        const DeploymentId id = f.submit("Development", "1.0.0", slowly);
        f.run(3s);
        const Scope scope = EngineFixture::scope("Development");
        const ports::Lease before = f.memory.leases().list()->front();
        QCOMPARE(before.holder, HolderId("one"));
        f.engine("two");
        f.run(2s);
        QVERIFY(f.memory.coordination().handOver(scope).ok());
        f.run(1s);
        const ports::Lease after = f.memory.leases().list()->front();
        QCOMPARE(after.holder, HolderId("two"));
        QVERIFY(after.fence > before.fence);
        QVERIFY(!after.handOverAsked);
        f.run(60s);
        QCOMPARE(f.state(id), "succeeded");
        QCOMPARE(eventsNamed(f, id, "nodeCommanded"), 4);
        QVERIFY(f.engine("one").stoppedBecause().empty());
    }

    void handsBackWhenAskedAgain() {
        EngineFixture f;
        f.fleet("Development", 8);
        f.engine("one");
        f.submit("Development", "1.0.0", slowly);
        f.run(3s);
        f.engine("two");
        f.run(2s);
        const Scope scope = EngineFixture::scope("Development");
        QVERIFY(f.memory.coordination().handOver(scope).ok());
        f.run(1s);
        QCOMPARE(f.memory.leases().list()->front().holder, HolderId("two"));
        QVERIFY(f.memory.coordination().handOver(scope).ok()); // the first one's rest is over: another led
        f.run(2s);
        QCOMPARE(f.memory.leases().list()->front().holder, HolderId("one"));
    }

    void takesBackWhatNobodyElseWanted() {
        EngineFixture f;
        f.fleet("Development", 4);
        f.engine();
        const DeploymentId id = f.submit("Development", "1.0.0", slowly);
        f.run(2s);
        const std::uint64_t epoch = f.memory.leases().list()->front().fence.epoch;
        QVERIFY(f.memory.coordination().handOver(EngineFixture::scope("Development")).ok());
        f.run(9s);
        QVERIFY(f.memory.leases().list()->empty()); // twice the lease's length for somebody else
        f.run(3s);
        QCOMPARE(f.memory.leases().list()->front().fence.epoch, epoch + 1);
        f.run(60s);
        QCOMPARE(f.state(id), "succeeded");
    }

    void storeFaultsCostTimeOnly_data() {
        QTest::addColumn<int>("code");
        for (const ErrorCode code : {ErrorCode::Unavailable, ErrorCode::OutcomeUnknown,
                                     ErrorCode::VersionConflict, ErrorCode::Timeout}) {
            QTest::newRow(errorCodeName(code).data()) << static_cast<int>(code);
        }
    }

    void storeFaultsCostTimeOnly() {
        QFETCH(int, code);
        EngineFixture f;
        f.fleet("Development", 12);
        f.engine();
        const DeploymentId id = f.submit("Development");
        for (int i = 0; i < 12; ++i) {
            f.store.failBefore.push_back(static_cast<ErrorCode>(code));
            f.run(3s);
        }
        f.run(30s);
        QCOMPARE(f.state(id), "succeeded");
        QCOMPARE(eventsNamed(f, id, "nodeCommanded"), 12);
    }

    void anUnknownOutcomeIsReadAgainBeforeActing() {
        EngineFixture f;
        f.fleet("Development", 12);
        f.engine();
        f.store.unknownAfter = 1'000; // every commit happens, and none is known to have happened
        const DeploymentId id = f.submit("Development");
        f.run(60s);
        QCOMPARE(f.state(id), "succeeded");
        QCOMPARE(eventsNamed(f, id, "nodeCommanded"), 12);
        QVERIFY(f.engine().stats().unknownCommits > 0);
    }

    void namedChecksComeBackThroughTheMailbox() {
        EngineFixture f;
        f.fleet("Development", 1);
        f.engine();
        const DeploymentId id = f.submit("Development", "1.0.0", [](DeploymentSpec& spec) {
            spec.policy.pipeline.test = {{"smoke", 1min}};
        });
        f.run(3s);
        QCOMPARE(f.load(id).stage(Stage::Test).state, StageState::Running);
        QVERIFY(f.checks.waiting.contains("smoke"));
        int woken = 0;
        f.engine().setWaker([&] { ++woken; });
        f.checks.waiting["smoke"]({true, "fine", 1s});
        QVERIFY(woken > 0 && f.engine().hasMail());
        f.run(20s);
        QCOMPARE(f.state(id), "succeeded");
    }

    void undeliveredCommandsAreIssuedAnew() {
        EngineFixture f;
        f.fleet("Development", 2);
        f.engine();
        f.nodesObey = false;
        const DeploymentId id = f.submit("Development");
        f.run(40s);
        QVERIFY(eventsNamed(f, id, "nodeCommanded") >= 4);
        f.nodesObey = true;
        f.run(60s);
        QCOMPARE(f.state(id), "succeeded");
    }

    void everyCommitHasOneAuditRecord() {
        EngineFixture f;
        f.fleet("Development", 3);
        f.engine();
        f.submit("Development");
        f.run(20s);
        f.memory.sealAudit(1'000);
        const auto page = f.memory.reader().audit(TenantId("lab"), {}, {}, 500);
        QCOMPARE(page->rows.size(), static_cast<std::size_t>(f.store.commits));
    }

    void anImpossibleStreamStopsTheEngineSafely() {
        EngineFixture f;
        f.fleet("Development", 1);
        const DeploymentId id = f.submit("Development");
        ports::Transaction tx; // somebody wrote what cannot follow
        tx.tenant = TenantId("lab");
        tx.appends.push_back({id, 1, {events::WavePassed{7}}, f.clock.now(), f.load(id).summarize()});
        QVERIFY(f.memory.store().commit(tx).ok());
        f.engine();
        f.run(3s);
        QVERIFY(f.engine().stoppedBecause().find("wavePassed") != std::string::npos);
        QCOMPARE(f.engine().tick(f.clock.now()), kNever);
    }

    void doesNothingWhenThereIsNothingToDo() {
        EngineFixture f;
        f.fleet("Development", 3);
        f.engine();
        f.run(3s);
        QCOMPARE(f.engine().tick(f.clock.now()), kNever);
        const std::uint64_t decisions = f.engine().stats().decisions;
        for (int i = 0; i < 100; ++i) {
            Node row = f.node("Development", 1);
            row.lastSeen = f.clock.now();
            QVERIFY(f.memory.fleet().putNodes({row}).ok());
            f.run(1s);
        }
        QCOMPARE(f.engine().stats().decisions, decisions);
    }
};

QTEST_APPLESS_MAIN(EngineTest)
#include "tst_engine.moc"
