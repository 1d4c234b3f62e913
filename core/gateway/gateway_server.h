// SPDX-License-Identifier: Apache-2.0
#pragma once
// A gateway behind an edge: WebSockets become links, texts become frames, packages are served by digest.
// Network calls and hints only enqueue; the owner's thread does the work in step().

#include "core/edge/edge_server.h"
#include "core/gateway/certification.h"
#include "core/gateway/gateway.h"
#include "core/ports/artifact_store.h"
#include "core/ports/clock.h"

#include <mutex>

namespace hotswap::gateway {

/// What a gateway server works with. All references outlive it.
struct GatewayServerSetup {
    GatewayConfig gateway;
    GatewayPorts ports;
    edge::EdgeOptions edge;
    ports::ArtifactStore& packages;
    const ports::Clock& clock;
    /// Called from other threads when step() is wanted; must not block or call back.
    std::function<void()> wake;
    std::size_t queueMessagesMax = limits::kMailboxMessagesMax;
    std::size_t queueBytesMax = 64 * 1024 * 1024;
    /// Where links are TLS; outlives the server. Then edge.tls is needed, and every node's hello must be of
    /// the node that its certificate names.
    NodeCertifier* certifier = nullptr;
    Duration revokedReread{60'000}; ///< floor for noticing who was revoked; hints come first
};

class GatewayServer {
public:
    /// Listens. Errors: those of EdgeServer::start.
    static Result<std::unique_ptr<GatewayServer>> start(GatewayServerSetup setup);
    ~GatewayServer();
    GatewayServer(const GatewayServer&) = delete;
    GatewayServer& operator=(const GatewayServer&) = delete;

    std::uint16_t port() const;
    edge::EdgeCounters edgeCounters() const;

    /// Thread-safe: notes a hint of the event feed.
    void hint(const ports::StreamHint& hint);
    /// Thread-safe: gateways that live, this one among them; told to nodes with their next hello.
    void setAddresses(std::vector<std::string> addresses);
    /// Thread-safe: see EdgeServer::setTls.
    Status setTls(const edge::TlsMaterial& material);
    /// Thread-safe.
    ports::NodeControl& control();
    /// Owner's thread: handles everything that has arrived and what is due; answers when to come back.
    Instant step(Instant now);
    /// Owner's thread: ends the sessions, writes what waits, closes the port.
    void stop(Instant now);
    const Gateway& gateway() const;

private:
    class Core;
    explicit GatewayServer(std::unique_ptr<Core> core);
    std::unique_ptr<Core> m_core;
};

} // namespace hotswap::gateway
