// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who works on which node of an environment, over all deployments of a tenant, and how many nodes are out of
// service by that.

#include "core/ports/store.h"
#include "core/store/memory/fleet_table.h"

#include <map>
#include <vector>

namespace hotswap::store {

/// Not thread-safe: part of the locked state.
class CapacityTable {
public:
    /// Checks changes in their order, each seeing the ones before it; nothing is changed.
    Status check(const std::vector<ports::CapacityChange>& changes, const FleetTable& fleet) const;
    void apply(const std::vector<ports::CapacityChange>& changes);
    /// Frees whatever a deployment still holds.
    void releaseAll(const DeploymentId& deployment);

private:
    struct Claim {
        DeploymentId deployment;
        bool lowers = false;
    };
    using Claims = std::map<NodeId, Claim>;
    class Trial;

    std::map<EnvironmentId, Claims> m_environments;
};

} // namespace hotswap::store
