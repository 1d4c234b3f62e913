// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scenario.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::support;
using namespace std::chrono_literals;

namespace {

Scenario& development(Scenario& given, unsigned nodes) {
    return given.environment("Development", StrategyKind::Direct).fleet(nodes);
}

} // namespace

class RollbackStories : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void coversSucceededFailedAndUnknownNodes() {
        Scenario s;
        development(s, 10).conduct("n03", Conduct::Silent).conduct("n07", Conduct::NeverHealthy);
        s.submit().advance(20min);
        QCOMPARE(s.stateName(), "rolledBack");
        QCOMPARE(s.nodesOn("1.0.0"), 10U);
        QCOMPARE(s.deployment().rollback()->nodes.size(), 10U);
        QCOMPARE(s.count(NodeStep::TakenBack), 10U);
        QCOMPARE(s.commandsTo("n03"), 2U);
        QVERIFY(s.claimed().empty());
    }

    void aNodeThatNeverLeftNeedsNoCommand() {
        Scenario s;
        development(s, 3).conduct("n01", Conduct::Reverts).conduct("n02", Conduct::Reverts);
        s.conduct("n03", Conduct::Reverts).submit().advance(1min);
        QCOMPARE(s.stateName(), "rolledBack");
        QCOMPARE(s.changesStarted(), 3U);
    }

    void anUntouchedNodeIsLeftAlone() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(6).conduct("n01", Conduct::Reverts);
        s.submit().advance(2min);
        QCOMPARE(s.stateName(), "rolledBack");
        for (const char* node : {"n03", "n04", "n05", "n06"}) {
            QCOMPARE(s.commandsTo(node), 0U);
        }
    }

    void aNodeThatCannotGoBackNeedsAPerson() {
        Scenario s;
        development(s, 4).conduct("n02", Conduct::CannotGoBack).conduct("n04", Conduct::Reverts);
        s.submit().advance(20s);
        QCOMPARE(s.stateName(), "needsIntervention");
        QCOMPARE(s.count(NodeStep::Stuck), 1U);
        QCOMPARE(s.node("n02").tries, 4U);
        QCOMPARE(s.nodesOn("1.0.0"), 3U);
        QVERIFY(s.deployment().mayAct(Verb::RetryFailed).ok());
        QVERIFY(s.deployment().mayAct(Verb::AcceptAsIs).ok());
        QVERIFY(!s.deployment().mayAct(Verb::Pause).ok());
    }

    void triesGoOnAndEndItByThemselves() {
        Scenario s;
        development(s, 4).conduct("n02", Conduct::CannotGoBack).conduct("n04", Conduct::Reverts);
        s.submit().advance(1min);
        const unsigned before = s.commandsTo("n02");
        s.advance(2min);
        QVERIFY(s.commandsTo("n02") >= before + 3);
        QVERIFY(s.commandsTo("n02") <= before + 5);
        s.conduct("n02", Conduct::Good).advance(1min);
        QCOMPARE(s.stateName(), "rolledBack");
        QCOMPARE(s.nodesOn("1.0.0"), 4U);
        QVERIFY(s.foldEqualsState());
    }

    void aPersonMayRetryOrAcceptIt() {
        Scenario s;
        development(s, 4).conduct("n02", Conduct::CannotGoBack).conduct("n04", Conduct::Reverts);
        s.submit().advance(1min).act(Verb::RetryFailed);
        QCOMPARE(s.stateName(), "rollingBack");
        s.advance(20s);
        QCOMPARE(s.stateName(), "needsIntervention");
        s.act(Verb::AcceptAsIs, {}, "replaced by hand");
        QCOMPARE(s.stateName(), "aborted");
        QCOMPARE(s.why(), "acceptedAsItIs");
    }

    void theFirstReleaseIsRemoved() {
        Scenario s;
        s.firstRelease().environment("Development", StrategyKind::Direct).fleet(5);
        s.conduct("n03", Conduct::NeverHealthy).submit().advance(20min);
        QCOMPARE(s.stateName(), "rolledBack");
        QCOMPARE(s.nodesOn(""), 5U);
        QVERIFY(!s.deployment().rollback()->target.has_value());
    }

    void abortEndsOnTheStableRelease() {
        Scenario s;
        development(s, 30).submit().advance(5s).act(Verb::Abort).advance(1min);
        QCOMPARE(s.stateName(), "aborted");
        QCOMPARE(s.nodesOn("1.0.0"), 30U);
    }

    void abortBeforeAnyChangeEndsAtOnce() {
        Scenario s;
        s.environment("Production", StrategyKind::Canary).fleet(5).submit().act(Verb::Abort);
        QCOMPARE(s.stateName(), "aborted");
        QCOMPARE(s.changesStarted(), 0U);
    }

    void aFinishedDeploymentCanBeTakenBack() {
        Scenario s;
        development(s, 6).submit().advance(2min);
        QCOMPARE(s.stateName(), "succeeded");
        s.act(Verb::Rollback).advance(1min);
        QCOMPARE(s.stateName(), "rolledBack");
        QCOMPARE(s.why(), "rollbackRequested");
        QCOMPARE(s.nodesOn("1.0.0"), 6U);
        const StableChange change = s.deployment().summarize().stableChange;
        QCOMPARE(change.kind, StableChange::Kind::Set);
        QCOMPARE(change.release.version.text(), "1.0.0");
    }

    void goingBackNeverLeadsToTheSameRelease() {
        Scenario s;
        development(s, 4).newIsStable().conduct("n03", Conduct::NeverHealthy).submit().advance(10min);
        QCOMPARE(s.stateName(), "failed");
        QCOMPARE(s.why(), "nodeFailed");
        QCOMPARE(s.countEvents("rollbackStarted"), 0U);
        QVERIFY(s.claimed().empty());
    }

    void aRollbackSurvivesTakeovers() {
        Scenario s;
        development(s, 30).conduct("n30", Conduct::NeverHealthy).submit();
        for (int i = 0; i < 400 && !isTerminal(s.deployment().state()); ++i) {
            s.advance(15s).takeover();
        }
        QCOMPARE(s.stateName(), "rolledBack");
        QCOMPARE(s.nodesOn("1.0.0"), 30U);
    }

    void anOfflineNodeIsTakenBackWhenItReturns() {
        Scenario s;
        development(s, 4).conduct("n04", Conduct::BreaksLater).submit().advance(15s);
        s.state("n01", NodeState::Offline).act(Verb::Abort).advance(20min);
        QCOMPARE(s.stateName(), "needsIntervention");
        s.state("n01", NodeState::Running).advance(6min);
        QCOMPARE(s.stateName(), "aborted");
        QCOMPARE(s.nodesOn("1.0.0"), 4U);
    }
};

QTEST_APPLESS_MAIN(RollbackStories)
#include "tst_rollback_stories.moc"
