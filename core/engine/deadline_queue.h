// SPDX-License-Identifier: Apache-2.0
#pragma once
// When each deployment is to be looked at again, at the latest. One entry each.

#include "core/domain/ids.h"
#include "core/domain/time.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

namespace hotswap::engine {

class DeadlineQueue {
public:
    /// Replaces the deployment's deadline; kNever removes it.
    void set(const DeploymentId& deployment, Instant at);
    void remove(const DeploymentId& deployment) { set(deployment, kNever); }
    /// kNever when empty.
    Instant next() const;
    /// Removes and answers what is due at `now`, earliest first.
    std::vector<DeploymentId> takeDue(Instant now);

private:
    std::map<DeploymentId, Instant> m_byDeployment;
    std::set<std::pair<Instant, DeploymentId>> m_byTime;
};

} // namespace hotswap::engine
