// SPDX-License-Identifier: Apache-2.0
#pragma once
// The edge in values: limits, requests, replies, and the calls it makes to whoever answers. No networking
// header is needed to use it.

#include "core/domain/limits.h"
#include "core/domain/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hotswap::edge {

/// Bounds of everything a peer can make the edge hold or do.
struct EdgeLimits {
    std::size_t headerBytesMax = 8 * 1024;
    std::size_t targetBytesMax = 2 * 1024;
    std::size_t frameBytesMax = limits::kFrameBytesMax; ///< of one WebSocket message
    Duration handshakeLimit{5'000};                     ///< first request and WebSocket handshake, whole
    Duration idleLimit{10'000};                         ///< next request on a kept connection, whole
    Duration messageLimit{10'000};                      ///< first to last byte of one WebSocket message
    Duration writeLimit{10'000};                        ///< one chunk of an answer or one message
    /// A WebSocket on which no whole message and no control frame came for this long is pinged. Single bytes
    /// do not count, so that one that trickles is found out too.
    Duration pingInterval{5'000};
    Duration pongLimit{4'000};  ///< whoever is still silent then is cut off
    Duration closeLimit{2'000}; ///< for the answer to a close frame
    /// Of a WebSocket's first message, before anybody knows who speaks.
    std::size_t firstMessageBytesMax = 256 * 1024;
    /// Of all messages together that have arrived in part. Beyond it the one begun first is given up: good
    /// ones are complete within moments.
    std::size_t partialBytesMax = 8 * 1024 * 1024;
    double controlFramesPerSecondMax = 20; ///< pings, pongs; per WebSocket
    double controlFramesBurstMax = 200;    ///< per WebSocket
    std::size_t connectionsMax = 12'000;
    /// Connections that have not yet brought a whole request or message. When there are more, the oldest goes
    /// if it is older than unprovenAge; else the newcomer is refused.
    std::size_t unprovenMax = 3'000;
    Duration unprovenAge{2'000};
    std::size_t connectionsPerPeerMax = 2'000; ///< many nodes may stand behind one address
    std::size_t requestsPerConnectionMax = 1'000;
    std::size_t peersMax = 12'000;                ///< addresses remembered for the rate limit
    double requestsPerSecondMax = 200;            ///< per peer, connections count as requests
    double requestsBurstMax = 2'000;              ///< per peer
    std::size_t chunkBytes = 64 * 1024;           ///< of streamed answers
    std::size_t streamBytesMax = 8 * 1024 * 1024; ///< chunks of all streamed answers; more makes them smaller
    std::size_t chunkBytesMin = 2 * 1024;         ///< though not smaller than this
    std::size_t sendQueueBytesMax = 8 * 1024 * 1024; ///< per WebSocket; a slower reader is closed
    std::size_t sendQueueMessagesMax = 4'096;        ///< per WebSocket
};

/// What TLS works with; all PEM.
struct TlsMaterial {
    std::string certificateChain; ///< the server's own first, its authority last
    std::string key;              ///< the server's; a secret
    std::string clientAuthority;  ///< that signs clients' certificates
    Duration clockTolerance{600'000};
};

/// Whom a client's certificate names; both empty: it showed none.
struct PeerCertificate {
    std::string organization;
    std::string name;
    bool operator==(const PeerCertificate&) const = default;
};

struct EdgeOptions {
    std::string address = "127.0.0.1"; ///< numeric
    std::uint16_t port = 0;            ///< 0: any free one
    std::string webSocketPath = "/node";
    /// Origins that browsers may come from. A request without an Origin is not from a browser and is let in.
    std::vector<std::string> origins;
    EdgeLimits limits;
    std::optional<TlsMaterial> tls{}; ///< nothing: plain, for loopback
    /// The one path, a WebSocket's, that needs no client certificate when there is TLS. Empty: there is none.
    std::string openPath{};
};

/// A GET or HEAD request that has passed the checks of the edge.
struct HttpRequest {
    std::string path;  ///< without query
    std::string query; ///< after '?', as sent
    std::string peer;  ///< numeric address
    PeerCertificate certificate{};
};

/// Answer to a request: a short body, or a source of `size` bytes that is read chunk by chunk (and honours
/// Range).
struct HttpReply {
    unsigned status = 200;
    std::string contentType = "text/plain; charset=utf-8";
    std::string body;
    std::uint64_t size = 0;
    /// Bytes [offset, offset + length) of the content; empty: `body` is the content.
    std::function<Result<std::string>(std::uint64_t offset, std::size_t length)> source;
};

using SessionId = std::uint64_t;

/// How a WebSocket began.
struct SessionOrigin {
    std::string path;
    PeerCertificate certificate;
};

/// Sending half of one WebSocket. Thread-safe.
class EdgeSession {
public:
    virtual ~EdgeSession() = default;
    /// Queues a text message; false when closed or when the queue is full (the session is then closed).
    virtual bool send(std::string text) = 0;
    /// Sends a close frame with the reason (cut to 120 bytes) and ends the connection.
    virtual void close(const std::string& reason) = 0;
    /// What it was opened with; never changes.
    virtual SessionOrigin origin() const { return {}; }
};

/// Whoever answers. All calls come from the edge's thread and must not block: answer from memory or enqueue.
class EdgeHandler {
public:
    virtual ~EdgeHandler() = default;
    virtual HttpReply onRequest(const HttpRequest& request) = 0;
    virtual void onOpen(SessionId id, std::shared_ptr<EdgeSession> session) = 0;
    /// One whole text message. False closes the session (the receiver's queue is full).
    virtual bool onText(SessionId id, std::string text) = 0;
    /// Last call for a session.
    virtual void onClose(SessionId id, const std::string& reason) = 0;
};

/// What the edge has turned away, since its start.
struct EdgeCounters {
    std::uint64_t accepted = 0;
    std::uint64_t refusedByLimit = 0; ///< connection and rate limits
    std::uint64_t timedOut = 0;
    std::uint64_t malformed = 0;
    std::uint64_t foreignOrigin = 0;
    std::uint64_t oversize = 0;
    std::uint64_t slowReaders = 0;
    std::uint64_t open = 0;              ///< connections now
    std::uint64_t refusedHandshakes = 0; ///< TLS that did not come about, for another reason than time
};

} // namespace hotswap::edge
