// SPDX-License-Identifier: Apache-2.0
#include "core/edge/peer_table.h"

#include <algorithm>

namespace hotswap::edge {

void PeerTable::refill(Peer& peer, Instant now) const {
    if (now > peer.filledAt) {
        const double seconds = std::chrono::duration<double>(now - peer.filledAt).count();
        peer.tokens =
            std::min(m_limits.requestsBurstMax, peer.tokens + seconds * m_limits.requestsPerSecondMax);
        peer.filledAt = now;
    }
}

void PeerTable::forgetIdle(Instant now) {
    for (auto it = m_peers.begin(); it != m_peers.end();) {
        refill(it->second, now);
        const bool idle = it->second.connections == 0 && it->second.tokens >= m_limits.requestsBurstMax;
        it = idle ? m_peers.erase(it) : std::next(it);
    }
}

PeerTable::Peer* PeerTable::find(const std::string& peer, Instant now) {
    if (const auto it = m_peers.find(peer); it != m_peers.end()) {
        refill(it->second, now);
        return &it->second;
    }
    if (m_peers.size() >= m_limits.peersMax) {
        forgetIdle(now);
        if (m_peers.size() >= m_limits.peersMax) {
            return nullptr;
        }
    }
    return &m_peers.emplace(peer, Peer{0, m_limits.requestsBurstMax, now}).first->second;
}

bool PeerTable::connect(const std::string& peer, Instant now) {
    Peer* entry = find(peer, now);
    if (!entry || m_connections >= m_limits.connectionsMax ||
        entry->connections >= m_limits.connectionsPerPeerMax || entry->tokens < 1) {
        return false;
    }
    entry->tokens -= 1;
    entry->connections += 1;
    m_connections += 1;
    return true;
}

void PeerTable::disconnect(const std::string& peer) {
    const auto it = m_peers.find(peer);
    if (it != m_peers.end() && it->second.connections > 0) {
        it->second.connections -= 1;
        m_connections -= 1;
    }
}

bool PeerTable::request(const std::string& peer, Instant now) {
    Peer* entry = find(peer, now);
    if (!entry || entry->tokens < 1) {
        return false;
    }
    entry->tokens -= 1;
    return true;
}

} // namespace hotswap::edge
