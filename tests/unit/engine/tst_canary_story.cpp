// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scenario.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::support;
using namespace std::chrono_literals;

namespace {

Scenario& production(Scenario& given) {
    return given.environment("Production", StrategyKind::Canary).fleet(20);
}

} // namespace

class CanaryStory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void waitsForSignOffAndHoldsNothing() {
        Scenario s;
        production(s).submit().advance(1h);
        QCOMPARE(s.stateName(), "waitingForApproval");
        QCOMPARE(s.changesStarted(), 0U);
        QVERIFY(s.claimed().empty());
    }

    void goesThroughEveryWaveWithAVerdictEach() {
        Scenario s;
        production(s).submit().approve();
        QCOMPARE(s.plan().waves.size(), 6U); // 10, 30, 50, 70, 90, 100 %
        s.advance(5min);
        QCOMPARE(s.nodesOn("1.1.0"), 2U);
        QCOMPARE(s.deployment().waves()[0].phase, WavePhase::Baking);
        s.advance(3h);
        QCOMPARE(s.stateName(), "succeeded");
        QCOMPARE(s.why(), "completed");
        QCOMPARE(s.nodesOn("1.1.0"), 20U);
        for (const WaveProgress& wave : s.deployment().waves()) {
            QVERIFY(wave.verdict.has_value());
            QCOMPARE(wave.verdict->kind, VerdictKind::Pass);
        }
        QVERIFY(s.claimed().empty());
        QVERIFY(s.foldEqualsState());
        const StableChange change = s.deployment().summarize().stableChange;
        QCOMPARE(change.kind, StableChange::Kind::Set);
        QCOMPARE(change.release.version.text(), "1.1.0");
    }

    void aBadReleaseIsTakenBackByItsNumbers() {
        Scenario s;
        production(s).errorRates(0.08, 0.001).submit().approve().advance(10min);
        QCOMPARE(s.stateName(), "rolledBack");
        QCOMPARE(s.why(), "verdictFailed");
        QCOMPARE(s.nodesOn("1.0.0"), 20U);
        const Verdict verdict = *s.deployment().waves()[0].verdict;
        QCOMPARE(verdict.source, BaselineSource::UntouchedNodes);
        QCOMPARE(verdict.decisive()->metric, Metric::ErrorRate);
        QVERIFY(verdict.decisive()->evidence >= 1);
        QVERIFY(s.deployment().endDetail().find("errorRate 0.08") != std::string::npos);
        QVERIFY(s.foldEqualsState());
    }

    void theLastWaveIsJudgedAgainstAFrozenWindow() {
        Scenario s;
        production(s).submit().approve();
        for (int i = 0; i < 200 && s.deployment().currentWave() < 5; ++i) {
            s.advance(1min);
        }
        QCOMPARE(s.deployment().currentWave(), 5U);
        s.errorRates(0.2, 0.001).advance(10min);
        QCOMPARE(s.stateName(), "rolledBack");
        QCOMPARE(s.deployment().waves()[5].verdict->source, BaselineSource::LastWave);
        QCOMPARE(s.nodesOn("1.0.0"), 20U);
    }

    void noTrafficPausesForAPerson() {
        Scenario s;
        production(s).traffic(0).submit().approve().advance(20min);
        QCOMPARE(s.stateName(), "paused");
        QVERIFY(s.isPausedBy(PauseReason::NoData));
        s.advance(12h);
        QCOMPARE(s.stateName(), "paused");
        QCOMPARE(s.nodesOn("1.1.0"), 2U);
    }

    void resumingBakesAgain() {
        Scenario s;
        production(s).traffic(0).submit().approve().advance(20min);
        s.traffic(20).act(Verb::Resume);
        QVERIFY(s.acted().ok());
        QCOMPARE(s.deployment().waves()[0].phase, WavePhase::Baking);
        s.advance(18min); // a bake, and a little longer where the decision is near
        QCOMPARE(s.stateName(), "running");
        QVERIFY(s.deployment().wavesPassed() >= 1);
    }

    void promotingPassesOneWaveOnly() {
        Scenario s;
        production(s).submit().approve().advance(2min);
        s.act(Verb::Promote);
        QVERIFY(s.acted().ok());
        QCOMPARE(s.deployment().wavesPassed(), 1U);
        s.advance(2min);
        QCOMPARE(s.deployment().waves()[1].phase, WavePhase::Baking);
    }

    void promotingFullyInAGatedEnvironmentAsksAgain() {
        Scenario s;
        production(s).submit().approve().advance(2min);
        s.act(Verb::PromoteFully);
        QCOMPARE(s.stateName(), "waitingForApproval");
        const unsigned changed = s.nodesOn("1.1.0");
        s.advance(1h);
        QCOMPARE(s.nodesOn("1.1.0"), changed);
        s.approve().advance(10min);
        QCOMPARE(s.stateName(), "succeeded");
    }

    void promotingFullyBeforeThePlanIsAgreedToAsksTwice() {
        Scenario s;
        production(s).adjust([](Policy& policy) { policy.pipeline.test = {{"smoke", 1min}}; });
        s.submit().act(Verb::PromoteFully);
        QVERIFY(s.acted().ok());
        s.checkEnds(Stage::Test, "smoke", true);
        QCOMPARE(s.stateName(), "waitingForApproval");
        s.approve();
        QCOMPARE(s.deployment().stage(Stage::Approval).state, StageState::Succeeded);
        QVERIFY(!s.deployment().isPromotedFully());
        QCOMPARE(s.stateName(), "waitingForApproval");
        s.approve().advance(10min);
        QCOMPARE(s.stateName(), "succeeded");
    }

    void refusingToGoFasterGoesOnAsAgreed() {
        Scenario s;
        production(s).submit().approve().advance(2min).act(Verb::PromoteFully);
        s.decideApproval(ApprovalState::Rejected);
        QCOMPARE(s.stateName(), "running");
        QVERIFY(!s.deployment().isPromotedFully());
        s.advance(3h);
        QCOMPARE(s.stateName(), "succeeded");
    }

    void aBreachWhilePausedStillRollsBack() {
        Scenario s;
        production(s).submit().approve().advance(3min).act(Verb::Pause);
        QCOMPARE(s.stateName(), "paused");
        s.errorRates(0.3, 0.001).advance(10min);
        QCOMPARE(s.stateName(), "rolledBack");
        QCOMPARE(s.why(), "verdictFailed");
    }

    void aBreachWhileWaitingForAPersonStillRollsBack() {
        Scenario s;
        production(s).submit().approve().advance(3min).act(Verb::PromoteFully);
        QCOMPARE(s.stateName(), "waitingForApproval");
        s.errorRates(0.3, 0.001).advance(10min);
        QCOMPARE(s.stateName(), "rolledBack");
    }

    void bakingStandsStillWhilePaused() {
        Scenario s;
        production(s).submit().approve().advance(5min).act(Verb::Pause);
        const Duration done = s.deployment().bakeDone(0, s.now());
        s.advance(3h);
        QCOMPARE(s.deployment().bakeDone(0, s.now()), done);
        QCOMPARE(s.stateName(), "paused");
        s.act(Verb::Resume).advance(1min);
        QCOMPARE(s.deployment().bakeDone(0, s.now()), done + 1min);
    }

    void aFailingSourcePausesAndGoesOnByItself() {
        Scenario s;
        production(s).submit().approve().sourceFails(true).advance(5min);
        QVERIFY(s.isPausedBy(PauseReason::MetricSource));
        s.sourceFails(false).advance(1min);
        QCOMPARE(s.stateName(), "running");
        s.advance(3h);
        QCOMPARE(s.stateName(), "succeeded");
    }

    void aTakeoverLosesNothing() {
        Scenario s;
        production(s).submit().approve();
        for (int i = 0; i < 60; ++i) {
            s.advance(3min).takeover();
        }
        QCOMPARE(s.stateName(), "succeeded");
        QCOMPARE(s.nodesOn("1.1.0"), 20U);
        QVERIFY(s.foldEqualsState());
    }

    void breachesInARowSurviveATakeover() {
        Scenario s;
        production(s).errorRates(0.08, 0.001).submit().approve();
        for (int i = 0; i < 200 && !isTerminal(s.deployment().state()); ++i) {
            s.advance(15s).takeover();
        }
        QCOMPARE(s.stateName(), "rolledBack");
        QCOMPARE(s.why(), "verdictFailed");
    }
};

QTEST_APPLESS_MAIN(CanaryStory)
#include "tst_canary_story.moc"
