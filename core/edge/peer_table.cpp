// SPDX-License-Identifier: Apache-2.0
#include "core/edge/peer_table.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>

namespace hotswap::edge {

namespace {

constexpr Duration kForgetInterval{1'000};

} // namespace

std::string peerName(const std::string& address) {
    in6_addr parsed{};
    if (::inet_pton(AF_INET6, address.substr(0, address.find('%')).c_str(), &parsed) != 1) {
        return address;
    }
    if (IN6_IS_ADDR_V4MAPPED(&parsed)) {
        std::array<char, INET_ADDRSTRLEN> text{};
        ::inet_ntop(AF_INET, &parsed.s6_addr[12], text.data(), text.size());
        return text.data();
    }
    std::fill(std::begin(parsed.s6_addr) + 8, std::end(parsed.s6_addr), std::uint8_t{0});
    std::array<char, INET6_ADDRSTRLEN> text{};
    ::inet_ntop(AF_INET6, &parsed, text.data(), text.size());
    return std::string(text.data()) + "/64";
}

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
        if (now >= m_forgetAt) {
            forgetIdle(now);
            m_forgetAt = now + kForgetInterval;
        }
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
