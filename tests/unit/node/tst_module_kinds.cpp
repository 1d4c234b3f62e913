// SPDX-License-Identifier: Apache-2.0
// Modules that cannot run beside another release of theirs (exec, services without sockets): installed, then
// started by the switch, probed only afterwards, taken back by another switch. And what hosts say.
#include "tests/unit/node/node_bench.h"

#include <QtTest/QtTest>

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;
using Kind = node::HostStep::Kind;

namespace {

const ModuleName kModule{"storefront"};

struct ExecBench : NodeBench {
    ExecBench() {
        host.facts_.kind = ModuleKind::Exec;
        host.facts_.swapsWithoutDowntime = false;
        connect();
    }
    void health(node::Slot slot, bool healthy) {
        host.events.push_back(
            node::SlotHealth{kModule, slot, healthy, healthy ? "" : "hook probe: exit status 1"});
        settle();
    }
};

} // namespace

class ModuleKindsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSwitchComesAtOnceAndTheWatchAfterIt() {
        ExecBench bench;
        QVERIFY(bench.install("1.0.0"));
        const auto from = bench.host.steps.size();
        QVERIFY(bench.install("1.1.0"));
        std::vector<Kind> kinds;
        for (std::size_t i = from; i < bench.host.steps.size(); ++i) {
            kinds.push_back(bench.host.steps[i].kind);
        }
        QVERIFY((kinds == std::vector<Kind>{Kind::Fetch, Kind::Unpack, Kind::Start, Kind::Switch, Kind::Stop,
                                            Kind::Prune}));
        QCOMPARE(bench.receipts("install-1.1.0")[0].outcome, ReceiptOutcome::Applied);
        QCOMPARE(bench.receipts("install-1.1.0")[0].took,
                 Duration(10s)); // nothing to probe before the switch
    }

    void aStartMayTakeItsTime() {
        ExecBench bench;
        QVERIFY(bench.install("1.0.0"));
        bench.host.sick = {"1.1.0"};
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.pass(20s);
        QCOMPARE(bench.host.serving(), std::string("1.1.0"));
        bench.host.sick.clear();
        bench.health(node::Slot::Green, true);
        bench.pass(9s);
        QVERIFY(bench.receipts("c").empty()); // not healthy for long enough
        bench.pass(2s);
        QCOMPARE(bench.receipts("c")[0].outcome, ReceiptOutcome::Applied);
    }

    void neverHealthyIsTakenBackAtTheDeadline() {
        ExecBench bench;
        QVERIFY(bench.install("1.0.0"));
        bench.host.sick = {"1.1.0"};
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.pass(59s);
        QVERIFY(bench.receipts("c").empty());
        bench.pass(2s);
        const Receipt receipt = bench.receipts("c")[0];
        QCOMPARE(receipt.outcome, ReceiptOutcome::Reverted);
        QCOMPARE(receipt.reason, ErrorCode::Timeout);
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
        QVERIFY(bench.agent->modules().at(kModule).healthy);
    }

    void onceHealthyAFailureIsTakenBackAtOnce() {
        ExecBench bench;
        QVERIFY(bench.install("1.0.0"));
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.pass(5s);
        QCOMPARE(bench.host.serving(), std::string("1.1.0"));
        bench.health(node::Slot::Green, false);
        bench.pass(1s);
        QCOMPARE(bench.receipts("c")[0].outcome, ReceiptOutcome::Reverted);
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
    }

    void aProcessThatKeepsEndingIsTakenBack() {
        ExecBench bench;
        QVERIFY(bench.install("1.0.0"));
        bench.host.sick = {"1.1.0"};
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.settle();
        for (int i = 0; i < 3; ++i) {
            bench.host.events.push_back(node::SlotExited{kModule, node::Slot::Green, "exit status 3"});
            bench.pass(3s);
        }
        QCOMPARE(bench.receipts("c")[0].outcome, ReceiptOutcome::Reverted);
        QVERIFY(bench.receipts("c")[0].detail.find("exit status 3") != std::string::npos);
    }

    void aSwitchThatFailsLeavesTheOldOneAtWork() {
        ExecBench bench;
        QVERIFY(bench.install("1.0.0"));
        bench.host.failing = {Kind::Switch};
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.pass(5s);
        QCOMPARE(bench.receipts("c")[0].outcome, ReceiptOutcome::Failed);
        bench.give("d", CommandAction::Apply, "1.2.0");
        while (bench.host.pending.empty() || bench.host.pending.front().kind != Kind::Switch) {
            if (!bench.host.events.empty()) {
                const auto event = bench.host.events.front();
                bench.host.events.pop_front();
                bench.agent->onHostEvent(event, bench.now);
            } else {
                bench.host.doStep();
            }
        }
        // The old release could not be started again either.
        bench.agent->onHostEvent(node::SlotExited{kModule, node::Slot::Blue, "not started again"}, bench.now);
        bench.settle();
        QCOMPARE(bench.receipts("d")[0].outcome, ReceiptOutcome::Broken);
        bench.pass(5s);
        QVERIFY(bench.agent->modules().at(kModule).healthy); // it goes on being tried
    }

    void blueGreenIsRefused() {
        ExecBench bench;
        QVERIFY(bench.install("1.0.0"));
        bench.give("p", CommandAction::Prepare, "1.1.0");
        bench.pass(5s);
        QCOMPARE(bench.receipts("p")[0].outcome, ReceiptOutcome::Failed);
        QCOMPARE(bench.receipts("p")[0].reason, ErrorCode::Unsupported);
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
    }

    void aNewAgentWatchesOn() {
        ExecBench bench;
        QVERIFY(bench.install("1.0.0"));
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.pass(5s);
        bench.boot();
        QVERIFY(bench.started);
        bench.connect();
        bench.pass(15s);
        QCOMPARE(bench.receipts("c")[0].outcome, ReceiptOutcome::Applied);
        QCOMPARE(bench.ends("c"), std::size_t{1});
    }

    void aSiteAndFilesGoTheWayOfAService() {
        for (const ModuleKind kind : {ModuleKind::Site, ModuleKind::Files}) {
            NodeBench bench;
            bench.host.facts_.kind = kind;
            bench.connect();
            QVERIFY(bench.install("1.0.0"));
            bench.give("p", CommandAction::Prepare, "1.1.0");
            bench.pass(11s);
            QCOMPARE(bench.receipts("p")[0].outcome, ReceiptOutcome::Applied);
        }
    }

    void linesOfAModuleGoToTheGatewayWhileThereIsOne() {
        NodeBench bench;
        bench.connect();
        using Origin = node::HostLine::Origin;
        const auto tell = [&](Origin origin, const char* text) {
            bench.agent->onHostEvent(node::HostLine{kModule, origin, text}, bench.now);
        };
        tell(Origin::Module, "written");
        QVERIFY(bench.said("written"));
        bench.disconnect();
        tell(Origin::Module, "lost on the way");
        tell(Origin::Host, "kept for later");
        bench.connect();
        QVERIFY(!bench.said("lost on the way")); // the slot's log has it
        QVERIFY(bench.said("kept for later"));
    }
};

QTEST_APPLESS_MAIN(ModuleKindsTest)
#include "tst_module_kinds.moc"
