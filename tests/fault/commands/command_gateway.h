// SPDX-License-Identifier: Apache-2.0
#pragma once
// A gateway for many nodes on the real edge: welcomes them, carries signed commands to them, acknowledges
// receipts and hands all of them on, also those that come twice.

#include "core/codec/command_codec.h"
#include "core/crypto/crypto.h"
#include "core/crypto/signing.h"
#include "core/domain/frame.h"
#include "core/edge/edge_server.h"

#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <vector>

namespace hotswap::fault {

class CommandGateway final : public edge::EdgeHandler {
public:
    /// Serves the demo's storefront 1.0.0 and 1.1.0; writes the trust folder for nodes.
    CommandGateway(const std::filesystem::path& demo, const std::filesystem::path& trust,
                   const ports::Clock& clock);
    ~CommandGateway() override;

    std::uint16_t port() const { return m_server->port(); }
    const Release& release(const std::string& version) const { return m_releases.at(version); }
    /// For the storefront, from now on valid for 30 s.
    SignedCommand sign(const std::string& id, const NodeId& node, CommandAction action,
                       const std::string& version) const;
    /// Sends it when the node has a session.
    void send(const SignedCommand& command);
    /// Receipts since the last call, as they came; waits for the first at most so long.
    std::vector<Receipt> takeReceipts(std::chrono::milliseconds wait);
    int hellos() const;

    edge::HttpReply onRequest(const edge::HttpRequest& request) override;
    void onOpen(edge::SessionId id, std::shared_ptr<edge::EdgeSession> session) override;
    bool onText(edge::SessionId id, std::string text) override;
    void onClose(edge::SessionId id, const std::string& reason) override;

private:
    void welcome(edge::SessionId id, const frames::Hello& hello);
    void sendTo(edge::SessionId id, const Frame& frame);

    const ports::Clock& m_clock;
    crypto::SigningKey m_key;
    std::map<std::string, Release> m_releases;
    std::map<std::string, std::filesystem::path> m_packages; ///< by digest
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<edge::SessionId, std::shared_ptr<edge::EdgeSession>> m_sessions;
    std::map<NodeId, edge::SessionId> m_nodes;
    std::vector<Receipt> m_receipts;
    int m_hellos = 0;
    std::unique_ptr<edge::EdgeServer> m_server;
};

} // namespace hotswap::fault
