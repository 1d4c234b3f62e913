// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the edge's connections share. Includes Beast: for the few sources of this folder only.

#include "core/edge/edge_types.h"
#include "core/edge/peer_table.h"
#include "core/edge/stream.h"
#include "core/ports/clock.h"

#include <boost/asio/io_context.hpp>
#include <boost/beast/core.hpp>

#include <atomic>
#include <list>
#include <map>

namespace hotswap::edge {

/// Something open that stop() has to end.
class Closable {
public:
    virtual ~Closable() = default;
    virtual void shutDown() = 0;
};

/// A message of which some has arrived.
class PartialMessage {
public:
    virtual ~PartialMessage() = default;
    /// There are too many of them: ends the connection.
    virtual void giveUp() = 0;
};

struct AtomicCounters {
    std::atomic<std::uint64_t> accepted{0}, refusedByLimit{0}, timedOut{0}, malformed{0}, foreignOrigin{0},
        oversize{0}, slowReaders{0}, open{0}, refusedHandshakes{0};
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
    /// One that has not brought a whole request or message yet.
    struct Unproven {
        std::weak_ptr<Closable> who;
        Instant since{};
    };
    std::map<std::uint64_t, Unproven> unproven; ///< by ticket, so in order of arrival
    std::uint64_t lastTicket = 0;
    std::shared_ptr<asio::ssl::context> tls; ///< of new connections; nothing: they are plain
    std::list<PartialMessage*> partials;     ///< in order of their beginning
    std::size_t partialBytes = 0;
    std::size_t streams = 0; ///< answers that are being read from a source
};

/// One counted connection of a peer, from accept to end; moves from the HTTP connection to its WebSocket.
class PeerTicket {
public:
    PeerTicket(std::shared_ptr<EdgeContext> context, std::string peer)
        : m_context(std::move(context)), m_peer(std::move(peer)), m_number(++m_context->lastTicket) {
        m_context->counters.open += 1;
    }
    PeerTicket(PeerTicket&& other) noexcept = default;
    PeerTicket& operator=(PeerTicket&&) = delete;
    ~PeerTicket() {
        if (m_context) {
            m_context->counters.open -= 1;
            m_context->peers.disconnect(m_peer);
            m_context->unproven.erase(m_number);
        }
    }
    const std::string& peer() const { return m_peer; }
    /// Whoever holds the ticket now is who is ended when there are too many that have proven nothing.
    void heldBy(std::weak_ptr<Closable> holder) {
        const auto [it, fresh] = m_context->unproven.try_emplace(m_number);
        it->second.who = std::move(holder);
        it->second.since = fresh ? m_context->clock.now() : it->second.since;
    }
    /// A whole request or message has come.
    void proven() { m_context->unproven.erase(m_number); }

private:
    std::shared_ptr<EdgeContext> m_context;
    std::string m_peer;
    std::uint64_t m_number;
};

} // namespace hotswap::edge
