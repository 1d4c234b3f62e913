// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/fleet_table.h"

#include "core/domain/limits.h"

namespace hotswap::store {

namespace {

bool equalButVersion(const Node& stored, const Node& next) {
    Node same = next;
    same.version = stored.version;
    return stored == same;
}

} // namespace

Status FleetTable::check(const std::vector<const Node*>& nodes) const {
    std::map<NodeId, EnvironmentId> added;
    std::map<EnvironmentId, std::size_t> counts;
    for (const Node* node : nodes) {
        if (node->id.empty() || node->environment.empty()) {
            return invalidField(node->id.empty() ? "node" : "environment", "a name");
        }
        const Node* stored = find(node->id);
        if (stored == nullptr && added.try_emplace(node->id, node->environment).second) {
            ++counts[node->environment];
        }
        const EnvironmentId& place = stored != nullptr ? stored->environment : added[node->id];
        if (place != node->environment) {
            return invalidField("environment",
                                place.value + ", where node " + node->id.value + " is enrolled");
        }
    }
    for (const auto& [environment, count] : counts) {
        const auto it = m_environments.find(environment);
        if (count + (it == m_environments.end() ? 0 : it->second.nodes) > limits::kFleetNodesMax) {
            return makeError(ErrorCode::LimitExceeded, "nodes of " + environment.value);
        }
    }
    return success();
}

bool FleetTable::put(const Node& node) {
    const auto [it, added] = m_nodes.try_emplace(node.id, node);
    Node& row = it->second;
    if (!added) {
        if (node.session < row.session || equalButVersion(row, node)) {
            return false;
        }
        m_byVersion.erase(row.version);
        row = node;
    }
    row.version = ++m_version;
    m_byVersion.emplace_hint(m_byVersion.end(), row.version, &row);
    EnvironmentFacts& facts = m_environments[row.environment];
    facts.nodes += added ? 1 : 0;
    if (isServing(row.state) || row.state == NodeState::Retired) {
        facts.notServing.erase(row.id);
    } else {
        facts.notServing.insert(row.id);
    }
    return true;
}

ports::FleetDelta FleetTable::since(const EnvironmentId& environment, std::uint64_t afterVersion) const {
    ports::FleetDelta delta;
    delta.version = m_version;
    // A reader that knows more than this store has read from another one: it gets everything.
    delta.complete = afterVersion == 0 || afterVersion > m_version;
    const auto first = delta.complete ? m_byVersion.begin() : m_byVersion.upper_bound(afterVersion);
    for (auto it = first; it != m_byVersion.end(); ++it) {
        if (environment.empty() || it->second->environment == environment) {
            delta.nodes.push_back(*it->second);
        }
    }
    return delta;
}

const Node* FleetTable::find(const NodeId& id) const {
    const auto it = m_nodes.find(id);
    return it == m_nodes.end() ? nullptr : &it->second;
}

const std::set<NodeId>& FleetTable::notServing(const EnvironmentId& environment) const {
    static const std::set<NodeId> kNone;
    const auto it = m_environments.find(environment);
    return it == m_environments.end() ? kNone : it->second.notServing;
}

} // namespace hotswap::store
