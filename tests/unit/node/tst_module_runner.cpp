// SPDX-License-Identifier: Apache-2.0
// What the agent does to a module: every action, every failure before and after the switch, the offline
// policies.
#include "tests/unit/node/node_bench.h"

#include <QtTest/QtTest>

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;
using Kind = node::HostStep::Kind;

namespace {

std::vector<Kind> kindsSince(const NodeBench& bench, std::size_t from) {
    std::vector<Kind> kinds;
    for (std::size_t i = from; i < bench.host.steps.size(); ++i) {
        kinds.push_back(bench.host.steps[i].kind);
    }
    return kinds;
}

NodeRelease told(const NodeBench& bench) {
    const auto modules = bench.agent->modules();
    const auto it = modules.find(ModuleName{"storefront"});
    return it == modules.end() ? NodeRelease{} : it->second;
}

} // namespace

class ModuleRunnerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void applySwapsAndStopsTheOldRelease() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        const auto from = bench.host.steps.size();
        QVERIFY(bench.install("1.1.0"));
        QVERIFY((kindsSince(bench, from) == std::vector<Kind>{Kind::Fetch, Kind::Unpack, Kind::Start,
                                                              Kind::Switch, Kind::Stop, Kind::Prune}));
        const Receipt receipt = bench.receipts("install-1.1.0")[0];
        QCOMPARE(receipt.outcome, ReceiptOutcome::Applied);
        QCOMPARE(receipt.running.version.text(), std::string("1.1.0"));
        QCOMPARE(receipt.took,
                 Duration(20s)); // healthy for 10 s before the switch, watched for 10 s after it
        QVERIFY(receipt.switchTook > 0ms);
        QCOMPARE(receipt.signature, std::string("signed"));
        QCOMPARE(told(bench).current.version.text(), std::string("1.1.0"));
        QVERIFY(!told(bench).warm);
    }

    void applyingWhatServesChangesNothing() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        const auto from = bench.host.steps.size();
        bench.give("again", CommandAction::Apply, "1.0.0");
        bench.pass(1s);
        QCOMPARE(bench.receipts("again")[0].outcome, ReceiptOutcome::Applied);
        QVERIFY(kindsSince(bench, from).empty());
    }

    void failuresBeforeTheSwitchTouchNothing_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("fetch") << static_cast<int>(Kind::Fetch);
        QTest::newRow("unpack") << static_cast<int>(Kind::Unpack);
        QTest::newRow("start") << static_cast<int>(Kind::Start);
        QTest::newRow("switch") << static_cast<int>(Kind::Switch);
    }
    void failuresBeforeTheSwitchTouchNothing() {
        QFETCH(int, kind);
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.host.failing = {static_cast<Kind>(kind)};
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.pass(60s);
        QCOMPARE(bench.receipts("c")[0].outcome, ReceiptOutcome::Failed);
        QCOMPARE(bench.receipts("c")[0].reason, ErrorCode::IoError);
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
        bench.host.failing.clear();
        bench.pass(60s);
        QVERIFY(bench.host.places[1].release.digest.empty()); // the candidate is gone
        QVERIFY(bench.install("1.1.0"));
    }

    void neverHealthyFailsAtItsDeadline() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.host.sick = {"1.5.0"};
        bench.give("c", CommandAction::Apply, "1.5.0");
        bench.pass(59s);
        QVERIFY(bench.receipts("c").empty());
        bench.pass(2s);
        const Receipt receipt = bench.receipts("c")[0];
        QCOMPARE(receipt.outcome, ReceiptOutcome::Failed);
        QCOMPARE(receipt.reason, ErrorCode::Timeout);
        QVERIFY(receipt.detail.find("status 503") != std::string::npos);
        QCOMPARE(receipt.running.version.text(), std::string("1.0.0"));
        QCOMPARE(receipt.switchTook, Duration(0));
    }

    void flappingIsNoProgress() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.settle();
        for (int i = 0; i < 7; ++i) {
            bench.pass(8s);
            bench.host.events.push_back(
                node::SlotHealth{ModuleName{"storefront"}, node::Slot::Green, false, "503"});
            bench.settle();
            bench.host.events.push_back(
                node::SlotHealth{ModuleName{"storefront"}, node::Slot::Green, true, ""});
            bench.settle();
        }
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
        bench.pass(10s);
        QCOMPARE(bench.receipts("c")[0].outcome, ReceiptOutcome::Failed);
    }

    void aFailedProbeAfterTheSwitchGoesBackByItself() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.pass(12s);
        QCOMPARE(bench.host.serving(), std::string("1.1.0"));
        bench.disconnect(); // nobody is needed for this
        bench.host.events.push_back(
            node::SlotHealth{ModuleName{"storefront"}, node::Slot::Green, false, "status 500"});
        bench.settle();
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
        bench.pass(60s);
        bench.connect();
        const Receipt receipt = bench.receipts("c")[0];
        QCOMPARE(receipt.outcome, ReceiptOutcome::Reverted);
        QVERIFY(receipt.detail.find("status 500") != std::string::npos);
        QCOMPARE(receipt.running.version.text(), std::string("1.0.0"));
        QVERIFY(bench.host.places[1].release.digest.empty());
    }

    void goingBackWithNothingHealthyBehindIsBroken() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.pass(12s);
        bench.host.events.push_back(
            node::SlotHealth{ModuleName{"storefront"}, node::Slot::Blue, false, "old is sick"});
        bench.host.events.push_back(
            node::SlotHealth{ModuleName{"storefront"}, node::Slot::Green, false, "so is new"});
        bench.pass(70s);
        QCOMPARE(bench.receipts("c")[0].outcome, ReceiptOutcome::Broken);
    }

    void aFirstReleaseThatFailsItsWatchIsRemoved() {
        NodeBench bench;
        bench.connect();
        bench.give("c", CommandAction::Apply, "1.0.0");
        bench.pass(12s);
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
        bench.host.events.push_back(
            node::SlotHealth{ModuleName{"storefront"}, node::Slot::Blue, false, "503"});
        bench.pass(1s);
        QCOMPARE(bench.receipts("c")[0].outcome, ReceiptOutcome::Reverted);
        QVERIFY(bench.receipts("c")[0].running.digest.empty());
        QVERIFY(bench.agent->modules().empty());
    }

    void blueGreenPreparesSwitchesAndStaysWarm() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give("p", CommandAction::Prepare, "1.1.0");
        bench.pass(11s);
        QCOMPARE(bench.receipts("p")[0].outcome, ReceiptOutcome::Applied);
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
        QCOMPARE(told(bench).prepared->version.text(), std::string("1.1.0"));
        bench.pass(10min); // it stays prepared while people look at it
        bench.give("s", CommandAction::Switch, "1.1.0");
        bench.settle();
        QCOMPARE(bench.host.serving(), std::string("1.1.0")); // at once: it has been healthy for long
        bench.pass(11s);
        QCOMPARE(bench.receipts("s")[0].outcome, ReceiptOutcome::Applied);
        QCOMPARE(told(bench).warm->version.text(), std::string("1.0.0"));
        bench.give("r", CommandAction::Revert, "1.0.0");
        bench.settle();
        QCOMPARE(bench.host.serving(), std::string("1.0.0")); // instant switch-back
        bench.pass(11s);
        QCOMPARE(bench.receipts("r")[0].outcome, ReceiptOutcome::Applied);
    }

    void theWarmSlotGoesAfterItsTime() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give("p", CommandAction::Prepare, "1.1.0");
        bench.pass(11s);
        bench.give("s", CommandAction::Switch, "1.1.0");
        bench.pass(29min);
        QVERIFY(told(bench).warm.has_value());
        bench.pass(2min);
        QVERIFY(!told(bench).warm);
        QVERIFY(bench.host.places[0].release.digest.empty());
    }

    void discardRemovesOnlyWhatHasNoTraffic() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give("p", CommandAction::Prepare, "1.1.0");
        bench.pass(11s);
        bench.give("no", CommandAction::Discard, "1.0.0");
        bench.pass(1s);
        QCOMPARE(bench.receipts("no")[0].reason, ErrorCode::TransitionRefused);
        bench.give("d", CommandAction::Discard, "1.1.0");
        bench.pass(1s);
        QCOMPARE(bench.receipts("d")[0].outcome, ReceiptOutcome::Applied);
        QVERIFY(!told(bench).prepared);
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
        bench.give("s", CommandAction::Switch, "1.1.0");
        bench.pass(1s);
        QCOMPARE(bench.receipts("s")[0].reason, ErrorCode::NotFound);
    }

    void removeLeavesNothing() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give("r", CommandAction::Remove, "");
        bench.pass(1s);
        QCOMPARE(bench.receipts("r")[0].outcome, ReceiptOutcome::Applied);
        QVERIFY(bench.receipts("r")[0].running.digest.empty());
        QVERIFY(bench.agent->modules().empty());
    }

    void aModuleThatDiesIsStartedAgainWithBackOff() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        const auto starts = [&] {
            return std::count_if(bench.host.steps.begin(), bench.host.steps.end(),
                                 [](const auto& step) { return step.kind == Kind::Start; });
        };
        const auto before = starts();
        for (int i = 0; i < 5; ++i) {
            bench.host.events.push_back(
                node::SlotExited{ModuleName{"storefront"}, node::Slot::Blue, "signal 9"});
            bench.settle();
            QCOMPARE(starts(), before + i); // not at once
            bench.pass(Duration(500 << i));
            QCOMPARE(starts(), before + i + 1);
        }
        QVERIFY(told(bench).healthy);
    }

    void aCandidateThatKeepsEndingHasFailed() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.settle();
        for (int i = 0; i < 3; ++i) {
            bench.host.events.push_back(
                node::SlotExited{ModuleName{"storefront"}, node::Slot::Green, "exit status 3"});
            bench.pass(3s);
        }
        QCOMPARE(bench.receipts("c")[0].outcome, ReceiptOutcome::Failed);
        QVERIFY(bench.receipts("c")[0].detail.find("exit status 3") != std::string::npos);
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
    }

    void cancelEndsWhatHasNotSwitched() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.pass(5s);
        bench.agent->onFrame(frames::Cancel{CommandId{"c"}}, bench.now);
        bench.pass(1s);
        QCOMPARE(bench.receipts("c")[0].outcome, ReceiptOutcome::Failed);
        QCOMPARE(bench.receipts("c")[0].reason, ErrorCode::Cancelled);
        bench.give("d", CommandAction::Apply, "1.1.0");
        bench.pass(12s);
        bench.agent->onFrame(frames::Cancel{CommandId{"d"}}, bench.now); // too late
        bench.pass(20s);
        QCOMPARE(bench.receipts("d")[0].outcome, ReceiptOutcome::Applied);
    }

    void aLaterCommandTakesOverFromOneThatHasNotSwitched() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.pass(5s);
        bench.give("r", CommandAction::Revert, "1.0.0");
        bench.pass(5s);
        QCOMPARE(bench.receipts("c")[0].reason, ErrorCode::Cancelled);
        QCOMPARE(bench.receipts("r")[0].outcome, ReceiptOutcome::Applied);
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
    }

    void aThirdCommandIsToldToComeLater() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give("a", CommandAction::Apply, "1.1.0");
        bench.pass(12s); // switched, being watched: it cannot be given up any more
        bench.give("b", CommandAction::Revert, "1.0.0");
        bench.give("c", CommandAction::Apply, "1.2.0");
        QCOMPARE(bench.receipts("c")[0].reason, ErrorCode::QueueFull);
        bench.pass(60s);
        QCOMPARE(bench.receipts("a")[0].outcome, ReceiptOutcome::Applied);
        QCOMPARE(bench.receipts("b")[0].outcome, ReceiptOutcome::Applied);
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
    }
};

QTEST_APPLESS_MAIN(ModuleRunnerTest)
#include "tst_module_runner.moc"
