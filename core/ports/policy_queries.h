// SPDX-License-Identifier: Apache-2.0
#pragma once
// What people ask of policies that were set, and how they set them (part of core/ports/console_service.h).

#include "core/ports/policy_book.h"

#include <optional>
#include <vector>

namespace hotswap::ports {

namespace requests {

/// Sets a policy, as PolicyBook::setPolicy does; the answer's id is the version.
struct SetPolicy {
    PolicyChange change;
};

} // namespace requests

namespace queries {

/// Versions of an environment's policies, and what a deployment there goes by now.
struct Policies {
    EnvironmentId environment;
    std::optional<ModuleName>
        module; ///< versions of this one only, empty: those of every module; nothing: all
    std::optional<StrategyKind> strategy; ///< of the deployment; nothing: the policy's
    std::size_t limit = 50;               ///< at most limits::kPageRowsMax
};

} // namespace queries

struct PoliciesAnswer {
    std::vector<StoredPolicy> rows; ///< newest first
    Policy effective;               ///< with version kDefaultPolicyVersion: the product's default
    bool mayChange = false;         ///< the asking identity may set policies
};

} // namespace hotswap::ports
