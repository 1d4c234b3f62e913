// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is known about the nodes of one deployment, by plan index and seen through its eyes: the new release,
// the stable one or something else. Kept by deltas of the fleet.

#include "core/domain/deployment.h"
#include "core/domain/node.h"
#include "core/engine/fleet_mirror.h"

#include <cstdint>
#include <set>
#include <vector>

namespace hotswap::engine {

/// What a node runs of the module.
enum class Running { Nothing, New, Stable, Other };

struct NodeFact {
    bool known = false; ///< the environment has the node
    NodeState state = NodeState::Offline;
    Running running = Running::Nothing;
    bool healthy = false;  ///< probes pass (nothing running: true)
    bool prepared = false; ///< the new release is healthy in the idle slot
    Instant since{};       ///< since when `running` and ok() are as they are, seen without a break

    /// Serves what it runs: reachable and its probes pass.
    bool ok() const { return known && isServing(state) && healthy; }
    bool runsWell(Running what) const { return running == what && ok(); }
    bool reachable() const { return known && state != NodeState::Offline && state != NodeState::Retired; }
};

class RunFacts {
public:
    /// Looks at every node of the deployment once; later changes come through update().
    void rebuild(const Deployment& deployment, const FleetMirror& fleet, Instant now);
    /// One changed node of the environment; true when it concerns the deployment.
    bool update(const Deployment& deployment, const Node& node, Instant now);

    const NodeFact& at(std::uint32_t index) const { return m_facts[index]; }
    std::size_t size() const { return m_facts.size(); }
    /// Nodes that ran the new release well and do not any more. May hold ones that are no longer of interest.
    const std::set<std::uint32_t>& broken() const { return m_broken; }
    /// Selected nodes of the environment that the plan does not know, in order of their ids.
    const std::set<NodeId>& joined() const { return m_joined; }
    void forgetJoined() { m_joined.clear(); }

    std::uint32_t environmentNodes = 0;
    std::uint32_t servingNodes = 0;

private:
    NodeFact look(const Deployment& deployment, const Node& node) const;
    void set(std::uint32_t index, NodeFact fact, Instant now);

    std::vector<NodeFact> m_facts;
    std::set<std::uint32_t> m_broken;
    std::set<NodeId> m_joined;
};

} // namespace hotswap::engine
