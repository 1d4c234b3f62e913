// SPDX-License-Identifier: Apache-2.0
#include "core/domain/deployment.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace hotswap;
using namespace std::chrono_literals;

namespace {

using S = DeploymentState;

/// A deployment of three nodes in one wave, fed with events by hand.
struct Stream {
    std::vector<DeploymentEvent> events;
    Instant now = instantFromMs(1'000'000);

    explicit Stream(StrategyKind kind = StrategyKind::Canary) {
        DeploymentSpec spec;
        spec.id = DeploymentId("d");
        spec.policy = defaultPolicy(EnvironmentId("QA"), kind);
        Plan plan;
        plan.mayChange = {NodeId("a"), NodeId("b"), NodeId("c")};
        plan.waves = {{{NodeId("a")}, 1, 1min}, {{NodeId("b"), NodeId("c")}, 2, 1min}};
        add(events::Submitted{spec, plan});
        m_plan = plan;
    }
    Stream& add(DeploymentEventBody body) {
        events.push_back({events.size() + 1, now, std::move(body)});
        return *this;
    }
    Stream& started() { return add(events::Started{m_plan, std::nullopt}); }
    Stream& later(Duration time) {
        now += time;
        return *this;
    }
    Deployment fold() const { return *Deployment::fold(events); }
    Result<Deployment> tryFold() const { return Deployment::fold(events); }

private:
    Plan m_plan;
};

events::NodeCommanded commanded(const char* node, const char* id) {
    return {NodeId(node), CommandId(id), CommandAction::Apply, 0, false, instantFromMs(9'000'000)};
}

events::NodeAnswered answered(const char* node, const char* id, ReceiptOutcome outcome,
                              std::uint64_t sequence) {
    return {NodeId(node), CommandId(id), outcome, ErrorCode::Timeout, "", {}, sequence};
}

} // namespace

class DeploymentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPairOfStatesIsInTheTableOrRefused() {
        std::size_t allowed = 0;
        for (const S from : kAllDeploymentStates) {
            for (const S to : kAllDeploymentStates) {
                const bool may = mayTransition(from, to);
                allowed += may ? 1 : 0;
                QVERIFY2(!may || from != to, deploymentStateName(from).data());
                // Only a finished success can be left again: to take it back.
                QVERIFY(!may || !isTerminal(from) || (from == S::Succeeded && to == S::RollingBack));
                QVERIFY2(!may || to != S::Queued, "nothing is queued twice");
            }
        }
        QCOMPARE(allowed, transitionTable().size());
    }

    void everyStateIsReachableAndEveryOpenOneEnds() {
        std::set<S> reached{S::Queued};
        for (std::size_t i = 0; i < std::size(kAllDeploymentStates); ++i) {
            for (const Transition& t : transitionTable()) {
                if (reached.contains(t.from)) {
                    reached.insert(t.to);
                }
            }
        }
        QCOMPARE(reached.size(), std::size(kAllDeploymentStates));
        for (const S from : kAllDeploymentStates) {
            const bool ends = std::any_of(transitionTable().begin(), transitionTable().end(),
                                          [&](const Transition& t) { return t.from == from; });
            QVERIFY(ends || isTerminal(from));
        }
    }

    void namesAreCompleteAndDistinct() {
        std::set<std::string_view> names;
        for (const S state : kAllDeploymentStates) {
            names.insert(deploymentStateName(state));
        }
        QCOMPARE(names.size(), std::size(kAllDeploymentStates));
        QCOMPARE(eventName(events::Submitted{}), "submitted");
        QCOMPARE(eventName(events::WaveJudged{}), "waveJudged");
        QCOMPARE(eventName(events::Finished{}), "finished");
        QCOMPARE(eventName(events::NodeReturned{}), "nodeReturned");
    }

    void aStreamBeginsWithSubmittedAndHasNoGaps() {
        QCOMPARE(Deployment::fold({}).error().code, ErrorCode::Malformed);
        Stream stream;
        stream.started();
        stream.events[1].version = 3;
        QCOMPARE(stream.tryFold().error().code, ErrorCode::Malformed);
    }

    void whatMayNotFollowIsRefusedAndChangesNothing() {
        Deployment deployment = Stream().fold();
        const DeploymentEvent event{2, instantFromMs(2'000'000), events::WaveStarted{0}};
        QCOMPARE(deployment.apply(event).error().code, ErrorCode::TransitionRefused);
        QCOMPARE(deployment.version(), 1U);
        QCOMPARE(deployment.state(), S::Queued);
    }

    void aPausedDeploymentTakesNoForwardCommand() {
        Stream stream;
        stream.started().add(events::WaveStarted{0}).add(events::Paused{PauseReason::Operator, {}, {}});
        stream.add(commanded("a", "c1"));
        QCOMPARE(stream.tryFold().error().code, ErrorCode::TransitionRefused);
    }

    void nodesMoveThroughTheirSteps() {
        Stream stream;
        stream.started().add(events::WaveStarted{0}).add(commanded("a", "c1"));
        QCOMPARE(stream.fold().nodes().count(NodeStep::InFlight), 1U);
        stream.add(answered("a", "other", ReceiptOutcome::Failed, 4)); // of an earlier command: noted only
        QCOMPARE(stream.fold().nodes().count(NodeStep::InFlight), 1U);
        QCOMPARE(stream.fold().receiptsUpTo(), 4U);
        stream.add(answered("a", "c1", ReceiptOutcome::Applied, 7))
            .add(events::NodeBecameHealthy{NodeId("a")});
        const Deployment deployment = stream.fold();
        QCOMPARE(deployment.nodes().countInWave(0, NodeStep::Healthy), 1U);
        QCOMPARE(deployment.waves()[0].firstPending, 1U);
        QCOMPARE(deployment.summarize().nodesChanged, 1U);
        QCOMPARE(deployment.receiptsUpTo(), 7U);
    }

    void aCommandThatCameTooLateIsAskedAgain() {
        for (const ErrorCode reason : {ErrorCode::Expired, ErrorCode::EpochStale}) {
            Stream stream;
            stream.started().add(events::WaveStarted{0}).add(commanded("a", "c1"));
            events::NodeAnswered late = answered("a", "c1", ReceiptOutcome::Refused, 1);
            late.reason = reason;
            QCOMPARE(stream.add(late).fold().nodes().count(NodeStep::Pending), 3U);
            QCOMPARE(stream.fold().waves()[0].firstPending, 0U);
        }
    }

    void clocksStandStill() {
        Stream stream;
        stream.started().later(1min).add(events::Paused{PauseReason::Operator, {}, {}});
        stream.later(1h).add(events::PauseEnded{PauseReason::Operator, {}}).later(1min);
        const Deployment deployment = stream.fold();
        QCOMPARE(deployment.activeTime(stream.now), 2min);
    }

    void thePauseReasonsAreASet() {
        Stream stream;
        stream.started().add(events::Paused{PauseReason::Operator, {}, {}});
        stream.add(events::Paused{PauseReason::Freeze, {}, {}})
            .add(events::PauseEnded{PauseReason::Operator, {}});
        QCOMPARE(stream.fold().state(), S::Paused);
        QVERIFY(!stream.fold().mayAct(Verb::Resume).ok()); // a freeze ends by itself
        stream.add(events::PauseEnded{PauseReason::Freeze, {}});
        QCOMPARE(stream.fold().state(), S::Running);
        stream.add(events::PauseEnded{PauseReason::Freeze, {}});
        QVERIFY(!stream.tryFold().ok());
    }

    void blueGreenCountsEachNodeForTheWaveItIsIn() {
        Stream stream(StrategyKind::BlueGreen);
        Plan plan;
        plan.waves = {{{NodeId("a")}, 1, 0ms}, {{NodeId("a")}, 1, 0ms}};
        stream.add(events::Started{plan, std::nullopt}).add(events::WaveStarted{0});
        events::NodeCommanded prepare = commanded("a", "c1");
        prepare.action = CommandAction::Prepare;
        stream.add(prepare).add(answered("a", "c1", ReceiptOutcome::Applied, 1)).add(events::WavePassed{0});
        QCOMPARE(stream.fold().nodes().countInWave(0, NodeStep::Healthy), 1U);
        QVERIFY(!stream.fold().nodes().at(0).switched);
        stream.add(events::WaveStarted{1});
        QCOMPARE(stream.fold().nodes().countInWave(1, NodeStep::Pending), 1U);
        QCOMPARE(stream.fold().nodes().waveSize(0), 0U);
    }

    void foldingInStepsIsFoldingAtOnce() {
        Stream stream;
        stream.started().add(events::WaveStarted{0}).later(5s).add(commanded("a", "c1"));
        stream.later(5s).add(answered("a", "c1", ReceiptOutcome::Applied, 1)).later(12s);
        stream.add(events::NodeBecameHealthy{NodeId("a")}).add(events::BakeStarted{0, 1min});
        Deployment inSteps = *Deployment::fold(std::span(stream.events).first(1));
        for (std::size_t i = 1; i < stream.events.size(); ++i) {
            QVERIFY(inSteps.apply(stream.events[i]).ok());
        }
        QCOMPARE(inSteps.summarize(), stream.fold().summarize());
        QCOMPARE(inSteps.activeTime(stream.now), stream.fold().activeTime(stream.now));
    }

    void verbsNeedTheirState() {
        const Deployment queued = Stream().fold();
        for (const Verb verb : kAllVerbs) {
            QCOMPARE(queued.mayAct(verb).ok(), verb == Verb::Abort);
        }
        QVERIFY(Deployment::needsReason(Verb::PromoteFully));
        QVERIFY(Deployment::needsReason(Verb::AcceptAsIs));
        QVERIFY(!Deployment::needsReason(Verb::Abort));
    }
};

QTEST_APPLESS_MAIN(DeploymentTest)
#include "tst_deployment.moc"
