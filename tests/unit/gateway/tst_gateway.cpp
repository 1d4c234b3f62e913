// SPDX-License-Identifier: Apache-2.0
// Sessions, delivery, receipts, fences: what comes over a link and what goes out on it.
#include "core/codec/receipt_codec.h"
#include "core/crypto/crypto.h"
#include "core/crypto/signing.h"

#include "tests/unit/gateway/gateway_fixture.h"

#include <QtTest/QtTest>

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;
using Kind = ports::StreamHint::Kind;

namespace {

ports::StreamHint hintOf(Kind kind) {
    ports::StreamHint hint;
    hint.kind = kind;
    hint.tenant = kTenant;
    hint.scope = {kTenant, kProduction, kModule};
    return hint;
}

SignedCommand commandFor(const std::string& id, const std::string& node) {
    return {CommandId{id}, NodeId{node}, "bytes of " + id, KeyId{"k"}, "signature"};
}

Receipt receiptOf(const std::string& command, const std::string& node) {
    Receipt receipt;
    receipt.command = CommandId{command};
    receipt.node = NodeId{node};
    receipt.scope = {kTenant, kProduction, kModule};
    receipt.outcome = ReceiptOutcome::Applied;
    receipt.running = releaseOf("1.1.0", 'b');
    return receipt;
}

} // namespace

class GatewayTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void helloIsWelcomedWithANumberedSession() {
        GatewayBench bench;
        FakeLink& link = bench.connect(1, "n1");
        const auto welcome = link.all<frames::Welcome>();
        QCOMPARE(welcome.size(), std::size_t{1});
        QCOMPARE(welcome[0].session, std::uint64_t{1});
        QCOMPARE(welcome[0].now, bench.now);
        QCOMPARE(welcome[0].nonce, std::string("0123456789abcdef"));
        bench.pass(200ms);
        QCOMPARE(bench.row("n1").session, std::uint64_t{1});
        QCOMPARE(bench.row("n1").gateway.value, std::string("gateway-1"));
        QCOMPARE(bench.row("n1").state, NodeState::Running);
    }

    void nodesAreToldWhichGatewaysLive() {
        GatewayBench bench;
        QVERIFY(bench.connect(1, "n1").all<frames::Welcome>()[0].gateways.empty());
        bench.gateway->setAddresses({"ws://a:1/node", "ws://b:1/node"});
        const std::vector<std::string> both{"ws://a:1/node", "ws://b:1/node"};
        QCOMPARE(bench.connect(2, "n2").all<frames::Welcome>()[0].gateways, both);
    }

    void aNewerSessionClosesTheOlder() {
        GatewayBench bench;
        FakeLink& first = bench.connect(1, "n1");
        FakeLink& second = bench.connect(2, "n1");
        QVERIFY(first.closed);
        QVERIFY(!second.closed);
        QCOMPARE(second.all<frames::Welcome>()[0].session, std::uint64_t{2});
        bench.gateway->onClose(1, bench.now); // the old link's end comes late
        QCOMPARE(bench.gateway->sessions(), std::size_t{1});
        bench.commands.waiting = {commandFor("c1", "n1")};
        bench.gateway->onHint(hintOf(Kind::Commands), bench.now);
        bench.gateway->tick(bench.now);
        QCOMPARE(second.all<frames::CommandFrame>().size(), std::size_t{1});
    }

    void sessionNumbersContinueWhatTheStoreKnows() {
        GatewayBench bench;
        Node stored;
        stored.id = NodeId{"n1"};
        stored.tenant = kTenant;
        stored.environment = kProduction;
        stored.session = 41;
        bench.fleet.rows[stored.id] = stored;
        bench.pass(61s);
        QCOMPARE(bench.connect(1, "n1").all<frames::Welcome>()[0].session, std::uint64_t{42});
    }

    void anotherGatewaysSessionWins() {
        GatewayBench bench;
        FakeLink& link = bench.connect(1, "n1");
        bench.pass(200ms);
        bench.gateway->onHint(hintOf(Kind::Fleet), bench.now); // of our own write
        Node elsewhere = bench.row("n1");
        elsewhere.session = 7;
        elsewhere.gateway = HolderId{"gateway-2"};
        bench.fleet.rows[elsewhere.id] = elsewhere;
        bench.gateway->onHint(hintOf(Kind::Fleet), bench.now);
        bench.pass(1s);
        QVERIFY(link.closed);
        QCOMPARE(bench.gateway->sessions(), std::size_t{0});
    }

    /// An administrator's word to all gateways names no environment: it is never taken for the echo of an own
    /// write, which may still be on its way.
    void aRevokedNodesSessionEndsAtOnce() {
        GatewayBench bench;
        FakeLink& link = bench.connect(1, "n1");
        bench.pass(200ms); // written, and its hint not heard yet
        Node retired = bench.row("n1");
        retired.session += 1'000;
        retired.state = NodeState::Retired;
        retired.gateway = {};
        bench.fleet.rows[retired.id] = retired;
        ports::StreamHint toAll = hintOf(Kind::Fleet);
        toAll.scope.environment = {};
        bench.gateway->onHint(toAll, bench.now);
        bench.pass(1s);
        QVERIFY(link.closed);
        QCOMPARE(bench.gateway->sessions(), std::size_t{0});
        bench.pass(120s); // and nothing is written over what the administrator wrote
        QCOMPARE(bench.row("n1").state, NodeState::Retired);
    }

    void wrongHellosAreRefused() {
        GatewayBench bench;
        const auto refused = [&](frames::Hello hello) {
            FakeLink link;
            bench.gateway->onOpen(99, link, bench.now);
            bench.gateway->onFrame(99, hello, bench.now);
            return link.closed && link.sent.empty();
        };
        frames::Hello hello = helloOf("n1");
        hello.protocol = 2;
        QVERIFY(refused(hello));
        hello = helloOf("");
        QVERIFY(refused(hello));
        hello = helloOf("n1");
        hello.tenant = TenantId{"other"};
        QVERIFY(refused(hello));
        for (int i = 0; i < 33; ++i) {
            hello.labels["l" + std::to_string(i)] = "x";
        }
        hello.tenant = kTenant;
        QVERIFY(refused(hello));
        bench.pass(1s);
        QVERIFY(bench.fleet.rows.empty());
    }

    void anotherProtocolIsRefusedWithWhoHasToBeUpgraded() {
        GatewayBench bench;
        for (const auto& [protocol, said] :
             {std::pair{kProtocolVersion + 1, "upgrade the gateway"}, std::pair{0, "upgrade the agent"}}) {
            FakeLink link;
            bench.gateway->onOpen(99, link, bench.now);
            frames::Hello hello = helloOf("n1");
            hello.protocol = protocol;
            bench.gateway->onFrame(99, hello, bench.now);
            QVERIFY(link.closed);
            QVERIFY2(link.reason.find(said) != std::string::npos, link.reason.c_str());
        }
    }

    void strangersAreRefusedAndKeysAreRemembered() {
        QVERIFY(crypto::init().ok());
        gateway::TokenEnrolment enrolment;
        enrolment.expect(NodeId{"n1"}, "secret");
        frames::Hello hello = helloOf("n1");
        hello.publicKey = std::string(32, 'k');
        QVERIFY(!enrolment.admit(hello).ok());
        hello.token = "wrong!";
        QVERIFY(!enrolment.admit(hello).ok());
        hello.token = "secret";
        QVERIFY(enrolment.admit(hello).ok());
        hello.token.clear();
        QVERIFY(enrolment.admit(hello).ok());
        hello.publicKey = std::string(32, 'x');
        hello.token = "secret"; // used once
        QVERIFY(!enrolment.admit(hello).ok());
        QCOMPARE(enrolment.known().at(NodeId{"n1"}), std::string(32, 'k'));
    }

    void theFirstFrameMustBeAHelloInTime() {
        GatewayBench bench;
        FakeLink early;
        bench.gateway->onOpen(1, early, bench.now);
        bench.gateway->onFrame(1, frames::Heartbeat{}, bench.now);
        QVERIFY(early.closed);
        FakeLink silent;
        bench.gateway->onOpen(2, silent, bench.now);
        bench.pass(9s);
        QVERIFY(!silent.closed);
        bench.pass(2s);
        QVERIFY(silent.closed);
        FakeLink& twice = bench.connect(3, "n1");
        bench.gateway->onFrame(3, helloOf("n1"), bench.now);
        QVERIFY(twice.closed);
    }

    void wrongFramesEndOnlyTheirSession() {
        GatewayBench bench;
        FakeLink& good = bench.connect(1, "n1");
        FakeLink& bad = bench.connect(2, "n2");
        bench.gateway->onFrame(2, frames::Welcome{}, bench.now);
        QVERIFY(bad.closed);
        FakeLink& garbled = bench.connect(3, "n3");
        bench.gateway->onMalformed(3, makeError(ErrorCode::Malformed, "type"), bench.now);
        QVERIFY(garbled.closed);
        QVERIFY(!good.closed);
        QCOMPARE(bench.gateway->sessions(), std::size_t{1});
    }

    void aFloodOfFramesEndsTheSession() {
        GatewayBench bench;
        FakeLink& link = bench.connect(1, "n1");
        for (int i = 0; i < 2'001 && !link.closed; ++i) {
            bench.gateway->onFrame(1, frames::Heartbeat{}, bench.now);
        }
        QVERIFY(link.closed);
    }

    void commandsAreDeliveredUnchangedToTheirNode() {
        GatewayBench bench;
        FakeLink& one = bench.connect(1, "n1");
        FakeLink& two = bench.connect(2, "n2");
        bench.gateway->tick(bench.now);
        QCOMPARE(bench.commands.redelivered.size(), std::size_t{2});
        bench.pass(10s); // once more, for what the gateway before may have taken for a session that was over
        QCOMPARE(bench.commands.redelivered.size(), std::size_t{2});
        const int takes = bench.commands.takes;
        bench.pass(20s);
        QCOMPARE(bench.commands.takes, takes); // nothing is asked for without a hint
        bench.pass(60s);
        QCOMPARE(bench.commands.takes, takes + 1); // but for a floor under what was taken even later
        QCOMPARE(bench.commands.redelivered.size(), std::size_t{2});
        bench.commands.waiting = {commandFor("c1", "n2"), commandFor("c2", "n3")};
        bench.gateway->onHint(hintOf(Kind::Commands), bench.now);
        bench.gateway->tick(bench.now);
        QCOMPARE(one.all<frames::CommandFrame>().size(), std::size_t{0});
        QCOMPARE(two.all<frames::CommandFrame>().size(), std::size_t{1});
        QVERIFY(two.all<frames::CommandFrame>()[0].command == commandFor("c1", "n2"));
        QVERIFY(bench.commands.redelivered.empty());
        FakeLink& three = bench.connect(3, "n3"); // its command waited for it
        bench.gateway->tick(bench.now);
        QCOMPARE(three.all<frames::CommandFrame>().size(), std::size_t{1});
    }

    void receiptsAreAcknowledgedOnlyWhenStored() {
        GatewayBench bench;
        FakeLink& link = bench.connect(1, "n1");
        bench.gateway->tick(bench.now);
        bench.commands.failing = true;
        bench.gateway->onFrame(1, frames::ReceiptFrame{receiptOf("c1", "n1")}, bench.now);
        bench.gateway->onFrame(1, frames::ReceiptFrame{receiptOf("c2", "n1")}, bench.now);
        bench.pass(2s);
        QVERIFY(link.all<frames::Ack>().empty());
        bench.commands.failing = false;
        bench.pass(1s);
        QCOMPARE(link.all<frames::Ack>().size(), std::size_t{2});
        QCOMPARE(bench.commands.receipts.size(), std::size_t{2});
        QCOMPARE(bench.commands.receiptBatches, 1);
    }

    void receiptsOfOtherNodesAndWrongSignaturesEndTheSession() {
        QVERIFY(crypto::init().ok());
        GatewayBench bench;
        FakeLink& link = bench.connect(1, "n1");
        bench.gateway->onFrame(1, frames::ReceiptFrame{receiptOf("c1", "n2")}, bench.now);
        QVERIFY(link.closed);

        const auto key = crypto::generateSigningKey(crypto::KeyPurpose::Node, crypto::KeyOrigin::Lab);
        const auto other = crypto::generateSigningKey(crypto::KeyPurpose::Node, crypto::KeyOrigin::Lab);
        frames::Hello hello = helloOf("n2");
        hello.publicKey = key.publicKey().bytes();
        FakeLink signedLink;
        bench.gateway->onOpen(2, signedLink, bench.now);
        bench.gateway->onFrame(2, hello, bench.now);
        const auto signer = [](const crypto::SigningKey& with) {
            return [&with](std::string_view bytes) { return with.signatureOver(bytes); };
        };
        const auto right = codec::signReceipt(receiptOf("c1", "n2"), signer(key));
        bench.gateway->onFrame(2, frames::ReceiptFrame{*right}, bench.now);
        QVERIFY(!signedLink.closed);
        const auto wrong = codec::signReceipt(receiptOf("c2", "n2"), signer(other));
        bench.gateway->onFrame(2, frames::ReceiptFrame{*wrong}, bench.now);
        QVERIFY(signedLink.closed);
        bench.gateway->tick(bench.now);
        QCOMPARE(bench.commands.receipts.size(), std::size_t{1});
    }

    void aRisenEpochFencesNodesWithOpenCommands() {
        GatewayBench bench;
        FakeLink& busy = bench.connect(1, "n1");
        FakeLink& idle = bench.connect(2, "n2");
        bench.commands.waiting = {commandFor("c1", "n1")};
        bench.gateway->tick(bench.now);
        ports::Lease lease;
        lease.scope = {kTenant, kProduction, kModule};
        lease.fence = {1, 5};
        bench.leases.leases = {lease};
        bench.gateway->onHint(hintOf(Kind::Lease), bench.now);
        bench.gateway->tick(bench.now);
        QCOMPARE(busy.all<frames::FenceFrame>().size(), std::size_t{1});
        QVERIFY((busy.all<frames::FenceFrame>()[0].fence == Fence{1, 5}));
        QVERIFY(idle.all<frames::FenceFrame>().empty());
        bench.gateway->onHint(hintOf(Kind::Lease), bench.now); // renewed, not risen
        bench.gateway->tick(bench.now);
        QCOMPARE(busy.all<frames::FenceFrame>().size(), std::size_t{1});
    }

    void commandsOfTheTermBeforeAreAskedForWhenTheyAreDead() {
        GatewayBench bench;
        bench.connect(1, "n1");
        bench.pass(11s);
        bench.commands.redelivered.clear();
        ports::Lease lease;
        lease.scope = {kTenant, kProduction, kModule};
        lease.fence = {1, 5};
        bench.leases.leases = {lease};
        bench.gateway->onHint(hintOf(Kind::Lease), bench.now);
        bench.pass(limits::kCommandLifetimeMax);
        QVERIFY(bench.commands.redelivered.empty());
        bench.pass(limits::kCommandGrace + 1s);
        QCOMPARE(bench.commands.redelivered, std::vector<NodeId>{NodeId{"n1"}});
    }

    void theEngineCanAskAndFence() {
        GatewayBench bench;
        FakeLink& link = bench.connect(1, "n1");
        bench.gateway->ask({NodeId{"n1"}, NodeId{"absent"}}, 1s, 60s);
        bench.gateway->fence({NodeId{"n1"}}, {kTenant, kProduction, kModule}, {1, 2});
        QVERIFY(bench.gateway->nextWake() <= bench.now);
        bench.gateway->tick(bench.now);
        QVERIFY((link.all<frames::Ask>() == std::vector{frames::Ask{1s, 60s}}));
        QCOMPARE(link.all<frames::FenceFrame>().size(), std::size_t{1});
        std::vector<NodeId> many(1'000, NodeId{"n1"});
        bench.gateway->ask(many, 1s, 60s);
        bench.gateway->tick(bench.now);
        QVERIFY(link.all<frames::Ask>().back().telemetryInterval > 1s);
    }

    void aSlowReaderLosesItsSession() {
        GatewayBench bench;
        FakeLink& link = bench.connect(1, "n1");
        bench.gateway->tick(bench.now);
        link.full = true;
        bench.commands.waiting = {commandFor("c1", "n1")};
        bench.gateway->onHint(hintOf(Kind::Commands), bench.now);
        bench.gateway->tick(bench.now);
        QVERIFY(link.closed);
        QCOMPARE(bench.gateway->sessions(), std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(GatewayTest)
#include "tst_gateway.moc"
