// SPDX-License-Identifier: Apache-2.0
// The gateway behind a real WebSocket: frames as text, wrong ones end their session only, packages by digest.
#include "core/codec/frame_codec.h"
#include "core/gateway/gateway_server.h"

#include "tests/unit/edge/raw_client.h"
#include "tests/unit/gateway/gateway_fixture.h"

#include <QtTest/QtTest>

#include <atomic>
#include <condition_variable>
#include <thread>

using namespace hotswap;
using namespace hotswap::test;
using namespace std::chrono_literals;

namespace {

class StillClock final : public ports::Clock {
public:
    Instant now() const override { return instantFromMs(1'000'000); }
};

class OnePackage final : public ports::ArtifactStore {
public:
    Result<ReleaseInfo> find(const ModuleName&, const Version&) override {
        return makeError(ErrorCode::NotFound);
    }
    Result<ReleaseInfo> findByDigest(const Digest& digest) override {
        if (digest != Digest{std::string(64, 'a')}) {
            return makeError(ErrorCode::NotFound);
        }
        ReleaseInfo info;
        info.packageBytes = 6;
        return info;
    }
    Result<std::vector<ReleaseInfo>> list() override { return std::vector<ReleaseInfo>{}; }
    Result<std::string> read(const Digest&, std::uint64_t offset, std::size_t length) override {
        return std::string("HSWM-1").substr(offset, length);
    }
    Status verifyIntegrity(const Digest&) override { return success(); }
    Status verifyTrust(const Digest&) override { return success(); }
};

/// Runs step() on a thread of its own whenever something arrived.
class Runner {
public:
    void wake() {
        const std::lock_guard lock(m_mutex);
        m_woken = true;
        m_changed.notify_all();
    }
    void run(gateway::GatewayServer& server, const ports::Clock& clock) {
        m_thread = std::thread([this, &server, &clock] {
            std::unique_lock lock(m_mutex);
            while (!m_stop) {
                m_changed.wait(lock, [this] { return m_woken || m_stop; });
                m_woken = false;
                lock.unlock();
                server.step(clock.now());
                lock.lock();
            }
        });
    }
    void stop() {
        {
            const std::lock_guard lock(m_mutex);
            m_stop = true;
            m_changed.notify_all();
        }
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::thread m_thread;
    bool m_woken = true;
    bool m_stop = false;
};

} // namespace

class GatewayServerTest : public QObject {
    Q_OBJECT

    StillClock m_clock;
    FakeFleet m_fleet;
    FakeCommands m_commands;
    FakeLeases m_leases;
    gateway::TrustedLinks m_enrolment;
    OnePackage m_packages;
    std::unique_ptr<Runner> m_runner;
    std::unique_ptr<gateway::GatewayServer> m_server;

    std::string hello(const std::string& node) {
        return RawClient::frame(1, *codec::encodeFrame(helloOf(node)));
    }

private Q_SLOTS:
    void init() {
        m_runner = std::make_unique<Runner>();
        gateway::GatewayServerSetup setup{
            {}, {m_fleet, m_commands, m_leases, m_enrolment, {}}, {}, m_packages, m_clock, {}};
        setup.gateway.id = HolderId{"gateway-1"};
        setup.gateway.tenant = kTenant;
        setup.edge.limits.handshakeLimit = 500ms;
        setup.wake = [runner = m_runner.get()] { runner->wake(); };
        auto server = gateway::GatewayServer::start(std::move(setup));
        QVERIFY(server.ok());
        m_server = std::move(*server);
        m_runner->run(*m_server, m_clock);
    }
    void cleanup() {
        m_runner->stop();
        m_server->stop(m_clock.now());
        m_server.reset();
    }

    void framesTravelAsText() {
        RawClient client(m_server->port());
        QVERIFY(client.upgrade("/node").find("101") != std::string::npos);
        client.send(hello("n1"));
        const std::string welcome = client.readUntil("heartbeatInterval", 5s);
        QVERIFY2(welcome.find("\"welcome\"") != std::string::npos, welcome.c_str());
    }

    void malformedFramesEndTheirSessionOnly() {
        RawClient good(m_server->port());
        good.upgrade("/node");
        good.send(hello("n1"));
        good.readUntil("welcome", 5s);
        for (const std::string& text :
             {std::string("{"), std::string("[]"), std::string("{\"type\":\"unknown\"}"),
              std::string("{\"type\":\"heartbeat\"}"), std::string(2'000, '[')}) {
            RawClient bad(m_server->port());
            bad.upgrade("/node");
            bad.send(RawClient::frame(1, text));
            QVERIFY2(bad.closedWithin(5s), text.c_str());
        }
        RawClient second(m_server->port());
        second.upgrade("/node");
        second.send(hello("n1")); // the good one lives until a newer session of its node
        QVERIFY(second.readUntil("welcome", 5s).find("welcome") != std::string::npos);
        QVERIFY(good.readUntil("newer session", 5s).find("newer session") != std::string::npos);
    }

    void packagesAreServedByDigest() {
        const auto get = [&](const std::string& path) {
            RawClient client(m_server->port());
            client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            client.closedWithin(5s);
            return client.received();
        };
        QVERIFY(get("/packages/" + std::string(64, 'a') + ".hsm").ends_with("HSWM-1"));
        QVERIFY(get("/packages/" + std::string(64, 'b') + ".hsm").find("404") != std::string::npos);
        QVERIFY(get("/packages/short.hsm").find("404") != std::string::npos);
        QVERIFY(get("/packages/.hsm").find("404") != std::string::npos);
        QVERIFY(get("/health").ends_with("ok\n"));
        QVERIFY(get("/elsewhere").find("404") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(GatewayServerTest)
#include "tst_gateway_server.moc"
