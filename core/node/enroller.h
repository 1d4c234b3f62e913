// SPDX-License-Identifier: Apache-2.0
#pragma once
// Gets a node's certificate from one of its gateways: the first one with a token, later ones with the keys it
// has; tries again, with jittered back-off, until it has one.

#include "core/codec/enrolment_codec.h"
#include "core/node/link_identity.h"
#include "core/ports/clock.h"

#include <QTimer>
#include <QWebSocket>

namespace hotswap::node {

struct EnrollerConfig {
    std::vector<std::string> gateways; ///< URLs "wss://host:port/node", tried in turn
    std::string message;               ///< see enrolmentMessage()
    Duration limit{10'000};            ///< of one try
    Duration backoffMin{500};
    Duration backoffMax{30'000};
};

/// What a node says to get a certificate, now and later. `about` lacks request and signature; `sign` is by
/// the node's Ed25519 key.
Result<std::string> enrolmentMessage(codec::EnrolmentRequest about, const LinkIdentity& identity,
                                     const Signer& sign);

struct EnrollerEvents {
    std::function<void()> certified;                    ///< there is a new certificate
    std::function<void(const std::string& why)> failed; ///< a try; it goes on by itself
};

/// Single-threaded; lives in a Qt event loop. Calls its events from there.
class Enroller {
public:
    Enroller(EnrollerConfig config, LinkIdentity& identity, EnrollerEvents events,
             ports::RandomSource& random);
    ~Enroller();

    /// Asks now, unless it is asking.
    void start();
    void stop();

private:
    void dial();
    void onConnected();
    void onText(const QString& text);
    void fail(const std::string& why);
    void drop();

    const EnrollerConfig m_config;
    LinkIdentity& m_identity;
    EnrollerEvents m_events;
    ports::RandomSource& m_random;
    std::unique_ptr<QWebSocket> m_socket;
    std::string m_authority; ///< of the gateway that is being asked
    QTimer m_again;
    QTimer m_limit;
    std::size_t m_next = 0;
    Duration m_backoff{0};
    bool m_busy = false;
};

} // namespace hotswap::node
