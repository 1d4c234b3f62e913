// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/backtest.h"

#include "core/domain/policy.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::verdict;
using namespace std::chrono_literals;

namespace {

const Instant kStart = instantFromMs(1'790'000'000'000);

/// What a made rollout does.
struct Story {
    int waves = 2;
    int looksPerWave = 30;
    int badFrom = 1'000; ///< look from which on the canary fails
    std::uint64_t badPerHundred = 12;
    std::uint64_t requests = 100; ///< a node and interval
};

Sample rowOf(const char* node, int look, std::uint64_t requests, std::uint64_t errors) {
    Sample row;
    row.node = NodeId{node};
    row.module = ModuleName{"storefront"};
    row.start = kStart + 10s * (look - 1);
    row.length = 10s;
    row.requests = requests;
    row.errors = errors;
    row.latency.record(20, requests);
    row.cpuPercent = 30;
    row.memoryPercent = 40;
    return row;
}

std::vector<LookInput> looksOf(const Story& story) {
    std::vector<LookInput> looks;
    for (int look = 1; look <= story.waves * story.looksPerWave; ++look) {
        LookInput input;
        input.number = static_cast<std::uint32_t>(look);
        input.wave = static_cast<std::uint32_t>((look - 1) / story.looksPerWave);
        input.at = kStart + 10s * look;
        const std::uint64_t errors = look >= story.badFrom ? story.requests * story.badPerHundred / 100 : 0;
        input.canary = {rowOf("n1", look, story.requests, errors), rowOf("n2", look, story.requests, errors)};
        for (const char* node : {"n3", "n4", "n5", "n6"}) {
            input.untouched.push_back(rowOf(node, look, story.requests, 0));
        }
        looks.push_back(std::move(input));
    }
    return looks;
}

std::vector<WaveFacts> factsOf(const Story& story) {
    std::vector<WaveFacts> facts(static_cast<std::size_t>(story.waves));
    for (int wave = 0; wave < story.waves; ++wave) {
        WaveFacts& of = facts[static_cast<std::size_t>(wave)];
        of.wave = static_cast<std::uint32_t>(wave);
        of.bakeStart = kStart + 10s * (wave * story.looksPerWave);
        of.bakeLength = 10s * story.looksPerWave;
    }
    return facts;
}

ReplayResult replayed(const JudgePolicy& policy, const Story& story) {
    Replay replay(policy, factsOf(story));
    for (const LookInput& look : looksOf(story)) {
        replay.add(look);
    }
    return replay.result();
}

JudgePolicy policyOf(std::uint32_t looksInARow = 3) {
    JudgePolicy policy = defaultPolicy(EnvironmentId{"Production"}).judge;
    policy.judges = {JudgeKind::Threshold};
    policy.looksInARow = looksInARow;
    return policy;
}

BacktestRow row(DeploymentState state, EndReason reason, Replayed what, int stoppedAt = 0, int at = 0) {
    BacktestRow made;
    made.summary.state = state;
    made.summary.endReason = reason;
    made.outcome = outcomeOf(made.summary);
    made.stoppedByVerdict = reason == EndReason::VerdictFailed;
    if (stoppedAt > 0) {
        made.stoppedAt = kStart + 1s * stoppedAt;
    }
    made.replayed = what;
    made.at = kStart + 1s * at;
    return made;
}

} // namespace

class TestBacktest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aGoodReleasePasses();
    void aBadOneIsStoppedWhereItTurnsBad();
    void aStricterPolicyStopsEarlier();
    void aLaxerOneDoesNotStop();
    void whatCannotDecideWaits();
    void aPolicyThatDoesNotJudgePasses();
    void withoutLooksNothingIsSaid();
    void sumsWhatItWouldHaveDone();
    void outcomesAreOfTheReleaseItself();
};

void TestBacktest::aGoodReleasePasses() {
    const ReplayResult result = replayed(policyOf(), {});
    QVERIFY(result.replayed == Replayed::Passes);
    QCOMPARE(result.looks, 60U);
    QCOMPARE(result.wave, 1U);
    QVERIFY(result.verdict && result.verdict->kind == VerdictKind::Pass);
}

void TestBacktest::aBadOneIsStoppedWhereItTurnsBad() {
    Story story;
    story.badFrom = 40;
    const ReplayResult result = replayed(policyOf(), story);
    QVERIFY(result.replayed == Replayed::Stops);
    QCOMPARE(result.wave, 1U);
    QVERIFY(result.verdict && result.verdict->decisive()->metric == Metric::ErrorRate);
    QVERIFY(result.at >= kStart + 10s * 40 && result.at < kStart + 10s * 60);
}

void TestBacktest::aStricterPolicyStopsEarlier() {
    Story story;
    story.badFrom = 10;
    const ReplayResult lax = replayed(policyOf(8), story);
    const ReplayResult strict = replayed(policyOf(1), story);
    QVERIFY(lax.replayed == Replayed::Stops && strict.replayed == Replayed::Stops);
    QVERIFY(strict.at == lax.at - 70s);
    QVERIFY(strict.looks < lax.looks); // nothing is judged after the end
}

void TestBacktest::aLaxerOneDoesNotStop() {
    Story story;
    story.badFrom = 10;
    JudgePolicy lax = policyOf();
    for (ThresholdRule& rule : lax.thresholds) {
        rule.dryRun = rule.metric == Metric::ErrorRate;
    }
    QVERIFY(replayed(lax, story).replayed == Replayed::Passes);
}

void TestBacktest::whatCannotDecideWaits() {
    Story story;
    story.requests = 1; // too few for the errors' limit
    const ReplayResult result = replayed(policyOf(), story);
    QVERIFY(result.replayed == Replayed::Waits);
    QCOMPARE(result.wave, 0U); // the first wave that asks for a person
    QVERIFY(result.at == kStart + 10s * 30);
}

void TestBacktest::aPolicyThatDoesNotJudgePasses() {
    Story story;
    story.badFrom = 1;
    JudgePolicy none = policyOf();
    none.judged = false;
    QVERIFY(replayed(none, story).replayed == Replayed::Passes);
}

void TestBacktest::withoutLooksNothingIsSaid() {
    QVERIFY(Replay(policyOf(), factsOf({})).result().replayed == Replayed::NoEvidence);
    Replay other(policyOf(), {});
    other.add(looksOf({}).front()); // of a wave that is not known
    QVERIFY(other.result().replayed == Replayed::NoEvidence);
}

void TestBacktest::sumsWhatItWouldHaveDone() {
    using enum DeploymentState;
    const BacktestSum sum = sumOf({
        row(Succeeded, EndReason::Completed, Replayed::Passes),
        row(Succeeded, EndReason::Completed, Replayed::Stops, 0, 50),
        row(Succeeded, EndReason::Completed, Replayed::Waits),
        row(RolledBack, EndReason::VerdictFailed, Replayed::Stops, 300, 100),
        row(RolledBack, EndReason::VerdictFailed, Replayed::Passes, 300),
        row(RolledBack, EndReason::RollbackRequested, Replayed::Stops, 900, 500),
        row(RolledBack, EndReason::RollbackRequested, Replayed::Waits, 900),
        row(Aborted, EndReason::Superseded, Replayed::Stops, 0, 30),
        row(RolledBack, EndReason::VerdictFailed, Replayed::NoEvidence, 10),
    });
    QCOMPARE(sum.rollouts, 9U);
    QCOMPARE(sum.withoutEvidence, 1U);
    QCOMPARE(sum.good, 3U);
    QCOMPARE(sum.goodStopped, 1U);
    QCOMPARE(sum.goodWaiting, 1U);
    QCOMPARE(sum.bad, 4U);
    QCOMPARE(sum.badStopped, 2U);
    QCOMPARE(sum.badStoppedNew, 1U);
    QCOMPARE(sum.badMissed, 1U);
    QCOMPARE(sum.unclear, 1U);
    QCOMPARE(sum.unclearStopped, 1U);
    QCOMPARE(sum.compared, 2U);
    QVERIFY(sum.earlierMedian == 200s); // the lower of 200 and 400
    QVERIFY(sumOf({}) == BacktestSum{});
}

void TestBacktest::outcomesAreOfTheReleaseItself() {
    const auto outcome = [](DeploymentState state, EndReason reason) {
        DeploymentSummary summary;
        summary.state = state;
        summary.endReason = reason;
        return outcomeOf(summary);
    };
    using enum DeploymentState;
    QVERIFY(outcome(Succeeded, EndReason::Completed) == ReleaseOutcome::Good);
    QVERIFY(outcome(RolledBack, EndReason::RollbackRequested) == ReleaseOutcome::Bad); // later, by a person
    QVERIFY(outcome(NeedsIntervention, EndReason::VerdictFailed) == ReleaseOutcome::Bad);
    QVERIFY(outcome(Aborted, EndReason::ApprovalRejected) == ReleaseOutcome::Unclear);
    QVERIFY(outcome(RolledBack, EndReason::AbortRequested) == ReleaseOutcome::Unclear);
}

QTEST_APPLESS_MAIN(TestBacktest)
#include "tst_backtest.moc"
