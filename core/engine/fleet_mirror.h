// SPDX-License-Identifier: Apache-2.0
#pragma once
// The engine's copy of one environment's nodes, kept by deltas, with the counts that the availability floor
// needs.

#include "core/domain/node.h"
#include "core/ports/fleet_store.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace hotswap::engine {

class FleetMirror {
public:
    /// Takes a delta; answers the nodes that changed in something a rollout cares about (pointers stay good
    /// until the next apply). A complete delta also forgets nodes that are not in it.
    std::vector<const Node*> apply(const ports::FleetDelta& delta);

    const Node* find(const NodeId& id) const;
    std::uint64_t version() const { return m_version; }
    /// Nodes that are not retired.
    std::uint32_t total() const { return m_total; }
    std::uint32_t serving() const { return m_serving; }
    /// All nodes, sorted by id.
    std::vector<const Node*> all() const;

private:
    void count(const Node& node, std::int32_t sign);

    std::unordered_map<NodeId, Node> m_nodes;
    std::uint64_t m_version = 0;
    std::uint32_t m_total = 0;
    std::uint32_t m_serving = 0;
};

} // namespace hotswap::engine
