// SPDX-License-Identifier: Apache-2.0
// The edge over TLS: who is let in, with which certificate, by which clock.
#include "core/edge/edge_server.h"

#include "core/crypto/crypto.h"
#include "core/crypto/tls_client.h"
#include "tests/unit/edge/echo.h"
#include "tests/unit/edge/raw_client.h"
#include "tests/unit/edge/tls_peer.h"

#include <QtTest/QtTest>

using namespace hotswap;
using namespace hotswap::edge;
using namespace std::chrono_literals;
using crypto::CertifiedKey;
using crypto::NodeSubject;
using crypto::Validity;
using test::TlsPeer;

namespace {

const NodeSubject kNode{TenantId{"acme"}, NodeId{"web-1"}};
const Validity kLong{instantFromMs(0), instantFromMs(40LL * 24 * 3600 * 1000)};
const Validity kHour{instantFromMs(0), instantFromMs(3600 * 1000)};
const std::string kGet = "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

CertifiedKey nodeOf(const CertifiedKey& authority, const Validity& validity = kLong) {
    const auto key = crypto::makeTransportKey();
    const auto request = crypto::makeCertificateRequest(*key, kNode);
    const auto certificate = crypto::certifyNode(authority, *request, validity);
    return {*certificate, *key};
}

TlsMaterial materialOf(const CertifiedKey& authority) {
    const auto own = crypto::makeServerCertificate(authority, "gateway", kLong);
    TlsMaterial material;
    material.certificateChain = own->certificate + authority.certificate;
    material.key = own->key;
    material.clientAuthority = authority.certificate;
    return material;
}

} // namespace

class EdgeTlsTest : public QObject {
    Q_OBJECT

    test::StillClock m_clock;
    CertifiedKey m_authority;
    std::unique_ptr<test::Echo> m_echo;
    std::unique_ptr<EdgeServer> m_server;

    std::string get(const std::optional<CertifiedKey>& own) {
        TlsPeer peer(m_server->port(), {own, false});
        return peer.ask(kGet);
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(crypto::init().ok());
        m_authority = *crypto::makeAuthority("test", kLong);
    }

    void init() {
        EdgeOptions options = test::quick();
        options.tls = materialOf(m_authority);
        options.openPath = "/enrol";
        m_echo = std::make_unique<test::Echo>();
        auto server = EdgeServer::start(std::move(options), *m_echo, m_clock);
        QVERIFY(server.ok());
        m_server = std::move(*server);
    }
    void cleanup() { m_server.reset(); }

    void takesACertificateOfTheInstallation() {
        QVERIFY(get(nodeOf(m_authority)).find("200 OK") != std::string::npos);
    }

    void needsACertificateButForEnrolment() {
        const std::string answer = get(std::nullopt);
        QVERIFY2(answer.find("403 Forbidden") != std::string::npos, answer.c_str());
        const std::string upgrade = " HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                    "Sec-WebSocket-Version: 13\r\n\r\n";
        TlsPeer node(m_server->port(), {});
        QVERIFY(node.ask("GET /node" + upgrade).find("403 Forbidden") != std::string::npos);
        TlsPeer enrolling(m_server->port(), {});
        QVERIFY(enrolling.ask("GET /enrol" + upgrade, "\r\n\r\n").find("101 Switching") != std::string::npos);
        const auto session = m_echo->anySession();
        QVERIFY(session);
        QCOMPARE(session->origin().path, std::string("/enrol"));
        QVERIFY(session->origin().certificate == PeerCertificate{});
    }

    void saysWhoseCertificateItWas() {
        TlsPeer node(m_server->port(), {nodeOf(m_authority), false});
        node.ask("GET /node HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
                 "\r\n\r\n");
        const auto session = m_echo->anySession();
        QVERIFY(session);
        QVERIFY((session->origin().certificate == PeerCertificate{"acme", "web-1"}));
    }

    void refusesCertificatesOfOthers() {
        const CertifiedKey other = *crypto::makeAuthority("test", kLong);
        QCOMPARE(get(nodeOf(other)), std::string());
        // A gateway's certificate is none of a node.
        QCOMPARE(get(*crypto::makeServerCertificate(m_authority, "gateway", kLong)), std::string());
        QVERIFY(get(nodeOf(m_authority)).find("200 OK") != std::string::npos);
        QTRY_COMPARE(m_server->counters().refusedHandshakes, std::uint64_t{2});
    }

    void refusesOlderTls() {
        TlsPeer old(m_server->port(), {nodeOf(m_authority), true});
        QVERIFY(!old.shaken());
    }

    void goesByItsClockWithTolerance() {
        const CertifiedKey own = nodeOf(m_authority, kHour);
        m_clock.pass(1h + 9min);
        QVERIFY(get(own).find("200 OK") != std::string::npos);
        m_clock.pass(2min);
        QCOMPARE(get(own), std::string());
        QVERIFY(get(nodeOf(m_authority)).find("200 OK") != std::string::npos);
    }

    void sendsRanges() {
        TlsPeer peer(m_server->port(), {nodeOf(m_authority), false});
        const std::string part = peer.ask(
            "GET /package HTTP/1.1\r\nHost: a\r\nConnection: close\r\nRange: bytes=100000-199999\r\n\r\n");
        QVERIFY(part.find("Content-Range: bytes 100000-199999/200000") != std::string::npos);
        QCOMPARE(part.size() - part.find("\r\n\r\n") - 4, std::size_t{100'000});
    }

    void endsSilentHandshakes() {
        test::RawClient silent(m_server->port());
        QVERIFY(silent.closedWithin(5s)); // which is seen before the server has counted it
        QTRY_COMPARE(m_server->counters().timedOut, std::uint64_t{1});
        test::RawClient plain(m_server->port());
        plain.send(kGet);
        QVERIFY(plain.closedWithin(5s));
        QVERIFY(plain.received().find("HTTP") == std::string::npos);
    }

    void changesItsCertificateWhileItRuns() {
        TlsPeer before(m_server->port(), {nodeOf(m_authority), false});
        QVERIFY(m_server->setTls(materialOf(m_authority)).ok());
        const std::string old = before.serverFingerprint();
        QVERIFY(before.ask(kGet).find("200 OK") != std::string::npos);
        QVERIFY(QTest::qWaitFor([&] {
            TlsPeer after(m_server->port(), {nodeOf(m_authority), false});
            return after.shaken() && after.serverFingerprint() != old;
        }));
        QVERIFY(!m_server->setTls({}).ok());
    }
};

QTEST_GUILESS_MAIN(EdgeTlsTest)
#include "tst_edge_tls.moc"
