// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scenario.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::support;
using namespace std::chrono_literals;

class GateStories : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNodeThatNeverGetsHealthyFailsAtItsDeadline() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(4).conduct("n01", Conduct::NeverHealthy);
        s.submit().advance(4min);
        QCOMPARE(s.stateName(), "running");
        s.advance(2min);
        QCOMPARE(s.stateName(), "rolledBack");
        QCOMPARE(s.why(), "nodeFailed");
    }

    void theHealthyDeadlineStandsStillWhilePaused() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(4).conduct("n01", Conduct::NeverHealthy);
        s.submit().advance(1min).act(Verb::Pause).advance(2h);
        QCOMPARE(s.stateName(), "paused");
        s.act(Verb::Resume).advance(3min);
        QCOMPARE(s.stateName(), "running");
        s.advance(2min);
        QCOMPARE(s.stateName(), "rolledBack");
    }

    void flappingIsNoProgress() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(4).submit();
        for (int i = 0; i < 30; ++i) {
            s.advance(8s).state("n01", i % 2 == 0 ? NodeState::Suspect : NodeState::Running);
        }
        QCOMPARE(s.deployment().wavesPassed(), 0U);
        QCOMPARE(s.node("n01").step, NodeStep::Settling);
        QCOMPARE(s.node("n02").step, NodeStep::Healthy);
        s.advance(10s);
        QCOMPARE(s.deployment().wavesPassed(), 1U);
    }

    void aSilentNodeIsUnknownAfterTheCommandLimit() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(4).conduct("n02", Conduct::Silent);
        s.adjust([](Policy& policy) { policy.gate.progressDeadline = 20min; });
        s.submit().advance(9min);
        QCOMPARE(s.count(NodeStep::InFlight), 1U);
        s.advance(2min);
        QCOMPARE(s.stateName(), "rolledBack");
        QVERIFY(s.deployment().endDetail().find("n02") != std::string::npos);
    }

    void noProgressPausesForAPerson() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(4).conduct("n01", Conduct::Silent);
        s.conduct("n02", Conduct::Silent).adjust([](Policy& p) { p.gate.nodeCommandLimit = 1h; });
        s.submit().advance(11min);
        QCOMPARE(s.stateName(), "paused");
        QVERIFY(s.isPausedBy(PauseReason::ProgressDeadline));
        s.act(Verb::Abort).advance(10min);
        QCOMPARE(s.stateName(), "aborted");
    }

    void anUndeliveredCommandIsWrittenAnew() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(2).conduct("n01", Conduct::NotDelivered);
        s.submit().advance(70s);
        QVERIFY(s.commandsTo("n01") >= 2);
        QVERIFY(s.countEvents("nodeReturned") >= 1);
        s.conduct("n01", Conduct::Good).advance(2min);
        QCOMPARE(s.stateName(), "succeeded");
    }

    void nothingStartsWhilePaused() {
        Scenario s;
        s.environment("Development", StrategyKind::Direct).fleet(40).submit().advance(1s).act(Verb::Pause);
        const unsigned started = s.changesStarted();
        s.advance(1h);
        QCOMPARE(s.changesStarted(), started);
        QCOMPARE(s.count(NodeStep::Healthy), 10U); // what was at work came to its end
        s.act(Verb::Resume).advance(3min);
        QCOMPARE(s.stateName(), "succeeded");
    }

    void undeliveredCommandsReturnOnPause() {
        Scenario s;
        s.environment("Development", StrategyKind::Direct).fleet(3).conduct("n02", Conduct::NotDelivered);
        s.submit().advance(1s).act(Verb::Pause);
        QCOMPARE(s.count(NodeStep::InFlight), 2U);
        QCOMPARE(s.count(NodeStep::Pending), 1U);
    }

    void offlineNodesAreSkippedAndReported() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(6).submit().state("n06", NodeState::Offline);
        s.advance(5min);
        QCOMPARE(s.stateName(), "succeeded");
        QCOMPARE(s.count(NodeStep::Skipped), 1U);
        QCOMPARE(s.nodesOn("1.1.0"), 5U);
    }

    void offlineNodesCountAsFailedByPolicy() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(6).adjust([](Policy& policy) {
            policy.gate.offlineNodes = GatePolicy::OfflineNodes::CountAsFailed;
        });
        s.submit().state("n06", NodeState::Offline).advance(10min);
        QCOMPARE(s.stateName(), "rolledBack");
    }

    void anOperatorMaySkipANode() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(6).submit().act(Verb::SkipNode, "n05");
        QVERIFY(s.acted().ok());
        s.act(Verb::SkipNode, "n05");
        QVERIFY(!s.acted().ok());
        s.advance(5min);
        QCOMPARE(s.stateName(), "succeeded");
        QCOMPARE(s.commandsTo("n05"), 0U);
    }

    void theFloorStopsARunWithDowntime() {
        Scenario s; // 10 nodes, floor 8: two may be down at a time
        s.environment("Production", StrategyKind::Direct).fleet(10).swapsWithDowntime().submit().approve();
        s.advance(5min);
        QCOMPARE(s.stateName(), "succeeded");
        QCOMPARE(s.mostNotServing(), 2U);
        QCOMPARE(s.plan().lowestServing, 8U);
    }

    void losingNodesDuringTheRunPausesIt() {
        Scenario s;
        s.environment("Production", StrategyKind::Direct).fleet(10).adjust([](Policy& p) {
            p.strategy.inFlightMax = 2;
        });
        s.submit().approve().advance(1s);
        for (const char* node : {"n08", "n09", "n10"}) {
            s.state(node, NodeState::Offline);
        }
        s.advance(2min);
        QCOMPARE(s.stateName(), "paused");
        QVERIFY(s.isPausedBy(PauseReason::Capacity));
        s.state("n09", NodeState::Running).state("n10", NodeState::Running).advance(5min);
        QCOMPARE(s.stateName(), "succeeded");
    }

    void theFloorNeverStandsInTheWayOfRepair() {
        Scenario s; // n09 and n10 are drained: changing them costs nothing although 8 of 10 serve
        s.environment("Production", StrategyKind::Direct).fleet(10).swapsWithDowntime();
        s.selector({{}, {NodeId("n09"), NodeId("n10")}});
        s.state("n09", NodeState::Drained).state("n10", NodeState::Drained).submit().approve().advance(3s);
        QCOMPARE(s.nodesOn("1.1.0"), 2U);
    }

    void oneNodeMayAlwaysBeChangedWhenAllOthersServe() {
        Scenario s; // three nodes, floor 80 % = all three
        s.environment("Production", StrategyKind::Direct).fleet(3).swapsWithDowntime().submit();
        QVERIFY(!s.planWasRefused());
        s.approve().advance(5min);
        QCOMPARE(s.stateName(), "succeeded");
        QCOMPARE(s.mostNotServing(), 1U);
    }

    void capacityOfOthersPausesAndEndsByItself() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(4).capacityTaken(true).submit().advance(1min);
        QCOMPARE(s.changesStarted(), 0U);
        QVERIFY(s.countEvents("paused") >= 1);
        s.capacityTaken(false).advance(5min);
        QCOMPARE(s.stateName(), "succeeded");
    }

    void aFreezeLetsTheWaveFinishAndStartsNoOther() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(6).submit().advance(1s).frozen(true).advance(1h);
        QCOMPARE(s.nodesOn("1.1.0"), 2U);
        QVERIFY(s.isPausedBy(PauseReason::Freeze));
        s.frozen(false).advance(5min);
        QCOMPARE(s.stateName(), "succeeded");
    }

    void healthThatBreaksAfterwardsTurnsItBack() {
        Scenario s;
        s.environment("Production", StrategyKind::Canary).fleet(10).conduct("n01", Conduct::BreaksLater);
        s.submit().approve().advance(12min);
        QCOMPARE(s.stateName(), "rolledBack");
        QCOMPARE(s.why(), "nodeFailed");
        QCOMPARE(s.nodesOn("1.0.0"), 10U);
    }
};

QTEST_APPLESS_MAIN(GateStories)
#include "tst_gate_stories.moc"
