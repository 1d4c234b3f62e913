// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/capacity_table.h"

#include <algorithm>
#include <optional>

namespace hotswap::store {

/// The claims of one environment with the changes of a transaction laid over them.
class CapacityTable::Trial {
public:
    Trial(const Claims& stored, const std::set<NodeId>& notServing)
        : m_stored(stored), m_notServing(notServing), m_out(notServing.size()) {
        for (const auto& [node, claim] : stored) {
            m_out += costs(node, claim) ? 1 : 0;
        }
    }

    void release(const DeploymentId& deployment, const NodeId& node) {
        if (const Claim* held = find(node); held != nullptr && held->deployment == deployment) {
            m_out -= costs(node, *held) ? 1 : 0;
            m_changed[node] = std::nullopt;
        }
    }

    Status claim(const ports::CapacityChange& change, const NodeId& node) {
        const Claim next{change.deployment, change.lowers};
        const Claim* held = find(node);
        if (held != nullptr && held->deployment != change.deployment) {
            return makeError(ErrorCode::CapacityRefused, node.value);
        }
        const bool costedBefore = held != nullptr && costs(node, *held);
        const bool costsNow = costs(node, next);
        if (costsNow && !costedBefore && m_out != 0 && m_out + 1 > change.outOfServiceMax) {
            return makeError(ErrorCode::CapacityRefused, node.value);
        }
        m_out += costsNow ? 1 : 0;
        m_out -= costedBefore ? 1 : 0;
        m_changed[node] = next;
        return success();
    }

private:
    /// Whether the claim takes a node out of service that would serve otherwise.
    bool costs(const NodeId& node, const Claim& claim) const {
        return claim.lowers && !m_notServing.contains(node);
    }

    const Claim* find(const NodeId& node) const {
        if (const auto it = m_changed.find(node); it != m_changed.end()) {
            return it->second ? &*it->second : nullptr;
        }
        const auto it = m_stored.find(node);
        return it == m_stored.end() ? nullptr : &it->second;
    }

    const Claims& m_stored;
    const std::set<NodeId>& m_notServing;
    std::map<NodeId, std::optional<Claim>> m_changed;
    std::size_t m_out = 0;
};

Status CapacityTable::check(const std::vector<ports::CapacityChange>& changes,
                            const FleetTable& fleet) const {
    static const Claims kNoClaims;
    std::map<EnvironmentId, Trial> trials;
    for (const ports::CapacityChange& change : changes) {
        const auto stored = m_environments.find(change.environment);
        Trial& trial =
            trials
                .try_emplace(change.environment, stored == m_environments.end() ? kNoClaims : stored->second,
                             fleet.notServing(change.environment))
                .first->second;
        for (const NodeId& node : change.release) {
            trial.release(change.deployment, node);
        }
        for (const NodeId& node : change.claim) {
            HS_TRY(trial.claim(change, node));
        }
    }
    return success();
}

void CapacityTable::apply(const std::vector<ports::CapacityChange>& changes) {
    for (const ports::CapacityChange& change : changes) {
        Claims& claims = m_environments[change.environment];
        for (const NodeId& node : change.release) {
            const auto it = claims.find(node);
            if (it != claims.end() && it->second.deployment == change.deployment) {
                claims.erase(it);
            }
        }
        for (const NodeId& node : change.claim) {
            claims[node] = Claim{change.deployment, change.lowers};
        }
    }
}

void CapacityTable::releaseAll(const DeploymentId& deployment) {
    for (auto& [environment, claims] : m_environments) {
        std::erase_if(claims, [&](const auto& entry) { return entry.second.deployment == deployment; });
    }
}

} // namespace hotswap::store
