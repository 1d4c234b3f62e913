// SPDX-License-Identifier: Apache-2.0
// What a gateway does by itself: ages rows, writes batches, delivers, fences and asks.
#include "core/gateway/gateway.h"

#include <algorithm>

namespace hotswap::gateway {

namespace {

/// Takeovers at different times whose old commands are looked for; beyond it the floor of each session does.
constexpr std::size_t kLooksAtAllMax = 64;

} // namespace

Instant Gateway::tick(Instant now) {
    closeSilent(now);
    if (now >= m_retryAt) {
        rereadFleet(now);
        m_rows.age(now);
        // Rows before receipts: whoever reads a receipt finds the node as it was when it answered.
        const auto rows = m_rows.flush(now, m_ports.fleet);
        if (rows.ok()) {
            m_ownPuts += *rows;
        } else {
            m_retryAt = now + m_config.times.storeRetry;
        }
        storeReceipts(now);
        lookAgain(now);
        sendTrust(now); // before commands: they may be by keys that only newer documents name
        sendCommands(now);
        raiseFences(now);
        if (m_ports.records) {
            m_logs.flush(now, m_config.tenant, *m_ports.records);
        }
        const auto dropped = m_telemetry.flush(now, m_ports.fleet);
        if (dropped.ok()) {
            m_counters.samplesDropped += *dropped;
        } else {
            m_retryAt = now + m_config.times.storeRetry;
        }
    }
    sendRequests();
    return nextWake();
}

Instant Gateway::nextWake() const {
    Instant store = std::min(m_rows.nextWake(), m_telemetry.nextWake());
    store = std::min({store, m_rereadAt, m_logs.nextWake()});
    if (m_ports.trust) {
        store = std::min(store, m_trustRereadAt);
    }
    if (!m_looks.empty()) {
        store = std::min(store, m_looks.begin()->first);
    }
    if (!m_lookAtAll.empty()) {
        store = std::min(store, *m_lookAtAll.begin());
    }
    if (!m_receipts.empty() || m_commandsWait || m_fencesWait || (m_trustWaits && m_ports.trust)) {
        store = Instant::min();
    }
    Instant wake = std::max(store, m_retryAt);
    if (!m_silent.empty()) {
        wake = std::min(wake, m_silent.front().first + m_config.times.helloLimit);
    }
    if (!m_requests.empty()) {
        wake = Instant::min();
    }
    return wake;
}

void Gateway::closeSilent(Instant now) {
    while (!m_silent.empty() && m_silent.front().first + m_config.times.helloLimit <= now) {
        const LinkId id = m_silent.front().second;
        m_silent.pop_front();
        const auto it = m_links.find(id);
        if (it != m_links.end() && it->second.node.empty()) {
            refuse(id, "no hello in time");
        }
    }
}

void Gateway::rereadFleet(Instant now) {
    if (now < m_rereadAt) {
        return;
    }
    const auto delta = m_ports.fleet.nodesSince(m_config.tenant, {}, m_fleetVersion);
    if (!delta.ok()) {
        m_retryAt = now + m_config.times.storeRetry;
        return;
    }
    m_fleetVersion = delta->version;
    m_rereadAt = now + m_config.times.fleetReread;
    m_ownPuts = 0;
    for (const NodeId& node : m_rows.merge(*delta, now)) {
        if (const auto session = m_bySession.find(node); session != m_bySession.end()) {
            refuse(LinkId{session->second}, "a newer session of this node");
        }
    }
}

void Gateway::storeReceipts(Instant now) {
    if (m_receipts.empty()) {
        return;
    }
    if (!m_ports.commands.storeReceipts(m_receipts).ok()) {
        m_retryAt = now + m_config.times.storeRetry;
        return;
    }
    m_counters.receiptsStored += m_receipts.size();
    const std::vector<Receipt> stored = std::move(m_receipts);
    m_receipts.clear();
    for (const Receipt& receipt : stored) {
        if (const auto session = m_bySession.find(receipt.node); session != m_bySession.end()) {
            send(session->second, frames::Ack{receipt.command});
        }
    }
}

/// The gateway that a node left may take commands for it until it notices: delivered to nobody, after the
/// new session asked. A node answers a repetition with what it knows.
void Gateway::lookAgain(Instant now) {
    while (!m_looks.empty() && m_looks.begin()->first <= now) {
        const LinkId id = m_looks.begin()->second;
        m_looks.erase(m_looks.begin());
        const auto link = m_links.find(id);
        if (link == m_links.end()) {
            continue; // its node's next session looks for itself
        }
        m_redeliver.insert(link->second.node);
        m_looks.emplace(now + m_config.times.lookFloor, id);
        m_commandsWait = true;
    }
    while (!m_lookAtAll.empty() && *m_lookAtAll.begin() <= now) {
        m_lookAtAll.erase(m_lookAtAll.begin());
        for (const auto& [node, link] : m_bySession) {
            m_redeliver.insert(node);
        }
        m_commandsWait = true;
    }
}

void Gateway::sendCommands(Instant now) {
    if (!m_commandsWait) {
        return;
    }
    std::vector<NodeId> nodes;
    nodes.reserve(m_bySession.size());
    for (const auto& [node, link] : m_bySession) {
        nodes.push_back(node);
    }
    std::sort(nodes.begin(), nodes.end()); // the order of a hash table is no order to act in
    const std::vector<NodeId> redeliver(m_redeliver.begin(), m_redeliver.end());
    const auto taken =
        m_ports.commands.take(m_config.tenant, nodes, redeliver, m_config.limits.commandsPerTakeMax);
    if (!taken.ok()) {
        if (taken.error().code == ErrorCode::OutcomeUnknown) {
            // What was marked delivered never came here; a node answers a repetition with what it knows.
            m_redeliver.insert(nodes.begin(), nodes.end());
        }
        m_retryAt = now + m_config.times.storeRetry;
        return;
    }
    m_commandsWait = taken->size() >= m_config.limits.commandsPerTakeMax;
    if (!m_commandsWait) {
        m_redeliver.clear();
    }
    for (const SignedCommand& command : *taken) {
        if (command.node != taken->back().node) { // of the last one there may be more
            m_redeliver.erase(command.node);
        }
    }
    for (const SignedCommand& command : *taken) {
        const auto session = m_bySession.find(command.node);
        if (session != m_bySession.end() && send(session->second, frames::CommandFrame{command})) {
            m_links[session->second].open.insert(command.id);
            m_counters.commandsSent += 1;
        }
    }
}

void Gateway::raiseFences(Instant now) {
    if (!m_fencesWait) {
        return;
    }
    const auto leases = m_ports.leases.list();
    if (!leases.ok()) {
        m_retryAt = now + m_config.times.storeRetry;
        return;
    }
    m_fencesWait = false;
    for (const ports::Lease& lease : *leases) {
        if (lease.scope.tenant != m_config.tenant || !serves(lease.scope.environment)) {
            continue;
        }
        Fence& known = m_fences[lease.scope];
        if (lease.fence <= known) {
            continue;
        }
        known = lease.fence;
        if (m_lookAtAll.size() < kLooksAtAllMax) {
            m_lookAtAll.insert(now + m_config.times.lookAfterTakeover);
        }
        // Copied: sending may end a session.
        const auto sessions = m_bySession;
        for (const auto& [node, id] : sessions) {
            const auto link = m_links.find(id);
            const Node* row = m_rows.find(node);
            if (link != m_links.end() && !link->second.open.empty() && row &&
                row->environment == lease.scope.environment) {
                send(id, frames::FenceFrame{lease.scope, lease.fence});
            }
        }
    }
}

void Gateway::ask(const std::vector<NodeId>& nodes, Duration interval, Duration during) {
    const auto groups = static_cast<Duration::rep>(1 + nodes.size() / m_config.limits.askNodesMax);
    if (m_requests.size() < m_config.limits.requestsMax) {
        m_requests.push_back({nodes, frames::Ask{interval * groups, during}});
    }
}

void Gateway::fence(const std::vector<NodeId>& nodes, const Scope& scope, const Fence& fence) {
    Fence& known = m_fences[scope];
    known = std::max(known, fence);
    if (m_requests.size() < m_config.limits.requestsMax) {
        m_requests.push_back({nodes, frames::FenceFrame{scope, fence}});
    }
}

void Gateway::sendRequests() {
    const std::deque<Request> requests = std::move(m_requests);
    m_requests.clear();
    for (const Request& request : requests) {
        for (const NodeId& node : request.nodes) {
            if (const auto session = m_bySession.find(node); session != m_bySession.end()) {
                send(session->second, request.frame);
            }
        }
    }
}

} // namespace hotswap::gateway
