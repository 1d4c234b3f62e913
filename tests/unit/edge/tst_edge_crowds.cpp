// SPDX-License-Identifier: Apache-2.0
// The edge against peers that keep every single rule and still want too much: that trickle, that chatter,
// that come in crowds.
#include "core/edge/edge_server.h"
#include "core/edge/peer_table.h"

#include "tests/unit/edge/echo.h"
#include "tests/unit/edge/raw_client.h"

#include <QtTest/QtTest>

using namespace hotswap;
using test::Echo;
using test::quick;
using test::RawClient;
using test::StillClock;
using namespace std::chrono_literals;

class EdgeCrowdsTest : public QObject {
    Q_OBJECT

    StillClock m_clock;
    std::unique_ptr<Echo> m_echo;
    std::unique_ptr<edge::EdgeServer> m_server; ///< after m_echo, which it calls

    void serve(edge::EdgeOptions options = quick()) {
        m_echo = std::make_unique<Echo>();
        auto server = edge::EdgeServer::start(std::move(options), *m_echo, m_clock);
        QVERIFY(server.ok());
        m_server = std::move(*server);
    }
    std::unique_ptr<RawClient> dial() { return std::make_unique<RawClient>(m_server->port()); }
    std::unique_ptr<RawClient> upgraded() {
        auto client = dial();
        return client->upgrade("/node").find("101") != std::string::npos ? std::move(client) : nullptr;
    }
    /// Sends byte by byte, one each time nothing came for 100 ms; whether it was cut off before the end.
    static bool trickle(RawClient& client, const std::string& bytes) {
        for (const char byte : bytes) {
            if (client.closedWithin(100ms)) {
                return true;
            }
            client.send(std::string(1, byte));
        }
        return false;
    }

private Q_SLOTS:
    void cleanup() { m_server.reset(); }

    void aTricklingHeaderIsCutOff() {
        serve();
        auto client = dial();
        QVERIFY(trickle(*client, "GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + std::string(40, 'x')));
    }

    void aTricklingFrameHeaderIsCutOff() {
        serve();
        auto client = upgraded();
        QVERIFY(client);
        // 14 bytes that never make a frame would take 1.4 s; each of them is a byte, none a sign of life.
        QVERIFY(trickle(*client, RawClient::frame(1, std::string(70'000, 'x')).substr(0, 13)));
        QTRY_COMPARE(m_server->counters().timedOut, std::uint64_t{1});
    }

    void emptyFragmentsAreNoSignOfLife() {
        serve();
        auto client = upgraded();
        QVERIFY(client);
        const std::string empty = RawClient::frame(1, "", RawClient::Masking::Masked, false);
        const std::string more = RawClient::frame(0, "", RawClient::Masking::Masked, false);
        client->send(empty);
        bool closed = false;
        for (int i = 0; i < 40 && !closed; ++i) {
            client->send(more);
            closed = client->closedWithin(50ms);
        }
        QVERIFY(closed);
    }

    void whoAnswersPingsStays() {
        edge::EdgeOptions options = quick();
        options.limits.pingInterval = 100ms;
        options.limits.pongLimit = 2s;
        serve(options);
        auto client = upgraded();
        QVERIFY(client);
        std::string pings;
        for (int i = 0; i < 5; ++i) {
            pings += std::string("\x89\x00", 2);
            QVERIFY(client->readUntil(pings, 5s).find(pings) != std::string::npos);
            QVERIFY(client->send(RawClient::frame(10, "")));
        }
        client->send(RawClient::frame(1, "still here"));
        QVERIFY(client->readUntil("still here", 5s).find("still here") != std::string::npos);
    }

    void aFloodOfPingsEndsTheSession() {
        edge::EdgeOptions options = quick();
        options.limits.controlFramesBurstMax = 50;
        serve(options);
        auto client = upgraded();
        QVERIFY(client);
        for (int i = 0; i < 60; ++i) {
            client->send(RawClient::frame(9, "x"));
        }
        QVERIFY(client->closedWithin(5s));
        QTRY_COMPARE(m_server->counters().refusedByLimit, std::uint64_t{1});
    }

    void aStrangersFirstMessageIsShort() {
        serve();
        auto client = upgraded();
        QVERIFY(client);
        client->send(RawClient::frame(1, std::string(300'000, 'x')));
        QVERIFY(client->closedWithin(5s));
    }

    void whoGoesOnTalkingAfterTheCloseIsCutOff() {
        serve();
        auto client = upgraded();
        QVERIFY(client);
        client->send(RawClient::frame(1, "refuse"));
        bool closed = false;
        for (int i = 0; i < 40 && !closed; ++i) {
            client->send(RawClient::frame(1, "and another thing"));
            closed = client->closedWithin(50ms);
        }
        QVERIFY(closed);
    }

    void halfMessagesTogetherAreBounded() {
        edge::EdgeOptions options = quick();
        options.limits.messageLimit = 30s;
        options.limits.partialBytesMax = 300'000;
        serve(options);
        std::vector<std::unique_ptr<RawClient>> halves;
        for (int i = 0; i < 4; ++i) {
            halves.push_back(upgraded());
            QVERIFY(halves.back());
            halves.back()->send(RawClient::frame(1, std::string(150'000, 'x')).substr(0, 100'000));
        }
        QVERIFY(halves[0]->closedWithin(5s)); // the one that was begun first
        halves[3]->send(RawClient::frame(1, std::string(150'000, 'x')).substr(100'000));
        QVERIFY(halves[3]->readUntil("xxx", 5s).find("echo") != std::string::npos);
        QTRY_COMPARE(m_server->counters().oversize, std::uint64_t{2}); // the rest was too much once more
    }

    void strangersMakeRoomForNewcomers() {
        edge::EdgeOptions options = quick();
        options.limits.handshakeLimit = 30s;
        options.limits.unprovenMax = 3;
        serve(options);
        std::vector<std::unique_ptr<RawClient>> strangers;
        for (int i = 0; i < 3; ++i) {
            strangers.push_back(dial());
        }
        QTRY_COMPARE(m_server->counters().open, std::uint64_t{3});
        QVERIFY(dial()->closedWithin(5s)); // those before are young yet
        m_clock.pass(2s);
        auto good = upgraded();
        QVERIFY(good);
        QVERIFY(strangers[0]->closedWithin(5s));
        good->send(RawClient::frame(1, "here I am"));
        QVERIFY(good->readUntil("here I am", 5s).find("here I am") != std::string::npos);
        m_clock.pass(2s);
        // Now it is known: two newcomers later it is still here.
        auto second = upgraded();
        auto third = upgraded();
        QVERIFY(second && third);
        good->send(RawClient::frame(1, "still here"));
        QVERIFY(good->readUntil("still here", 5s).find("still here") != std::string::npos);
    }

    void manyReadersGetSmallPieces() {
        edge::EdgeOptions options = quick();
        options.limits.streamBytesMax = 8 * 1024;
        serve(options);
        std::vector<std::unique_ptr<RawClient>> readers;
        for (int i = 0; i < 8; ++i) {
            readers.push_back(dial());
            readers.back()->send("GET /package HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        }
        for (const auto& reader : readers) {
            QVERIFY(reader->closedWithin(5s));
            QVERIFY(reader->received().size() > 200'000);
        }
    }

    void oneOriginAtMost() {
        edge::EdgeOptions options = quick();
        options.origins = {"https://console.example"};
        serve(options);
        auto one = dial();
        QVERIFY(one->upgrade("/node", "Origin: https://console.example\r\n").find("101") !=
                std::string::npos);
        auto two = dial();
        const std::string both = "Origin: https://console.example\r\nOrigin: https://evil.example\r\n";
        QVERIFY(two->upgrade("/node", both).find("400") != std::string::npos);
    }

    void anIpv6HostIsOnePeer() {
        QCOMPARE(edge::peerName("2001:db8:1:2:3:4:5:6"), std::string("2001:db8:1:2::/64"));
        QCOMPARE(edge::peerName("2001:db8:1:2:ffff::1"), std::string("2001:db8:1:2::/64"));
        QCOMPARE(edge::peerName("fe80::1%eth0"), std::string("fe80::/64"));
        QCOMPARE(edge::peerName("::ffff:192.0.2.1"), std::string("192.0.2.1"));
        QCOMPARE(edge::peerName("192.0.2.1"), std::string("192.0.2.1"));
    }
};

QTEST_GUILESS_MAIN(EdgeCrowdsTest)
#include "tst_edge_crowds.moc"
