// SPDX-License-Identifier: Apache-2.0
#include "core/engine/fleet_mirror.h"

#include <algorithm>
#include <set>

namespace hotswap::engine {

namespace {

/// Heartbeats rewrite a node's row all the time; only these parts matter to a rollout.
bool isSameToRollouts(const Node& a, const Node& b) {
    return a.state == b.state && a.labels == b.labels && a.facts == b.facts && a.modules == b.modules;
}

} // namespace

std::vector<const Node*> FleetMirror::apply(const ports::FleetDelta& delta) {
    std::vector<const Node*> changed;
    changed.reserve(delta.nodes.size());
    std::set<NodeId> present;
    for (const Node& node : delta.nodes) {
        if (delta.complete) {
            present.insert(node.id);
        }
        auto [it, isNew] = m_nodes.try_emplace(node.id);
        if (!isNew) {
            count(it->second, -1);
        }
        if (isNew || !isSameToRollouts(it->second, node)) {
            changed.push_back(&it->second);
        }
        it->second = node;
        count(node, +1);
    }
    if (delta.complete) {
        std::erase_if(m_nodes, [&](const auto& entry) {
            const bool gone = !present.contains(entry.first);
            if (gone) {
                count(entry.second, -1);
            }
            return gone;
        });
    }
    m_version = std::max(m_version, delta.version);
    return changed;
}

const Node* FleetMirror::find(const NodeId& id) const {
    const auto it = m_nodes.find(id);
    return it == m_nodes.end() ? nullptr : &it->second;
}

std::vector<const Node*> FleetMirror::all() const {
    std::vector<const Node*> nodes;
    nodes.reserve(m_nodes.size());
    for (const auto& [id, node] : m_nodes) {
        nodes.push_back(&node);
    }
    std::sort(nodes.begin(), nodes.end(), [](const Node* a, const Node* b) { return a->id < b->id; });
    return nodes;
}

void FleetMirror::count(const Node& node, std::int32_t sign) {
    m_total += static_cast<std::uint32_t>(node.state == NodeState::Retired ? 0 : sign);
    m_serving += static_cast<std::uint32_t>(isServing(node.state) ? sign : 0);
}

} // namespace hotswap::engine
