// SPDX-License-Identifier: Apache-2.0
#include "core/engine/run_facts.h"

#include "core/engine/wave_planner.h"

namespace hotswap::engine {

void RunFacts::rebuild(const Deployment& deployment, const FleetMirror& fleet, Instant now) {
    m_facts.assign(deployment.nodes().size(), NodeFact{});
    m_broken.clear();
    m_joined.clear();
    environmentNodes = fleet.total();
    servingNodes = fleet.serving();
    for (std::uint32_t index = 0; index < m_facts.size(); ++index) {
        if (const Node* node = fleet.find(deployment.nodes().at(index).id)) {
            m_facts[index] = look(deployment, *node);
            m_facts[index].since = now;
        }
        const bool wasWell = deployment.nodes().at(index).step == NodeStep::Healthy;
        if (wasWell && !m_facts[index].runsWell(Running::New)) {
            m_broken.insert(index);
        }
    }
    for (const Node* node : fleet.all()) {
        if (!deployment.nodes().indexOf(node->id)) {
            update(deployment, *node, now);
        }
    }
}

bool RunFacts::update(const Deployment& deployment, const Node& node, Instant now) {
    const auto index = deployment.nodes().indexOf(node.id);
    if (index && *index < m_facts.size()) {
        set(*index, look(deployment, node), now);
        return true;
    }
    const bool fresh = !index && node.state != NodeState::Retired && node.state != NodeState::Offline &&
                       node.state != NodeState::Enrolling && selects(deployment.spec().selector, node);
    return fresh && m_joined.insert(node.id).second;
}

NodeFact RunFacts::look(const Deployment& deployment, const Node& node) const {
    NodeFact fact;
    fact.known = true;
    fact.state = node.state;
    const DeploymentSpec& spec = deployment.spec();
    const NodeRelease* module = node.find(spec.scope.module);
    if (module == nullptr || module->current.digest.empty()) {
        fact.healthy = true;
    } else {
        const Digest& digest = module->current.digest;
        fact.healthy = module->healthy;
        fact.running = digest == spec.release.release.digest          ? Running::New
                       : spec.stable && digest == spec.stable->digest ? Running::Stable
                                                                      : Running::Other;
    }
    fact.prepared =
        module != nullptr && module->prepared && module->prepared->digest == spec.release.release.digest;
    return fact;
}

void RunFacts::set(std::uint32_t index, NodeFact fact, Instant now) {
    NodeFact& old = m_facts[index];
    fact.since = old.running == fact.running && old.ok() == fact.ok() ? old.since : now;
    const bool wasWell = old.runsWell(Running::New);
    const bool isWell = fact.runsWell(Running::New);
    if (wasWell && !isWell) {
        m_broken.insert(index);
    } else if (isWell) {
        m_broken.erase(index);
    }
    old = fact;
}

} // namespace hotswap::engine
