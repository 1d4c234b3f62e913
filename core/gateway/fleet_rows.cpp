// SPDX-License-Identifier: Apache-2.0
#include "core/gateway/fleet_rows.h"

#include <algorithm>

namespace hotswap::gateway {
namespace {

// Looks at a node's age fall on whole seconds, so that many nodes share one wake-up.
constexpr Duration kLookGrid{1'000};

Instant onGrid(Instant at) {
    const auto rest = at.time_since_epoch() % kLookGrid;
    return rest.count() == 0 ? at : at + (kLookGrid - rest);
}

bool isToldByNode(NodeState state) {
    return state == NodeState::Running || state == NodeState::Degraded || state == NodeState::Draining ||
           state == NodeState::Drained;
}

} // namespace

FleetRows::Row& FleetRows::rowOf(const NodeId& id) {
    const auto it = m_rows.find(id);
    HS_INVARIANT(it != m_rows.end(), "a node with a session has a row");
    return it->second;
}

const Node* FleetRows::find(const NodeId& node) const {
    const auto it = m_rows.find(node);
    return it == m_rows.end() ? nullptr : &it->second.node;
}

std::size_t FleetRows::countIn(const EnvironmentId& environment) const {
    const auto it = m_counts.find(environment);
    return it == m_counts.end() ? 0 : it->second;
}

void FleetRows::changed(Row& row, Instant now) {
    if (row.changedAt == kNever) {
        row.changedAt = now;
        m_changed.push_back(row.node.id);
        m_changedFrom = std::min(m_changedFrom, now);
    }
}

void FleetRows::live(Row& row, Instant now) {
    row.node.lastSeen = now;
    const Instant suspectAt = now + m_config.times.suspectAfter;
    if (row.lookAt > suspectAt + kLookGrid) {
        lookAgain(row, suspectAt); // it was given up, or is waited for at its offline time
    }
    if (row.seenAt == kNever) {
        row.seenAt = now;
        m_seen.push_back(row.node.id);
        m_seenFrom = std::min(m_seenFrom, now);
    }
}

void FleetRows::lookAgain(Row& row, Instant at) {
    row.lookAt = onGrid(at);
    m_looks.push({row.lookAt, row.node.id});
}

NodeState FleetRows::conditionOf(const Row& row) const {
    if (row.told != NodeState::Running) {
        return row.told;
    }
    const auto& rules = m_config.degraded;
    const bool loaded =
        row.node.cpuPercent > rules.cpuPercent || row.node.memoryPercent > rules.memoryPercent;
    const bool sick = std::any_of(row.node.modules.begin(), row.node.modules.end(), [](const auto& entry) {
        return !entry.second.current.digest.empty() && !entry.second.healthy;
    });
    return loaded || sick || row.errorShare > rules.errorShare ? NodeState::Degraded : NodeState::Running;
}

void FleetRows::setState(Row& row, Instant now) {
    const NodeState state = conditionOf(row);
    if (state != row.node.state) {
        row.node.state = state;
        changed(row, now);
    }
}

std::uint64_t FleetRows::begin(const frames::Hello& hello, Instant now) {
    Row& row = m_rows[hello.node];
    Node& node = row.node;
    if (node.id.empty() || node.environment != hello.environment) {
        if (!node.id.empty()) {
            m_counts[node.environment] -= 1;
        }
        m_counts[hello.environment] += 1;
    }
    node.id = hello.node;
    node.tenant = hello.tenant;
    node.environment = hello.environment;
    node.labels = hello.labels;
    node.facts = hello.facts;
    node.modules = hello.modules;
    node.trust = hello.trust;
    node.gateway = m_config.id;
    node.session += 1;
    row.told = NodeState::Running;
    row.errorShare = 0;
    setState(row, now);
    changed(row, now);
    live(row, now);
    return node.session;
}

void FleetRows::heartbeat(const NodeId& id, const frames::Heartbeat& beat, Instant now) {
    Row& row = rowOf(id);
    row.told = isToldByNode(beat.state) ? beat.state : NodeState::Running;
    row.node.cpuPercent = beat.cpuPercent;
    row.node.memoryPercent = beat.memoryPercent;
    if (row.node.modules != beat.modules) {
        row.node.modules = beat.modules;
        changed(row, now);
    }
    if (row.node.gateway != m_config.id) {
        row.node.gateway = m_config.id;
        changed(row, now);
    }
    setState(row, now);
    live(row, now);
}

void FleetRows::seen(const NodeId& id, Instant now) {
    live(rowOf(id), now);
}

void FleetRows::alarm(const NodeId& id, const NodeAlarm& alarm, Instant now) {
    Row& row = rowOf(id);
    auto& alarms = row.node.alarms;
    row.node.alarmsTotal += alarm.count;
    // The same thing again is one alarm that counts, or whoever repeats one would drive the others out.
    NodeAlarm latest = alarm;
    const auto same = std::find_if(alarms.begin(), alarms.end(), [&](const NodeAlarm& known) {
        return known.subject == alarm.subject && known.reason == alarm.reason;
    });
    if (same != alarms.end()) {
        latest.count += same->count;
        alarms.erase(same);
    }
    alarms.push_back(std::move(latest));
    if (alarms.size() > limits::kAlarmsPerNodeMax) {
        alarms.erase(alarms.begin());
    }
    changed(row, now);
    live(row, now);
}

void FleetRows::trust(const NodeId& id, const TrustVersions& trust, Instant now) {
    Row& row = rowOf(id);
    if (row.node.trust != trust) {
        row.node.trust = trust;
        changed(row, now);
    }
    live(row, now);
}

void FleetRows::errorShare(const NodeId& id, double share, Instant now) {
    Row& row = rowOf(id);
    row.errorShare = share;
    if (isToldByNode(row.node.state)) {
        setState(row, now);
    }
}

std::vector<NodeId> FleetRows::merge(const ports::FleetDelta& delta, Instant now) {
    std::vector<NodeId> elsewhere;
    for (const Node& stored : delta.nodes) {
        const auto it = m_rows.find(stored.id);
        if (it != m_rows.end() && it->second.node.session >= stored.session) {
            continue;
        }
        if (it != m_rows.end() && it->second.node.gateway == m_config.id) {
            elsewhere.push_back(stored.id);
        }
        Row& row = m_rows[stored.id];
        if (row.node.id.empty() || row.node.environment != stored.environment) {
            if (!row.node.id.empty()) {
                m_counts[row.node.environment] -= 1;
            }
            m_counts[stored.environment] += 1;
        }
        row.node = stored;
        row.told = isToldByNode(stored.state) ? stored.state : NodeState::Running;
        const bool gone = stored.state == NodeState::Offline || stored.state == NodeState::Retired ||
                          stored.state == NodeState::Enrolling; // expected: it was never here
        if (!gone && (stored.gateway == m_config.id || stored.gateway.empty())) {
            // A row of an earlier run of this gateway: its node dials again or grows old here.
            lookAgain(row, std::max(now, stored.lastSeen + m_config.times.suspectAfter));
        }
    }
    return elsewhere;
}

void FleetRows::age(Instant now) {
    while (!m_looks.empty() && m_looks.top().first <= now) {
        const auto [at, id] = m_looks.top();
        m_looks.pop();
        Row& row = rowOf(id);
        if (row.lookAt != at) {
            continue; // replaced by a later look
        }
        row.lookAt = kNever;
        const bool ours = row.node.gateway == m_config.id || row.node.gateway.empty();
        if (!ours || row.node.state == NodeState::Offline || row.node.state == NodeState::Retired) {
            continue;
        }
        const Instant suspectAt = row.node.lastSeen + m_config.times.suspectAfter;
        const Instant offlineAt = row.node.lastSeen + m_config.times.offlineAfter;
        if (now < suspectAt) {
            lookAgain(row, suspectAt);
            continue;
        }
        const NodeState state = now < offlineAt ? NodeState::Suspect : NodeState::Offline;
        if (row.node.state != state) {
            row.node.state = state;
            changed(row, now);
        }
        if (state == NodeState::Suspect) {
            lookAgain(row, offlineAt);
        }
    }
}

Result<std::size_t> FleetRows::flush(Instant now, ports::FleetStore& store) {
    const bool changedDue = m_changedFrom != kNever && now >= m_changedFrom + m_config.times.rowBatch;
    const bool seenDue = m_seenFrom != kNever && now >= m_seenFrom + m_config.times.seenBatch;
    if (!changedDue && !seenDue) {
        return std::size_t{0};
    }
    std::vector<Node> nodes;
    nodes.reserve(m_changed.size() + (seenDue ? m_seen.size() : 0));
    for (const NodeId& id : m_changed) {
        nodes.push_back(rowOf(id).node);
    }
    if (seenDue) {
        for (const NodeId& id : m_seen) {
            const Row& row = rowOf(id);
            if (row.changedAt == kNever) {
                nodes.push_back(row.node);
            }
        }
    }
    HS_TRY(store.putNodes(nodes));
    std::set<std::string_view> environments;
    for (const Node& node : nodes) {
        environments.insert(node.environment.value);
    }
    for (const NodeId& id : m_changed) {
        rowOf(id).changedAt = kNever;
    }
    m_changed.clear();
    m_changedFrom = kNever;
    if (seenDue) {
        for (const NodeId& id : m_seen) {
            rowOf(id).seenAt = kNever;
        }
        m_seen.clear();
        m_seenFrom = kNever;
    }
    return environments.size();
}

Instant FleetRows::nextWake() const {
    Instant wake = m_looks.empty() ? kNever : m_looks.top().first;
    if (m_changedFrom != kNever) {
        wake = std::min(wake, m_changedFrom + m_config.times.rowBatch);
    }
    if (m_seenFrom != kNever) {
        wake = std::min(wake, m_seenFrom + m_config.times.seenBatch);
    }
    return wake;
}

} // namespace hotswap::gateway
