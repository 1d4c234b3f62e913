// SPDX-License-Identifier: Apache-2.0
#pragma once
// What was asked for: a deployment's request, and the plan that was made of it.

#include "core/domain/identity.h"
#include "core/domain/ids.h"
#include "core/domain/module.h"
#include "core/domain/policy.h"
#include "core/domain/result.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hotswap {

/// Which nodes of the environment: all when both are empty.
struct NodeSelector {
    std::map<std::string, std::string> labels; ///< every one must match
    std::vector<NodeId> nodes;                 ///< only these
    bool operator==(const NodeSelector&) const = default;
};

/// What a person or script submits. Identity comes from the session beside it.
struct DeploymentRequest {
    EnvironmentId environment;
    ModuleName module;
    Version version;
    std::optional<StrategyKind> strategy; ///< default: the environment's
    std::optional<Policy> policy;         ///< default: the environment's with the strategy
    NodeSelector selector;
    std::string description;
    std::map<std::string, std::string> metadata;
    bool supersede = false;
    bool operator==(const DeploymentRequest&) const = default;
};

/// Checks lengths, names and ranges; error fields are the request's field names.
Status validate(const DeploymentRequest& request);

/// A request made definite when it was accepted.
struct DeploymentSpec {
    DeploymentId id;
    Scope scope;
    ReleaseInfo release;
    std::optional<Release> stable; ///< what to go back to; none: rolling back removes the module
    Policy policy;
    NodeSelector selector;
    std::string description;
    std::map<std::string, std::string> metadata;
    UserId requestedBy;
    Instant requestedAt{};
    std::optional<DeploymentId> supersedes;
};

struct PlannedWave {
    std::vector<NodeId> nodes;
    double exactNodes = 0; ///< before rounding, for the plan's rounding note
    Duration bake{};
    bool operator==(const PlannedWave&) const = default;
};

/// What will happen if nothing goes wrong, and how bad it can get.
struct Plan {
    std::vector<PlannedWave> waves;
    std::vector<NodeId> mayChange; ///< sorted; what an approval agrees to
    std::uint32_t environmentNodes = 0;
    std::uint32_t servingNodes = 0;  ///< at planning time
    std::uint32_t floorNodes = 0;    ///< availability floor in nodes, rounded up
    std::uint32_t lowestServing = 0; ///< lowest number of serving nodes at any planned moment
    std::vector<NodeId> skipped;     ///< offline or retired at planning time
    Duration expected{};
    Duration worst{};
    Duration earliestStop{}; ///< from start to the first moment a bad release can be stopped
    /// Over release, stable release, strategy and its numbers, policy version, environment, selector and
    /// mayChange; order, skipping and shrinking are outside it.
    Digest digest;
    bool operator==(const Plan&) const = default;
};

} // namespace hotswap
