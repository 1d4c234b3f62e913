// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scenario.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::support;
using namespace std::chrono_literals;

class StrategyStories : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void directChangesAllAtMostTenAtATime() {
        Scenario s;
        s.environment("Development", StrategyKind::Direct).fleet(25).submit().advance(5min);
        QCOMPARE(s.stateName(), "succeeded");
        QCOMPARE(s.nodesOn("1.1.0"), 25U);
        QCOMPARE(s.mostAtWork(), 10U);
        QCOMPARE(s.changesStarted(), 25U);
        QVERIFY(s.foldEqualsState());
    }

    void directRevertsEverythingOnAnyFailure() {
        Scenario s;
        s.environment("Development", StrategyKind::Direct).fleet(12).conduct("n12", Conduct::Reverts);
        s.submit().advance(5min);
        QCOMPARE(s.stateName(), "rolledBack");
        QCOMPARE(s.why(), "nodeFailed");
        QCOMPARE(s.nodesOn("1.0.0"), 12U);
    }

    void rollingWaitsBetweenBatchesAndGatesTheLast() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(6).submit();
        QCOMPARE(s.plan().waves.size(), 3U);
        s.advance(14s); // batch of two, applied and healthy for ten seconds
        QCOMPARE(s.nodesOn("1.1.0"), 2U);
        QCOMPARE(s.deployment().wavesPassed(), 1U);
        s.advance(20s);
        QCOMPARE(s.nodesOn("1.1.0"), 2U);
        s.advance(15s);
        QCOMPARE(s.nodesOn("1.1.0"), 4U);
        s.advance(5min);
        QCOMPARE(s.stateName(), "succeeded");
        QCOMPARE(s.mostAtWork(), 2U);
        QVERIFY(!s.deployment().waves()[0].verdict.has_value());
    }

    void theLastBatchIsGatedToo() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(6).conduct("n06", Conduct::NeverHealthy);
        s.submit().advance(20min);
        QCOMPARE(s.stateName(), "rolledBack");
        QCOMPARE(s.nodesOn("1.0.0"), 6U);
    }

    void aSlidingWindowStartsTheNextWhenOneFinishes() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(7).adjust([](Policy& policy) {
            policy.strategy.batching = StrategyPolicy::Batching::SlidingWindow;
        });
        s.submit();
        QCOMPARE(s.plan().waves.size(), 1U);
        s.advance(2min);
        QCOMPARE(s.stateName(), "succeeded");
        QCOMPARE(s.mostAtWork(), 2U);
    }

    void blueGreenPreparesAllThenSwitchesAll() {
        Scenario s;
        s.environment("Staging", StrategyKind::BlueGreen).fleet(8).submit().approve();
        s.advance(1s);
        QCOMPARE(s.nodesOn("1.1.0"), 0U);
        s.advance(1s);
        QCOMPARE(s.deployment().wavesPassed(), 1U);
        QCOMPARE(s.deployment().summarize().nodesChanged, 0U); // prepared is not changed
        s.advance(2s);
        QCOMPARE(s.nodesOn("1.1.0"), 8U);
        s.advance(15min);
        QCOMPARE(s.stateName(), "succeeded");
        QCOMPARE(s.deployment().waves()[1].verdict->source, BaselineSource::BeforeRollout);
        QCOMPARE(s.changesStarted(), 16U);
        QVERIFY(s.foldEqualsState());
    }

    void aFailedSmokeCheckRemovesGreenAndTouchesNothingElse() {
        Scenario s;
        s.environment("Staging", StrategyKind::BlueGreen).fleet(8).conduct("n05", Conduct::Reverts);
        s.submit().approve().advance(5min);
        QCOMPARE(s.stateName(), "rolledBack");
        QCOMPARE(s.why(), "smokeFailed");
        QCOMPARE(s.nodesOn("1.0.0"), 8U);
        for (const DeploymentEvent& event : s.events()) {
            if (const auto* commanded = std::get_if<events::NodeCommanded>(&event.body)) {
                QVERIFY(commanded->action == CommandAction::Prepare ||
                        commanded->action == CommandAction::Discard);
            }
        }
    }

    void blueGreenSwitchesBackAfterABadVerdict() {
        Scenario s;
        s.environment("Staging", StrategyKind::BlueGreen).fleet(4).errorRates(0.4, 0.001);
        s.submit().approve().advance(5min);
        QCOMPARE(s.stateName(), "rolledBack");
        QCOMPARE(s.why(), "verdictFailed");
        QCOMPARE(s.nodesOn("1.0.0"), 4U);
    }

    void anyStrategyWorksInAnyEnvironment_data() {
        QTest::addColumn<QString>("environment");
        QTest::addColumn<int>("strategy");
        for (const char* environment : {"Development", "QA", "Staging", "Production"}) {
            for (const StrategyKind kind : {StrategyKind::Direct, StrategyKind::Rolling,
                                            StrategyKind::BlueGreen, StrategyKind::Canary}) {
                const std::string name = std::string(environment) + " " + std::string(strategyName(kind));
                QTest::newRow(name.c_str()) << QString::fromLatin1(environment) << static_cast<int>(kind);
            }
        }
    }

    void anyStrategyWorksInAnyEnvironment() {
        QFETCH(QString, environment);
        QFETCH(int, strategy);
        Scenario s;
        s.traffic(1'000); // on one node of seven a judge needs that much to be sure within a short bake
        s.environment(environment.toStdString(), static_cast<StrategyKind>(strategy)).fleet(7).submit();
        if (s.deployment().policy().approval.required) {
            s.approve();
        }
        s.advance(4h);
        QCOMPARE(s.stateName(), "succeeded");
        QCOMPARE(s.nodesOn("1.1.0"), 7U);
    }

    void aNodeThatJoinsCatchesUpAtTheEnd() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(4).submit().advance(20s);
        s.joins("n05").advance(5s);
        QCOMPARE(s.commandsTo("n05"), 0U);
        s.advance(5min);
        QCOMPARE(s.stateName(), "succeeded");
        QCOMPARE(s.nodesOn("1.1.0"), 5U);
        QVERIFY(s.foldEqualsState());
    }

    void nobodyAgreedToAJoinedNodeInAGatedEnvironment() {
        Scenario s;
        s.environment("Production", StrategyKind::Direct).fleet(4).submit().approve().advance(1s);
        s.joins("n05").advance(5min);
        QCOMPARE(s.stateName(), "succeeded");
        QCOMPARE(s.commandsTo("n05"), 0U);
    }

    void aNewerDeploymentTakesThePlace() {
        Scenario s;
        s.environment("QA", StrategyKind::Rolling).fleet(6).submit().advance(20s).superseded().advance(1min);
        QCOMPARE(s.stateName(), "aborted");
        QCOMPARE(s.why(), "superseded");
        QCOMPARE(s.nodesOn("1.0.0"), 6U);
    }
};

QTEST_APPLESS_MAIN(StrategyStories)
#include "tst_strategy_stories.moc"
