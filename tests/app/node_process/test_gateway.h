// SPDX-License-Identifier: Apache-2.0
#pragma once
// A gateway of the test's own on the real edge: signs commands, serves packages, keeps what nodes say.

#include "core/codec/command_codec.h"
#include "core/codec/frame_codec.h"
#include "core/codec/package.h"
#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"
#include "core/crypto/key_file.h"
#include "core/edge/edge_server.h"

#include <QTest>

#include <map>
#include <mutex>
#include <set>

namespace hotswap::test {

/// Real time since boot, as the one place of the test that reads a clock.
class RealClock final : public ports::Clock {
public:
    Instant now() const override;
};

class TestGateway final : public edge::EdgeHandler {
public:
    /// Reads the demo packages and writes the trust folder for nodes.
    TestGateway(const std::filesystem::path& demo, const std::filesystem::path& trust);
    ~TestGateway() override;

    std::string url() const { return "ws://127.0.0.1:" + std::to_string(m_server->port()) + "/node"; }
    const Release& release(const std::string& version, const std::string& module = "storefront") const {
        return m_releases.at(module + "-" + version);
    }
    /// Takes another package into its offer.
    void offer(const std::filesystem::path& file);
    /// Offers a package under the digest of another one.
    void swapPackage(const std::string& version, const std::filesystem::path& file);

    Command command(const std::string& id, CommandAction action, const std::string& version,
                    const std::string& module = "storefront") const;
    /// Signs and delivers now, and again after every hello until a receipt came.
    void give(const Command& command);
    void give(const std::string& id, CommandAction action, const std::string& version,
              const std::string& module = "storefront") {
        give(command(id, action, version, module));
    }
    void sendRaw(const std::string& text);

    bool connected() const;
    std::optional<Receipt> receipt(const std::string& id) const;
    /// Different receipts seen for one command.
    std::size_t distinctReceipts(const std::string& id) const;
    bool reached(const std::string& id, const std::string& step) const;
    bool said(const std::string& part) const;
    std::optional<NodeRelease> module(const std::string& name = "storefront") const; ///< as last told
    std::optional<NodeRelease> module(const ModuleName& name) const;
    std::string agentVersion() const; ///< of the last hello
    std::vector<Sample> samples() const;
    int hellos() const;
    int packageRequests() const;

    // edge::EdgeHandler
    edge::HttpReply onRequest(const edge::HttpRequest& request) override;
    void onOpen(edge::SessionId id, std::shared_ptr<edge::EdgeSession> session) override;
    bool onText(edge::SessionId id, std::string text) override;
    void onClose(edge::SessionId id, const std::string& reason) override;

private:
    void answer(const Frame& frame);
    void send(const Frame& frame);

    RealClock m_clock;
    crypto::SigningKey m_key;
    std::map<std::string, Release> m_releases; ///< by module-version
    mutable std::mutex m_mutex;
    std::map<std::string, std::filesystem::path> m_packages; ///< by digest
    std::shared_ptr<edge::EdgeSession> m_session;
    edge::SessionId m_sessionId = 0;
    std::map<std::string, SignedCommand> m_unanswered;
    std::map<std::string, std::vector<Receipt>> m_receipts;
    std::map<std::string, std::set<std::string>> m_progress;
    std::vector<std::string> m_lines;
    std::vector<Sample> m_samples;
    std::map<ModuleName, NodeRelease> m_modules;
    std::string m_agentVersion;
    int m_hellos = 0;
    int m_packageRequests = 0;
    std::unique_ptr<edge::EdgeServer> m_server;
};

} // namespace hotswap::test
