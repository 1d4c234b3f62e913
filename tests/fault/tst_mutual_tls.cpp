// SPDX-License-Identifier: Apache-2.0
// Real agents and nodes whose links are TLS with certificates on both sides: a rollout, everybody who must be
// refused, a certificate that ran out, and a node that is revoked.

#include "core/codec/frame_codec.h"
#include "core/codec/secret_file.h"
#include "core/node/link_tls.h"
#include "tests/fault/shared_world.h"
#include "tests/unit/edge/tls_peer.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <sys/stat.h>

using namespace hotswap;
using fault::SharedWorld;
using test::TlsPeer;

namespace {

constexpr std::size_t kFileBytesMax = 64 * 1024;
constexpr int kRevokedLimitMs = 1'000;
const std::string kPackage =
    "GET /packages/" + std::string(64, 'a') + ".hsm HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

std::string fileOf(const std::filesystem::path& path) {
    const auto text = codec::readSecretFile(path, kFileBytesMax);
    return text.ok() ? *text : std::string();
}

crypto::CertifiedKey identityOf(const SharedWorld& world, std::size_t node) {
    return {fileOf(world.nodeState(node) / "link.crt"), fileOf(world.nodeState(node) / "link.key")};
}

crypto::CertifiedKey authorityOf(const SharedWorld& world) {
    const std::string both = fileOf(world.authority());
    return {both, both};
}

/// A certificate for the node's key whose time is over.
std::string expired(const SharedWorld& world, std::size_t node, Instant now) {
    const auto request = crypto::makeCertificateRequest(
        identityOf(world, node).key, {world.tenant(), NodeId{"node-" + std::to_string(node)}});
    const auto made = crypto::certifyNode(authorityOf(world), *request,
                                          {now - std::chrono::hours(48), now - std::chrono::hours(24)});
    return made.ok() ? *made : std::string();
}

Instant endOf(const SharedWorld& world, std::size_t node) {
    const auto facts = crypto::readCertificate(identityOf(world, node).certificate);
    return facts.ok() ? facts->validity.until : Instant{};
}

} // namespace

class MutualTlsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<SharedWorld> m_world;

    bool serving(shared::Session& look, std::size_t node) {
        const auto fleet = look.store().fleet().nodesSince(m_world->tenant(), m_world->environment(), 0);
        return fleet.ok() && std::any_of(fleet->nodes.begin(), fleet->nodes.end(), [&](const Node& row) {
                   return row.id.value == "node-" + std::to_string(node) && isServing(row.state);
               });
    }

private Q_SLOTS:
    void initTestCase() {
        m_world = std::make_unique<SharedWorld>(
            SharedWorld::Setup{.agents = 2, .nodes = 3, .links = SharedWorld::Links::Tls});
        QVERIFY(m_world->start());
    }
    void cleanupTestCase() { m_world.reset(); }

    void rollsOut() {
        const auto console = m_world->session("operator");
        QVERIFY(console);
        for (const char* version : {"1.0.0", "1.1.0"}) {
            const auto id = m_world->submit(*console, "storefront", version);
            QVERIFY2(id.ok(), id.ok() ? "" : describe(id.error()).c_str());
            const auto end = m_world->waitForEnd(*console, *id);
            QVERIFY(end && end->state == DeploymentState::Succeeded);
        }
        for (std::size_t i = 0; i < m_world->nodes(); ++i) {
            QVERIFY(m_world->runs(i, "storefront").starts_with("1.1.0"));
            for (const char* name : {"link.key", "link.crt", "authority.crt"}) {
                struct stat file {};
                QCOMPARE(::stat((m_world->nodeState(i) / name).c_str(), &file), 0);
                QCOMPARE(file.st_mode & 0777U, 0600U);
            }
        }
    }

    void refusesWhoeverHasNoRightCertificate() {
        TlsPeer known(m_world->port(0), {identityOf(*m_world, 0), false});
        QVERIFY(known.ask(kPackage).find("404 Not Found") != std::string::npos);
        TlsPeer nobody(m_world->port(0), {});
        QVERIFY(nobody.ask(kPackage).find("403 Forbidden") != std::string::npos);
        TlsPeer old(m_world->port(0), {identityOf(*m_world, 0), true});
        QVERIFY(!old.shaken());
        // The same node, by another installation's authority.
        const auto now = m_world->session("operator")->clock().now();
        const crypto::Validity valid{now - std::chrono::hours(1), now + std::chrono::hours(1)};
        const auto other = crypto::makeAuthority("HotSwap acme", valid);
        const auto key = crypto::makeTransportKey();
        const auto request = crypto::makeCertificateRequest(*key, {m_world->tenant(), NodeId{"node-0"}});
        TlsPeer foreign(m_world->port(0),
                        {crypto::CertifiedKey{*crypto::certifyNode(*other, *request, valid), *key}, false});
        QCOMPARE(foreign.ask(kPackage), std::string());
    }

    void refusesAnotherNodesCertificate() {
        node::LinkIdentityConfig config;
        config.folder = m_world->nodeState(0);
        config.subject = {m_world->tenant(), NodeId{"node-0"}};
        const auto session = m_world->session("operator");
        config.now = [&] { return session->clock().now(); };
        const auto identity = node::LinkIdentity::open(config);
        QVERIFY(identity.ok() && (*identity)->certified());
        QWebSocket socket;
        node::prepareTls(socket, **identity);
        bool ended = false;
        connect(&socket, &QWebSocket::disconnected, this, [&] { ended = true; });
        connect(&socket, &QWebSocket::connected, this, [&] {
            QVERIFY(node::checkGateway(socket, **identity).ok());
            frames::Hello hello;
            hello.node = NodeId{"node-1"};
            hello.tenant = m_world->tenant();
            hello.environment = m_world->environment();
            hello.publicKey = std::string(32, 'k');
            hello.nonce = std::string(16, 'n');
            socket.sendTextMessage(QString::fromStdString(*codec::encodeFrame(hello)));
        });
        socket.open(QUrl(QString::fromStdString(m_world->gateways()[0])));
        QVERIFY(SharedWorld::waitFor([&] { return ended; }, 10'000));
        QVERIFY2(socket.closeReason().contains(QStringLiteral("another node's")),
                 qPrintable(socket.closeReason()));
    }

    void nodeBelievesItsInstallationOnly() {
        node::LinkIdentityConfig config;
        const QTemporaryDir place;
        config.folder = place.path().toStdString();
        config.subject = {m_world->tenant(), NodeId{"node-9"}};
        config.authorityFingerprint = std::string(64, '0');
        const auto session = m_world->session("operator");
        config.now = [&] { return session->clock().now(); };
        const auto identity = node::LinkIdentity::open(config);
        QVERIFY(identity.ok());
        QWebSocket socket;
        node::prepareTls(socket, **identity);
        ErrorCode refusal = ErrorCode::Internal;
        connect(&socket, &QWebSocket::connected, this, [&] {
            const auto checked = node::checkGateway(socket, **identity);
            refusal = checked.ok() ? ErrorCode::Internal : checked.error().code;
        });
        QUrl url(QString::fromStdString(m_world->gateways()[0]));
        url.setPath(QStringLiteral("/enrol")); // the one that opens without a certificate
        socket.open(url);
        QVERIFY(SharedWorld::waitFor([&] { return refusal != ErrorCode::Internal; }, 10'000));
        QCOMPARE(refusal, ErrorCode::KeyUntrusted);
    }

    void renewsWhatRanOut() {
        const auto look = m_world->session("operator");
        QCOMPARE(m_world->node(2).terminate(), 0);
        const std::string old = expired(*m_world, 2, look->clock().now());
        QVERIFY(codec::writeSecretFile(m_world->nodeState(2) / "link.crt", old).ok());
        TlsPeer late(m_world->port(0), {identityOf(*m_world, 2), false});
        QCOMPARE(late.ask(kPackage), std::string());
        const std::string key = identityOf(*m_world, 2).key;
        m_world->startNode(2);
        QVERIFY(SharedWorld::waitFor([&] { return endOf(*m_world, 2) > look->clock().now(); }));
        QVERIFY(SharedWorld::waitFor([&] { return serving(*look, 2); }));
        QCOMPARE(identityOf(*m_world, 2).key, key);
    }

    /// Two nodes on two gateways: each session ends within a second, and there is no way back.
    void endsRevokedSessionsWithinASecond() {
        const auto admin = m_world->session("admin");
        QVERIFY(admin);
        for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
            const auto ended = [&] { return m_world->nodeSaid(i).contains(QStringLiteral("no session")); };
            QVERIFY2(!ended(), qPrintable(m_world->nodeSaid(i)));
            QElapsedTimer clock;
            clock.start();
            const auto revoked = admin->store().nodeKeys().revoke(
                m_world->tenant(), NodeId{"node-" + std::to_string(i)}, "test");
            QVERIFY(revoked.ok() && *revoked);
            QVERIFY(SharedWorld::waitFor(ended, 10'000));
            const auto took = clock.elapsed();
            qInfo("the session of node-%zu ended %lld ms after the revocation", i,
                  static_cast<long long>(took));
            QVERIFY(took <= kRevokedLimitMs);
            for (std::size_t gateway = 0; gateway < 2; ++gateway) {
                QVERIFY(SharedWorld::waitFor(
                    [&] {
                        TlsPeer again(m_world->port(gateway), {identityOf(*m_world, i), false});
                        return again.ask(kPackage).find("403 Forbidden") != std::string::npos;
                    },
                    5'000));
            }
        }
        QCOMPARE(m_world->database().value("SELECT count(*) FROM hotswap.audit WHERE action = 'node.revoke'"),
                 std::string("2"));
        // Neither the key it has nor the token helps.
        m_world->node(0).terminate();
        QVERIFY(codec::writeSecretFile(m_world->nodeState(0) / "link.crt",
                                       expired(*m_world, 0, admin->clock().now()))
                    .ok());
        m_world->startNode(0);
        QVERIFY(SharedWorld::waitFor(
            [&] { return m_world->nodeSaid(0).contains(QStringLiteral("refused a certificate")); }));
        QVERIFY(endOf(*m_world, 0) < admin->clock().now());
    }
};

QTEST_GUILESS_MAIN(MutualTlsTest)
#include "tst_mutual_tls.moc"
