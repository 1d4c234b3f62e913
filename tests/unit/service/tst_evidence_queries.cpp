// SPDX-License-Identifier: Apache-2.0
// Questions about kept evidence: looks in pages, and another policy tried on them.

#include "tests/unit/service/service_fixture.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::service;
using namespace std::chrono_literals;

namespace q = hotswap::ports::queries;

namespace {

constexpr int kLooks = 30;
const EnvironmentId kPlace{"Development"};

Sample rowOf(const std::string& node, int look, Instant start, std::uint64_t errors) {
    Sample row;
    row.node = NodeId{node};
    row.module = ModuleName{"storefront"};
    row.start = start + 10s * look;
    row.length = 10s;
    row.requests = 200;
    row.errors = errors;
    row.latency.record(20, row.requests);
    row.cpuPercent = row.memoryPercent = 30;
    return row;
}

LookEvidence lookOf(std::uint32_t number, Instant start, std::uint64_t errors) {
    LookEvidence look;
    const int place = static_cast<int>(number);
    look.input.number = number;
    look.input.at = start + 10s * (place + 1);
    look.input.canary = {rowOf("Development-0", place, start, errors)};
    for (const char* node : {"Development-1", "Development-2", "Development-3"}) {
        look.input.untouched.push_back(rowOf(node, place, start, 0));
    }
    return look;
}

/// A rollout with looks on the way, at its end.
DeploymentId rollout(ServiceFixture& fixture, std::uint64_t errors, DeploymentState state, EndReason reason) {
    const DeploymentId id = fixture.submitted();
    if (!fixture.start(id).ok()) {
        return {};
    }
    Deployment deployment = fixture.load(id);
    const auto lease = fixture.store.leases().acquire(deployment.spec().scope, HolderId{"agent-1"}, 60s);
    ports::Transaction tx;
    tx.tenant = fixture.operator_.tenant;
    tx.proof = ports::LeaseProof{lease->scope, lease->holder, lease->fence};
    const DeploymentEventBody event = events::StageChanged{Stage::Build, StageState::Running, {}};
    ports::Append append{id, deployment.version(), {event}, fixture.clock.now(), {}};
    (void)deployment.apply({deployment.version() + 1, fixture.clock.now(), event}).ok();
    append.summary = deployment.summarize();
    tx.appends.push_back(append);
    for (std::uint32_t number = 1; number <= kLooks; ++number) {
        tx.evidence.push_back(lookOf(number, fixture.clock.now(), errors));
    }
    const bool kept =
        fixture.store.store().commit(tx).ok() && fixture.lead(id, {events::Finished{state, reason, {}}}).ok();
    return kept ? id : DeploymentId{};
}

q::Backtest question() {
    q::Backtest query;
    query.policy = defaultPolicy(EnvironmentId{"Production"});
    query.policy.judge.judges = {JudgeKind::Threshold};
    return query;
}

} // namespace

class TestEvidenceQueries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void looksInPages() {
        ServiceFixture fixture;
        const DeploymentId id = rollout(fixture, 0, DeploymentState::Succeeded, EndReason::Completed);
        const auto first = fixture.service.query(fixture.viewer, q::Evidence{id, 0, 20});
        EXPECT_OK(first);
        QCOMPARE(as<ports::EvidenceAnswer>(first).looks.size(), std::size_t{20});
        QCOMPARE(as<ports::EvidenceAnswer>(first).kept.looks, std::uint32_t{kLooks});
        const auto rest = fixture.service.query(fixture.viewer, q::Evidence{id, 20, 20});
        QCOMPARE(as<ports::EvidenceAnswer>(rest).looks.size(), std::size_t{10});
        QCOMPARE(as<ports::EvidenceAnswer>(rest).looks.front().input.number, 21U);
        EXPECT_ERROR(fixture.service.query(fixture.viewer, q::Evidence{id, 0, 0}),
                     ErrorCode::InvalidArgument);
        EXPECT_ERROR(fixture.service.query(fixture.viewer, q::Evidence{id, 0, 101}),
                     ErrorCode::InvalidArgument);
    }

    void hidesOtherTenantsEvidence() {
        ServiceFixture fixture;
        const DeploymentId id = rollout(fixture, 0, DeploymentState::Succeeded, EndReason::Completed);
        const Identity stranger = fixture.person("stranger", {Role::Admin}, "other");
        EXPECT_ERROR(fixture.service.query(stranger, q::Evidence{id}), ErrorCode::NotFound);
        const auto tried = fixture.service.query(stranger, question());
        EXPECT_OK(tried);
        QVERIFY(as<ports::BacktestAnswer>(tried).rows.empty());
    }

    void triesAPolicyOnPastRollouts() {
        ServiceFixture fixture;
        const DeploymentId good = rollout(fixture, 0, DeploymentState::Succeeded, EndReason::Completed);
        const DeploymentId bad = rollout(fixture, 40, DeploymentState::Failed, EndReason::ValidationFailed);
        QVERIFY(!good.empty() && !bad.empty());
        const auto answer = fixture.service.query(fixture.viewer, question());
        EXPECT_OK(answer);
        const auto& tried = as<ports::BacktestAnswer>(answer);
        QCOMPARE(tried.rows.size(), std::size_t{2});
        QVERIFY(tried.rows[0].summary.id == bad && tried.rows[0].replayed == Replayed::Stops);
        QVERIFY(tried.rows[0].outcome == ReleaseOutcome::Bad && !tried.rows[0].stoppedByVerdict);
        QVERIFY(tried.rows[0].verdict && tried.rows[0].verdict->decisive() != nullptr);
        QVERIFY(tried.rows[1].summary.id == good && tried.rows[1].replayed == Replayed::Passes);
        QCOMPARE(tried.sum.badStoppedNew, 1U);
        QCOMPARE(tried.sum.goodStopped, 0U);
        // One that tolerates anything.
        q::Backtest lax = question();
        for (ThresholdRule& rule : lax.policy.judge.thresholds) {
            rule.dryRun = rule.metric == Metric::ErrorRate;
        }
        const auto missed = fixture.service.query(fixture.viewer, lax);
        QCOMPARE(as<ports::BacktestAnswer>(missed).sum.badStopped, 0U);
    }

    void looksOnlyAtWhatIsAskedFor() {
        ServiceFixture fixture;
        for (int i = 0; i < 3; ++i) {
            QVERIFY(!rollout(fixture, 0, DeploymentState::Succeeded, EndReason::Completed).empty());
        }
        const DeploymentId running = fixture.submitted();
        QVERIFY(fixture.start(running).ok()); // has not ended
        q::Backtest query = question();
        query.last = 2;
        const auto two = fixture.service.query(fixture.viewer, query);
        QCOMPARE(as<ports::BacktestAnswer>(two).rows.size(), std::size_t{2});
        query.last = 20;
        query.environment = kPlace;
        const auto all = fixture.service.query(fixture.viewer, query);
        QCOMPARE(as<ports::BacktestAnswer>(all).rows.size(), std::size_t{3});
        query.environment = EnvironmentId{"QA"};
        const auto none = fixture.service.query(fixture.viewer, query);
        QVERIFY(as<ports::BacktestAnswer>(none).rows.empty());
    }

    void refusesWhatCannotBeTried() {
        ServiceFixture fixture;
        q::Backtest query = question();
        query.last = 101;
        EXPECT_ERROR(fixture.service.query(fixture.viewer, query), ErrorCode::InvalidArgument);
        query = question();
        query.policy.judge.thresholds.front().relative = -1;
        const auto wrong = fixture.service.query(fixture.viewer, query);
        EXPECT_ERROR(wrong, ErrorCode::InvalidArgument);
        QVERIFY(wrong.error().fields.contains("judge.thresholds[0].relative"));
    }
};

QTEST_APPLESS_MAIN(TestEvidenceQueries)
#include "tst_evidence_queries.moc"
