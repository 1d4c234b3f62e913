// SPDX-License-Identifier: Apache-2.0
#pragma once
// Node rows of one tenant, with an index by the version of their last change: reading what changed costs what
// changed.

#include "core/domain/node.h"
#include "core/ports/fleet_store.h"

#include <map>
#include <set>
#include <unordered_map>

namespace hotswap::store {

/// Not thread-safe: part of the locked state. Rows keep their address for life.
class FleetTable {
public:
    /// Whether the rows may be stored: environment unchanged (InvalidArgument), room (LimitExceeded).
    Status check(const std::vector<const Node*>& nodes) const;
    /// Stores a row; true when something changed. An older session or an equal row changes nothing.
    bool put(const Node& node);

    ports::FleetDelta since(const EnvironmentId& environment, std::uint64_t afterVersion) const;
    const Node* find(const NodeId& id) const;
    std::uint64_t version() const { return m_version; }
    /// Nodes of the environment that are part of the fleet and do not serve.
    const std::set<NodeId>& notServing(const EnvironmentId& environment) const;

private:
    struct EnvironmentFacts {
        std::size_t nodes = 0;
        std::set<NodeId> notServing;
    };

    std::unordered_map<NodeId, Node> m_nodes;
    std::map<std::uint64_t, const Node*> m_byVersion;
    std::map<EnvironmentId, EnvironmentFacts> m_environments;
    std::uint64_t m_version = 0;
};

} // namespace hotswap::store
