// SPDX-License-Identifier: Apache-2.0
// Which commands the agent obeys, and the order of its checks.
#include "tests/unit/node/node_bench.h"

#include <QtTest/QtTest>

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;

namespace {

/// A command that is wrong in every way from check `from` on; earlier checks pass.
Command wrongFrom(const NodeBench& bench, int from) {
    Command c = bench.command("c", CommandAction::Apply, "1.1.0");
    c.node = NodeId{from <= 1 ? "n2" : "n1"};
    c.notAfter = from <= 2 ? bench.storeNow() - 1ms : bench.storeNow() + 30s;
    c.fence = from <= 3 ? Fence{1, 4} : Fence{1, 5};
    return c;
}

} // namespace

class AgentCommandsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void checksComeInTheirOrder() {
        const ErrorCode expected[] = {ErrorCode::SignatureInvalid, ErrorCode::WrongRecipient,
                                      ErrorCode::Expired, ErrorCode::EpochStale, ErrorCode::SignatureMissing};
        for (int from = 0; from < 5; ++from) {
            NodeBench bench;
            bench.connect();
            bench.fences.fences.clear();
            bench.agent->onFrame(frames::FenceFrame{NodeBench::scope(), {1, 5}}, bench.now);
            bench.trust.votesGood = false;
            SignedCommand given = NodeBench::sealed(wrongFrom(bench, from));
            if (from == 0) {
                given.signature = "forged";
            }
            bench.give(given);
            const auto receipts = bench.receipts("c");
            QCOMPARE(receipts.size(), std::size_t{1});
            QCOMPARE(receipts[0].outcome, ReceiptOutcome::Refused);
            QCOMPARE(receipts[0].reason, expected[from]);
            QVERIFY(bench.host.steps.empty());
        }
    }

    void refusalsOfForgedCommandsAreNotRemembered() {
        NodeBench bench;
        bench.connect();
        SignedCommand forged = NodeBench::sealed(bench.command("c", CommandAction::Apply, "1.0.0"));
        forged.signature = "forged";
        bench.give(forged);
        QVERIFY(bench.said("alarm"));
        QCOMPARE(bench.ends("c"), std::size_t{0});
        bench.give("c", CommandAction::Apply, "1.0.0");
        bench.pass(60s);
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
    }

    void aForgedCopyOfACommandAtWorkChangesNothing() {
        NodeBench bench;
        bench.connect();
        bench.give("c", CommandAction::Apply, "1.0.0");
        SignedCommand forged = NodeBench::sealed(bench.command("c", CommandAction::Remove, ""));
        forged.signature = "forged";
        bench.give(forged);
        QVERIFY(bench.said("alarm"));
        QVERIFY(bench.receipts("c").empty());
        bench.pass(60s);
        QCOMPARE(bench.receipts("c")[0].outcome, ReceiptOutcome::Applied);
    }

    void theSameCommandAgainGetsTheSameAnswer() {
        NodeBench bench;
        bench.connect();
        const auto sealed = NodeBench::sealed(bench.command("c", CommandAction::Apply, "1.0.0"));
        bench.give(sealed);
        bench.give(sealed);
        QVERIFY(bench.receipts("c").empty());
        QCOMPARE(bench.link.all<frames::Progress>()[1].step, std::string("received"));
        bench.pass(60s);
        const auto steps = bench.host.steps.size();
        const auto before = bench.receipts("c").size();
        bench.now += 1h; // expired long ago: known ids come before expiry
        bench.give(sealed);
        QCOMPARE(bench.receipts("c").size(), before + 1);
        QVERIFY(bench.receipts("c").back() == bench.receipts("c").front());
        QCOMPARE(bench.host.steps.size(), steps);
        QCOMPARE(bench.ends("c"), std::size_t{1});
        QVERIFY(!bench.said("alarm"));
    }

    void otherContentUnderAKnownIdIsRefusedWithAlarm() {
        NodeBench bench;
        bench.connect();
        bench.give("c", CommandAction::Apply, "1.0.0");
        bench.pass(60s);
        bench.give("c", CommandAction::Apply, "1.1.0");
        QCOMPARE(bench.receipts("c").back().reason, ErrorCode::KeyReused);
        QVERIFY(bench.said("alarm"));
        bench.pass(60s);
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
        QCOMPARE(bench.ends("c"), std::size_t{1});
    }

    void anExpiredCommandKeepsItsRefusal() {
        NodeBench bench;
        bench.connect();
        Command late = bench.command("c", CommandAction::Apply, "1.0.0");
        late.notAfter = bench.storeNow() - 1s;
        bench.give(late);
        QCOMPARE(bench.receipts("c")[0].reason, ErrorCode::Expired);
        QCOMPARE(bench.ends("c"), std::size_t{1});
        bench.give(late);
        QCOMPARE(bench.ends("c"), std::size_t{1});
    }

    void aCommandValidForTooLongIsRefused() {
        NodeBench bench;
        bench.connect();
        Command far = bench.command("c", CommandAction::Apply, "1.0.0");
        far.notAfter = bench.storeNow() + 1h;
        bench.give(far);
        QCOMPARE(bench.receipts("c")[0].reason, ErrorCode::InvalidArgument);
    }

    void timeNeverGoesBack() {
        NodeBench bench;
        bench.connect();
        const Command old = bench.command("c", CommandAction::Apply, "1.0.0");
        bench.now += 40s;
        bench.disconnect();
        bench.agent->onLinkUp(bench.now);
        frames::Welcome welcome;
        welcome.now = bench.storeNow() - 10min; // a store that lost its tail
        welcome.nonce = bench.link.all<frames::Hello>().back().nonce;
        welcome.signature = "good";
        bench.agent->onFrame(welcome, bench.now);
        bench.give(old);
        QCOMPARE(bench.receipts("c")[0].reason, ErrorCode::Expired);
    }

    void aWelcomeMustAnswerThisHello() {
        NodeBench bench;
        bench.agent->onLinkUp(bench.now);
        frames::Welcome welcome;
        welcome.nonce = "another";
        welcome.signature = "good";
        bench.agent->onFrame(welcome, bench.now);
        QVERIFY(!bench.link.closed.empty());
        bench.give("c", CommandAction::Apply, "1.0.0");
        QVERIFY(bench.host.steps.empty());
    }

    void aGatewayOfAnotherProtocolIsLeftWithWhoHasToBeUpgraded() {
        for (const auto& [protocol, said] :
             {std::pair{kProtocolVersion + 1, "upgrade the agent"}, std::pair{0, "upgrade the gateway"}}) {
            NodeBench bench;
            bench.agent->onLinkUp(bench.now);
            frames::Welcome welcome;
            welcome.protocol = protocol;
            welcome.nonce = bench.link.all<frames::Hello>().back().nonce;
            welcome.signature = "good";
            bench.agent->onFrame(welcome, bench.now);
            QVERIFY2(bench.link.closed.find(said) != std::string::npos, bench.link.closed.c_str());
            QVERIFY(!bench.agent->connected());
        }
    }

    void aLinkWithoutAWelcomeIsClosedInTime() {
        NodeBench bench;
        bench.agent->onLinkUp(bench.now);
        bench.pass(14s);
        QVERIFY(bench.link.closed.empty());
        bench.pass(2s);
        QCOMPARE(bench.link.closed, std::string("no welcome in time"));
        bench.link.closed.clear();
        bench.connect();
        bench.pass(60s);
        QVERIFY(bench.link.closed.empty());
    }

    void aFenceStopsAnEarlierLeaderForGood() {
        NodeBench bench;
        bench.connect();
        bench.agent->onFrame(frames::FenceFrame{NodeBench::scope(), {1, 7}}, bench.now);
        const auto answers = bench.link.all<frames::Fenced>();
        QCOMPARE(answers.size(), std::size_t{1});
        QVERIFY((answers[0].fence == Fence{1, 7}));
        bench.boot(); // the fence survives
        bench.connect();
        bench.give("old", CommandAction::Apply, "1.0.0");
        QCOMPARE(bench.receipts("old")[0].reason, ErrorCode::EpochStale);
        bench.agent->onFrame(frames::FenceFrame{NodeBench::scope(), {1, 3}}, bench.now);
        QVERIFY((bench.link.all<frames::Fenced>().back().fence == Fence{1, 7}));
    }

    void aFenceNamesWhatStillRuns() {
        NodeBench bench;
        bench.connect();
        bench.give("c", CommandAction::Apply, "1.0.0");
        bench.agent->onFrame(frames::FenceFrame{NodeBench::scope(), {1, 7}}, bench.now);
        QVERIFY(bench.link.all<frames::Fenced>()[0].running == std::vector<CommandId>{CommandId{"c"}});
    }

    void aFenceThatCannotBeStoredIsNotConfirmed() {
        NodeBench bench;
        bench.connect();
        bench.fences.failing = true;
        bench.agent->onFrame(frames::FenceFrame{NodeBench::scope(), {1, 7}}, bench.now);
        QVERIFY(bench.link.all<frames::Fenced>().empty());
        bench.give("c", CommandAction::Apply, "1.0.0");
        QCOMPARE(bench.receipts("c")[0].reason, ErrorCode::IoError);
        QVERIFY(bench.host.steps.empty());
    }

    void nothingBeginsThatTheJournalDoesNotHold() {
        NodeBench bench;
        bench.connect();
        bench.journal.failing = true;
        bench.give("c", CommandAction::Apply, "1.0.0");
        QVERIFY(bench.host.steps.empty());
        QVERIFY(bench.receipts("c").empty()); // what is told must be kept
        bench.journal.failing = false;
        bench.give("c", CommandAction::Apply, "1.0.0");
        bench.pass(60s);
        QCOMPARE(bench.receipts("c")[0].reason, ErrorCode::NoSpace);
        QCOMPARE(bench.ends("c"), std::size_t{1});
        QVERIFY(bench.host.steps.empty());
    }

    void aCommandWaitsForTheResultOfTheOneBefore() {
        NodeBench bench;
        bench.connect();
        bench.give("c", CommandAction::Apply, "1.0.0");
        bench.pass(15s);
        bench.journal.failing = true;
        bench.pass(30s);
        bench.give("d", CommandAction::Apply, "1.1.0");
        bench.journal.failing = false;
        bench.pass(60s);
        QCOMPARE(bench.receipts("c")[0].outcome, ReceiptOutcome::Applied);
        QCOMPARE(bench.receipts("d")[0].outcome, ReceiptOutcome::Refused);
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
    }

    void aReceiptIsToldOnlyOnceItIsDurable() {
        NodeBench bench;
        bench.connect();
        bench.give("c", CommandAction::Apply, "1.0.0");
        bench.pass(15s);
        bench.journal.failing = true;
        bench.pass(30s);
        QVERIFY(bench.receipts("c").empty());
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
        bench.journal.failing = false;
        bench.pass(30s);
        QCOMPARE(bench.receipts("c")[0].outcome, ReceiptOutcome::Applied);
        QCOMPARE(bench.ends("c"), std::size_t{1});
    }

    void whatServedBeforeIsKeptUntilTheResultIsDurable() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        bench.give("c", CommandAction::Apply, "1.1.0");
        bench.pass(15s);
        bench.journal.failing = true;
        bench.pass(60s);
        QCOMPARE(bench.host.serving(), std::string("1.1.0"));
        bench.journal.failing = false;
        bench.host.sick = {"1.1.0"};
        bench.boot(); // the agent ended: the command goes on with its watch
        bench.host.healthOf(*bench.host.live);
        bench.connect();
        bench.pass(60s);
        QCOMPARE(bench.receipts("c")[0].outcome, ReceiptOutcome::Reverted);
        QCOMPARE(bench.host.serving(), std::string("1.0.0"));
    }

    void receiptsAreRepeatedUntilAcknowledged() {
        NodeBench bench;
        bench.connect();
        QVERIFY(bench.install("1.0.0"));
        const auto before = bench.receipts("install-1.0.0").size();
        QVERIFY(before > 1);
        bench.disconnect();
        bench.connect();
        QVERIFY(bench.receipts("install-1.0.0").size() > before);
        bench.agent->onFrame(frames::Ack{CommandId{"install-1.0.0"}}, bench.now);
        const auto after = bench.receipts("install-1.0.0").size();
        bench.pass(60s);
        QCOMPARE(bench.receipts("install-1.0.0").size(), after);
        bench.boot();
        bench.connect();
        bench.pass(60s);
        QVERIFY(bench.receipts("install-1.0.0").empty());
    }

    void whatOnlyNodesSayEndsTheSession() {
        NodeBench bench;
        bench.connect();
        bench.agent->onFrame(frames::Heartbeat{}, bench.now);
        QVERIFY(!bench.link.closed.empty());
    }

    void heartbeatsComeOnTimeAndAtOnceOnChange() {
        NodeBench bench;
        bench.connect();
        const auto count = [&] { return bench.link.all<frames::Heartbeat>().size(); };
        const auto begun = count();
        bench.pass(100s);
        QCOMPARE(count() - begun, std::size_t{10});
        QVERIFY(bench.install("1.0.0"));
        const auto healthy = bench.link.all<frames::Heartbeat>().back();
        QVERIFY(healthy.modules.at(ModuleName{"storefront"}).healthy);
        QCOMPARE(healthy.state, NodeState::Running);
        bench.host.events.push_back(
            node::SlotHealth{ModuleName{"storefront"}, *bench.host.live, false, "503"});
        bench.settle();
        QVERIFY(!bench.link.all<frames::Heartbeat>().back().modules.at(ModuleName{"storefront"}).healthy);
        QCOMPARE(bench.link.all<frames::Heartbeat>().back().state, NodeState::Degraded);
    }

    void anAskShortensTelemetryForAWhile() {
        NodeBench bench;
        bench.connect();
        bench.host.samples.resize(1);
        bench.agent->onFrame(frames::Ask{1s, 30s}, bench.now);
        QCOMPARE(bench.host.telemetryInterval, Duration(1s));
        const auto before = bench.link.all<frames::Telemetry>().size();
        bench.pass(30s);
        QVERIFY(bench.link.all<frames::Telemetry>().size() - before >= 29);
        bench.pass(15s);
        QCOMPARE(bench.host.telemetryInterval, Duration(10s));
        const auto sample = bench.link.all<frames::Telemetry>().back().samples[0];
        QCOMPARE(sample.node.value, std::string("n1"));
    }
};

QTEST_APPLESS_MAIN(AgentCommandsTest)
#include "tst_agent_commands.moc"
