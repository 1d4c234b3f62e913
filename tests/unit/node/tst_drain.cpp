// SPDX-License-Identifier: Apache-2.0
// Drain, undrain and stop on a node: in the order of the balancer, remembered over restarts, once.
#include "tests/unit/node/node_bench.h"

#include <QtTest/QtTest>

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;

namespace {

Command nodeWide(const NodeBench& bench, const std::string& id, CommandAction action) {
    Command c = bench.command(id, action, "");
    c.scope.module = ModuleName{"*"};
    c.fence = {1, 7}; // of a scope of its own
    return c;
}

NodeState told(const NodeBench& bench) {
    const auto beats = bench.link.all<frames::Heartbeat>();
    return beats.empty() ? NodeState::Enrolling : beats.back().state;
}

} // namespace

class DrainTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drainsTellsAndUndrains() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give(nodeWide(bench, "d", CommandAction::Drain));
        QVERIFY(told(bench) == NodeState::Draining);
        bench.pass(1s);
        QVERIFY(bench.host.outOfBalancer);
        QVERIFY(told(bench) == NodeState::Drained);
        QCOMPARE(bench.receipts("d").at(0).outcome, ReceiptOutcome::Applied);
        QCOMPARE(bench.host.serving(), std::string("1.0.0")); // nothing was stopped
        bench.give(nodeWide(bench, "u", CommandAction::Undrain));
        bench.pass(1s);
        QVERIFY(!bench.host.outOfBalancer);
        QVERIFY(told(bench) == NodeState::Running);
        QCOMPARE(bench.receipts("u").at(0).outcome, ReceiptOutcome::Applied);
    }

    void theSameCommandAgainIsNotDoneAgain() {
        NodeBench bench;
        bench.connect();
        const SignedCommand drain = NodeBench::sealed(nodeWide(bench, "d", CommandAction::Drain));
        bench.give(drain);
        bench.pass(1s);
        const auto steps = bench.host.steps.size();
        bench.give(drain);
        bench.pass(1s);
        QCOMPARE(bench.host.steps.size(), steps);
        QCOMPARE(bench.ends("d"), std::size_t{1});
        QCOMPARE(bench.receipts("d").size(), std::size_t{2}); // the one receipt, told again
    }

    void aDrainedNodeStaysDrainedOverARestart() {
        NodeBench bench;
        bench.connect();
        bench.give(nodeWide(bench, "d", CommandAction::Drain));
        bench.pass(1s);
        bench.host.outOfBalancer = false; // the balancer was restarted too and forgot
        bench.hasBalancer = true;
        bench.boot();
        bench.connect();
        bench.pass(1s);
        QVERIFY(bench.host.outOfBalancer);
        QVERIFY(told(bench) == NodeState::Drained);
    }

    void aDrainCutOffByARestartIsDoneAfterIt() {
        NodeBench bench;
        bench.connect();
        bench.give(nodeWide(bench, "d", CommandAction::Drain));
        bench.boot();
        bench.connect();
        bench.pass(1s);
        QVERIFY(bench.host.outOfBalancer);
        QCOMPARE(bench.ends("d"), std::size_t{1});
        QCOMPARE(bench.receipts("d").at(0).outcome, ReceiptOutcome::Applied);
    }

    void scopesFencesDoNotMeet() {
        NodeBench bench;
        bench.connect();
        bench.give(nodeWide(bench, "d", CommandAction::Drain)); // epoch 7 of the node's own scope
        bench.pass(1s);
        QVERIFY(bench.install("1.0.0")); // epoch 1 of the module's
        Command stale = nodeWide(bench, "old", CommandAction::Undrain);
        stale.fence = {1, 6};
        bench.give(stale);
        bench.pass(1s);
        QCOMPARE(bench.receipts("old").at(0).reason, ErrorCode::EpochStale);
        QVERIFY(bench.host.outOfBalancer);
    }

    void refusesAModuleForTheNodeAndTheNodeForAModule() {
        NodeBench bench;
        bench.connect();
        bench.give(bench.command("m", CommandAction::Drain, ""));
        QCOMPARE(bench.receipts("m").at(0).outcome, ReceiptOutcome::Refused);
        Command apply = bench.command("a", CommandAction::Apply, "1.0.0");
        apply.scope.module = ModuleName{"*"};
        bench.give(apply);
        QCOMPARE(bench.receipts("a").at(0).outcome, ReceiptOutcome::Refused);
    }

    void aStopGivesUpWhatHasNotSwitched() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give("c", CommandAction::Apply, "1.1.0");
        Command stop = bench.command("s", CommandAction::Stop, "");
        stop.fence = {1, 2};
        bench.give(stop);
        bench.pass(1s);
        QCOMPARE(bench.receipts("c").at(0).outcome, ReceiptOutcome::Failed);
        QCOMPARE(bench.receipts("c").at(0).reason, ErrorCode::Cancelled);
        QCOMPARE(bench.receipts("s").at(0).outcome, ReceiptOutcome::Applied);
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
        bench.give("late", CommandAction::Apply, "1.1.0"); // of the term before
        QCOMPARE(bench.receipts("late").at(0).reason, ErrorCode::EpochStale);
    }

    void aStopIsConfirmedAfterWhatHasSwitched() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.pass(11s); // healthy for its time: switched, and being watched
        QCOMPARE(bench.host.serving(), std::string("1.1.0"));
        QVERIFY(bench.receipts("c").empty());
        Command stop = bench.command("s", CommandAction::Stop, "");
        stop.fence = {1, 2};
        bench.give(stop);
        QVERIFY(bench.receipts("s").empty());
        bench.pass(60s);
        QCOMPARE(bench.receipts("c").at(0).outcome, ReceiptOutcome::Applied);
        QCOMPARE(bench.receipts("s").at(0).outcome, ReceiptOutcome::Applied);
    }
};

QTEST_APPLESS_MAIN(DrainTest)
#include "tst_drain.moc"
