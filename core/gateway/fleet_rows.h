// SPDX-License-Identifier: Apache-2.0
#pragma once
// The rows of nodes as a gateway keeps them: changed by hellos and heartbeats, aged by silence, written in
// batches.

#include "core/domain/frame.h"
#include "core/gateway/gateway_config.h"
#include "core/ports/fleet_store.h"

#include <deque>
#include <memory>
#include <optional>
#include <queue>
#include <unordered_map>

namespace hotswap::gateway {

/// Single-threaded. A heartbeat without news costs a look-up and a comparison.
class FleetRows {
public:
    FleetRows(const GatewayConfig& config) : m_config(config) {}

    /// A session begins; answers its number, above every one seen for the node.
    std::uint64_t begin(const frames::Hello& hello, Instant now);
    void heartbeat(const NodeId& node, const frames::Heartbeat& beat, Instant now);
    /// Any other frame: a sign of life.
    void seen(const NodeId& node, Instant now);
    /// The node raised an alarm: kept among the latest ones of its row.
    void alarm(const NodeId& node, const NodeAlarm& alarm, Instant now);
    /// What trust documents it goes by now.
    void trust(const NodeId& node, const TrustVersions& trust, Instant now);
    /// Share of failed requests in the node's latest telemetry; feeds the degraded rule.
    void errorShare(const NodeId& node, double share, Instant now);
    /// Takes over what the store says of nodes; answers those whose session is now held elsewhere.
    std::vector<NodeId> merge(const ports::FleetDelta& delta, Instant now);

    const Node* find(const NodeId& node) const;
    /// Nodes known in an environment, with or without a session.
    std::size_t countIn(const EnvironmentId& environment) const;

    /// Marks nodes as suspect or offline whose heartbeats stay away.
    void age(Instant now);
    /// Writes what is due; answers how many environments were written to, each of which makes one hint.
    Result<std::size_t> flush(Instant now, ports::FleetStore& store);
    Instant nextWake() const;

private:
    struct Row {
        Node node;
        NodeState told = NodeState::Running; ///< by the node itself
        double errorShare = 0;
        Instant changedAt = kNever; ///< first change not written yet
        Instant seenAt = kNever;    ///< first sign of life not written yet
        Instant lookAt = kNever;    ///< when its age is looked at; the one entry of m_looks that counts
    };
    using Look = std::pair<Instant, NodeId>;

    void setState(Row& row, Instant now);
    NodeState conditionOf(const Row& row) const;
    void live(Row& row, Instant now);
    void changed(Row& row, Instant now);
    void lookAgain(Row& row, Instant at);
    Row& rowOf(const NodeId& id);

    const GatewayConfig& m_config;
    std::unordered_map<NodeId, Row> m_rows;
    std::map<EnvironmentId, std::size_t> m_counts;
    std::priority_queue<Look, std::vector<Look>, std::greater<>> m_looks;
    std::vector<NodeId> m_changed; ///< rows with changedAt set
    std::vector<NodeId> m_seen;    ///< rows with seenAt set
    Instant m_changedFrom = kNever;
    Instant m_seenFrom = kNever;
};

} // namespace hotswap::gateway
