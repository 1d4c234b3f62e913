// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who is connected from where, and how often they ask: connection counts and token buckets per peer address.

#include "core/domain/time.h"
#include "core/edge/edge_types.h"

#include <string>
#include <unordered_map>

namespace hotswap::edge {

/// The name under which an address is counted: IPv4 as it is, IPv6 by its first 64 bits, all of which one
/// host may have.
std::string peerName(const std::string& address);

/// Single-threaded. Bounded by EdgeLimits::peersMax: addresses that are idle and have a full bucket are
/// forgotten first; when none can be, a new address is refused.
class PeerTable {
public:
    explicit PeerTable(const EdgeLimits& limits) : m_limits(limits) {}

    /// Whether one more connection from `peer` may be had now; counts it if so.
    bool connect(const std::string& peer, Instant now);
    void disconnect(const std::string& peer);
    /// Whether `peer` may make one more request now; takes a token if so.
    bool request(const std::string& peer, Instant now);
    std::size_t connections() const { return m_connections; }

private:
    struct Peer {
        std::size_t connections = 0;
        double tokens = 0;
        Instant filledAt{};
    };
    Peer* find(const std::string& peer, Instant now);
    void refill(Peer& peer, Instant now) const;
    void forgetIdle(Instant now);

    EdgeLimits m_limits;
    std::unordered_map<std::string, Peer> m_peers;
    Instant m_forgetAt{}; ///< the whole table is not walked for every stranger
    std::size_t m_connections = 0;
};

} // namespace hotswap::edge
