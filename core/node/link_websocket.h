// SPDX-License-Identifier: Apache-2.0
#pragma once
// The node's connection to a gateway: dials out, again and again with jittered back-off, along a list of
// gateways.

#include "core/node/agent.h"
#include "core/node/link_identity.h"
#include "core/node/package_fetch.h"

#include <QTimer>
#include <QWebSocket>

namespace hotswap::node {

struct LinkConfig {
    std::vector<std::string> gateways; ///< URLs "wss://host:port/node", tried in turn; all wss or all ws
    Duration backoffMin{250};
    Duration backoffMax{15'000};
    Duration pingInterval{10'000};
    Duration pongLimit{5'000}; ///< no sign of life for so long after a ping ends the session
    Duration openLimit{10'000};
    std::size_t gatewaysMax = 32;             ///< remembered
    qint64 unsentBytesMax = 16 * 1024 * 1024; ///< a gateway that reads slower is left
    LinkIdentity* identity = nullptr;         ///< needed for wss; outlives the link
};

/// What a link tells. All come from the event loop, never from inside a call to the link.
struct LinkEvents {
    std::function<void(const PackageSource& gateway)> up;
    std::function<void(const std::string& why)> down; ///< also for a dial that failed
    std::function<void(const Frame& frame)> frame;
};

/// Single-threaded; lives in a Qt event loop. Malformed or oversize frames end the session.
class WebSocketLink final : public FrameSink {
public:
    WebSocketLink(LinkConfig config, LinkEvents events, ports::RandomSource& random);
    ~WebSocketLink() override;

    void start() { dial(); }
    /// Ends the session for good; no further events.
    void stop();
    /// Gateways that the present one has named as living; tried after the configured ones. Those that were
    /// named before are forgotten.
    void remember(const std::vector<std::string>& gateways);

    void send(Frame frame) override;
    void close(const std::string& reason) override;

private:
    void dial();
    void onConnected();
    bool isSecure(const std::string& gateway) const { return gateway.starts_with("wss:"); }
    void onText(const QString& text);
    void onDisconnected();
    void onPingTime();
    void onPongLimit();
    void drop(const QString& why);

    const LinkConfig m_config;
    std::vector<std::string> m_gateways; ///< configured ones, then learnt ones
    std::vector<std::string> m_named;    ///< as remember() was told last
    LinkEvents m_events;
    ports::RandomSource& m_random;
    std::unique_ptr<QWebSocket> m_socket;
    QTimer m_redial;
    QTimer m_ping;
    QTimer m_pong;
    QTimer m_openLimit;
    std::size_t m_next = 0; ///< gateway to dial
    std::string m_dialling;
    Duration m_backoff{0};
    bool m_up = false;
    bool m_stopped = false;
    bool m_dialled = false; ///< a dial or session is on whose end has not been told
    bool m_heard = true;    ///< since the last ping
    QString m_why;
};

/// Host and port of a gateway URL. Errors: InvalidArgument naming "gateway".
Result<PackageSource> parseGateway(const std::string& url);

} // namespace hotswap::node
