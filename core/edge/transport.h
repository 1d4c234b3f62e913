// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the edge's connections share, and the one place that names the stream below HTTP: TLS replaces
// `Stream`. Includes Beast: for the few sources of this folder only.

#include "core/edge/edge_types.h"
#include "core/edge/peer_table.h"
#include "core/ports/clock.h"

#include <boost/asio/io_context.hpp>
#include <boost/beast/core.hpp>

#include <atomic>

namespace hotswap::edge {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Stream = beast::tcp_stream;

/// Something open that stop() has to end.
class Closable {
public:
    virtual ~Closable() = default;
    virtual void shutDown() = 0;
};

struct AtomicCounters {
    std::atomic<std::uint64_t> accepted{0}, refusedByLimit{0}, timedOut{0}, malformed{0}, foreignOrigin{0},
        oversize{0}, slowReaders{0}, open{0};
};

/// State of one server, used on its thread only (counters excepted).
struct EdgeContext {
    EdgeContext(EdgeOptions theOptions, EdgeHandler& theHandler, const ports::Clock& theClock)
        : options(std::move(theOptions)), handler(theHandler), clock(theClock), peers(options.limits) {}

    asio::io_context io{1}; ///< here, so that it outlives every socket
    EdgeOptions options;
    EdgeHandler& handler;
    const ports::Clock& clock;
    PeerTable peers;
    AtomicCounters counters;
    SessionId lastSession = 0;
    std::unordered_map<Closable*, std::weak_ptr<Closable>> open;
};

/// One counted connection of a peer, from accept to end; moves from the HTTP connection to its WebSocket.
class PeerTicket {
public:
    PeerTicket(std::shared_ptr<EdgeContext> context, std::string peer)
        : m_context(std::move(context)), m_peer(std::move(peer)) {
        m_context->counters.open += 1;
    }
    PeerTicket(PeerTicket&& other) noexcept = default;
    PeerTicket& operator=(PeerTicket&&) = delete;
    ~PeerTicket() {
        if (m_context) {
            m_context->counters.open -= 1;
            m_context->peers.disconnect(m_peer);
        }
    }
    const std::string& peer() const { return m_peer; }

private:
    std::shared_ptr<EdgeContext> m_context;
    std::string m_peer;
};

} // namespace hotswap::edge
