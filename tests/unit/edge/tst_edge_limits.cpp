// SPDX-License-Identifier: Apache-2.0
// The edge against peers that do what they must not: slow, large, foreign, unmasked, garbled, too many.
#include "core/edge/edge_server.h"

#include "tests/unit/edge/echo.h"
#include "tests/unit/edge/raw_client.h"

#include <QtTest/QtTest>

using namespace hotswap;
using namespace hotswap::edge;
using namespace std::chrono_literals;
using test::Echo;
using test::quick;
using test::RawClient;
using test::StillClock;

class EdgeLimitsTest : public QObject {
    Q_OBJECT

    StillClock m_clock;
    std::unique_ptr<Echo> m_echo;
    std::unique_ptr<EdgeServer> m_server; ///< after m_echo, which it calls

    void serve(EdgeOptions options = quick()) {
        m_echo = std::make_unique<Echo>();
        auto server = EdgeServer::start(std::move(options), *m_echo, m_clock);
        QVERIFY(server.ok());
        m_server = std::move(*server);
    }
    std::uint16_t port() const { return m_server->port(); }
    std::string ask(const std::string& bytes) {
        RawClient client(port());
        client.send(bytes);
        client.closedWithin(5s);
        return client.received();
    }

private Q_SLOTS:
    void cleanup() { m_server.reset(); }

    void answersAndKeepsConnections() {
        serve();
        RawClient client(port());
        client.send(
            "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        QVERIFY(client.closedWithin(5s));
        QCOMPARE(QByteArray::fromStdString(client.received()).count("200 OK"), 2);
        QCOMPARE(QByteArray::fromStdString(client.received()).count("hello"), 2);
    }

    void streamsPackagesWithRanges() {
        serve();
        const std::string whole = ask("GET /package HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        QVERIFY(whole.find("Content-Length: 200000") != std::string::npos);
        QCOMPARE(whole.size() - whole.find("\r\n\r\n") - 4, std::size_t{200'000});
        const std::string part =
            ask("GET /package HTTP/1.1\r\nHost: a\r\nConnection: close\r\nRange: bytes=5-9\r\n\r\n");
        QVERIFY(part.find("206 Partial Content") != std::string::npos);
        QVERIFY(part.find("Content-Range: bytes 5-9/200000") != std::string::npos);
        QVERIFY(part.ends_with("\r\n\r\nfffff"));
        const std::string behind =
            ask("GET /package HTTP/1.1\r\nHost: a\r\nConnection: close\r\nRange: bytes=200000-\r\n\r\n");
        QVERIFY(behind.find("416") != std::string::npos);
        const std::string head = ask("HEAD /package HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        QVERIFY(head.ends_with("\r\n\r\n"));
    }

    void aSlowHeaderIsCutOff() {
        serve();
        RawClient client(port());
        client.send("GET / HTTP/1.1\r\nHost:");
        QVERIFY(client.closedWithin(5s));
        QVERIFY(client.received().empty());
        QTRY_COMPARE(m_server->counters().timedOut, std::uint64_t{1});
    }

    void aSilentConnectionIsCutOff() {
        serve();
        RawClient client(port());
        QVERIFY(client.closedWithin(5s));
    }

    void largeHeadersAndBodiesAreRefused() {
        serve();
        const std::string large =
            ask("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n");
        QVERIFY2(large.find("431") != std::string::npos, large.c_str());
        const std::string body = ask("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello");
        QVERIFY2(body.find("413") != std::string::npos || body.find("400") != std::string::npos,
                 body.c_str());
        const std::string chunked =
            ask("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        QVERIFY2(chunked.find("200 OK") == std::string::npos, chunked.c_str());
    }

    void garbageEndsOnlyItsConnection() {
        serve();
        RawClient good(port());
        const std::string head = good.upgrade("/node");
        QVERIFY(head.find("101") != std::string::npos);
        for (const std::string& bytes :
             {std::string("\x16\x03\x01\x02\x00\x01", 6), std::string("GET /\r\n\r\n"),
              std::string("\r\n\r\n\r\n\r\nxx\r\n\r\n"), std::string("GET / HTTP/9.9\r\nHost: a\r\n\r\n"),
              std::string("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
              std::string("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"),
              std::string(100'000, '\0')}) {
            QVERIFY(ask(bytes).find("200 OK") == std::string::npos);
        }
        const std::string pipelined = ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n\x01\x02garbage\r\n\r\n");
        QVERIFY(pipelined.find("200 OK") != std::string::npos);
        QVERIFY(pipelined.find("400") != std::string::npos);
        good.send(RawClient::frame(1, "still here"));
        QVERIFY(good.readUntil("echo still here", 5s).find("echo still here") != std::string::npos);
    }

    void foreignOriginsAndPathsAreRefused() {
        serve();
        RawClient foreign(port());
        QVERIFY(foreign.upgrade("/node", "Origin: https://evil.example\r\n").find("403") !=
                std::string::npos);
        QTRY_COMPARE(m_server->counters().foreignOrigin, std::uint64_t{1});
        RawClient elsewhere(port());
        QVERIFY(elsewhere.upgrade("/other").find("404") != std::string::npos);
    }

    void unmaskedAndBinaryFramesEndTheSession() {
        serve();
        RawClient unmasked(port());
        unmasked.upgrade("/node");
        unmasked.send(RawClient::frame(1, "x", RawClient::Masking::Unmasked));
        QVERIFY(unmasked.closedWithin(5s));
        RawClient binary(port());
        binary.upgrade("/node");
        binary.send(RawClient::frame(2, "x"));
        QVERIFY(binary.closedWithin(5s));
        QVERIFY(m_echo->waitForClosed(2));
    }

    void oversizeMessagesEndTheSession() {
        EdgeOptions options = quick();
        options.limits.messageLimit = 10s;
        serve(options);
        RawClient exact(port());
        exact.upgrade("/node");
        exact.send(RawClient::frame(1, "first"));
        QVERIFY(exact.readUntil("echo first", 5s).find("echo first") != std::string::npos);
        QVERIFY(exact.send(RawClient::frame(1, std::string(limits::kFrameBytesMax, 'x'))));
        const std::string tail = exact.readUntil(std::string(1'000, 'x'), 5s);
        QVERIFY(tail.find("echo") != std::string::npos);
        RawClient large(port());
        large.upgrade("/node");
        large.send(RawClient::frame(1, std::string(limits::kFrameBytesMax + 1, 'x')));
        QVERIFY(large.closedWithin(5s));
        RawClient fragments(port());
        fragments.upgrade("/node");
        fragments.send(RawClient::frame(1, std::string(700'000, 'x'), RawClient::Masking::Masked, false));
        fragments.send(RawClient::frame(0, std::string(700'000, 'x')));
        QVERIFY(fragments.closedWithin(5s));
        // A peer that resets the connection while it is told so hides the reason from the counter.
        QTRY_VERIFY(m_server->counters().oversize >= 1);
    }

    void aMessageThatTricklesIsCutOff() {
        EdgeOptions options = quick();
        options.limits.pingInterval = 10s;
        serve(options);
        RawClient client(port());
        client.upgrade("/node");
        client.send(RawClient::frame(1, std::string(1'000, 'x')).substr(0, 500));
        QVERIFY(client.closedWithin(5s));
        QTRY_COMPARE(m_server->counters().timedOut, std::uint64_t{1});
    }

    void whoDoesNotAnswerPingsIsCutOff() {
        serve();
        RawClient client(port());
        client.upgrade("/node");
        QVERIFY(client.closedWithin(5s));
        QVERIFY(!client.received().empty());
        QCOMPARE(static_cast<unsigned char>(client.received()[0]),
                 static_cast<unsigned char>(0x89)); // a ping came
    }

    void aSlowReaderIsCutOff() {
        EdgeOptions options = quick();
        options.limits.pingInterval = 10s;
        options.limits.sendQueueBytesMax = 4 * 1024 * 1024;
        serve(options);
        RawClient client(port());
        client.upgrade("/node");
        const auto session = m_echo->anySession();
        QVERIFY(session);
        bool taken = true;
        for (int i = 0; i < 64 && taken; ++i) {
            taken = session->send(std::string(1024 * 1024, 'x'));
        }
        QVERIFY(!taken);
        QVERIFY(!session->send("more"));
        QVERIFY(m_echo->waitForClosed(1));
        QTRY_COMPARE(m_server->counters().slowReaders, std::uint64_t{1});
    }

    void aFullReceiverClosesTheSession() {
        serve();
        RawClient client(port());
        client.upgrade("/node");
        client.send(RawClient::frame(1, "refuse"));
        QVERIFY(client.closedWithin(5s));
    }

    void closingTellsTheReason() {
        serve();
        RawClient client(port());
        client.upgrade("/node");
        m_echo->anySession()->close("a newer session of this node");
        QVERIFY(client.readUntil("a newer session", 5s).find("a newer session") != std::string::npos);
        QVERIFY(client.closedWithin(5s));
    }

    void connectionsAreCounted() {
        EdgeOptions options = quick();
        options.limits.connectionsPerPeerMax = 3;
        options.limits.pingInterval = 10s;
        serve(options);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 3; ++i) {
            clients.push_back(std::make_unique<RawClient>(port()));
            QVERIFY(clients.back()->upgrade("/node").find("101") != std::string::npos);
        }
        RawClient over(port());
        QVERIFY(over.closedWithin(5s));
        QVERIFY(over.received().empty());
        QTRY_COMPARE(m_server->counters().refusedByLimit, std::uint64_t{1});
        clients.clear();
        QVERIFY(m_echo->waitForClosed(3));
        QTRY_COMPARE_WITH_TIMEOUT(m_server->counters().open, std::uint64_t{0}, 5'000);
        RawClient again(port());
        QVERIFY(again.upgrade("/node").find("101") != std::string::npos);
    }

    void stoppingEndsEverything() {
        serve();
        RawClient client(port());
        client.upgrade("/node");
        QVERIFY(m_echo->anySession());
        m_server->stop();
        QVERIFY(m_echo->waitForClosed(1));
        QVERIFY(client.closedWithin(5s));
    }
};

QTEST_GUILESS_MAIN(EdgeLimitsTest)
#include "tst_edge_limits.moc"
