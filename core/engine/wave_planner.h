// SPDX-License-Identifier: Apache-2.0
#pragma once
// Plans: which nodes change in which wave, how low the number of serving nodes can get, and how long it
// takes.

#include "core/domain/deployment_spec.h"
#include "core/domain/node.h"
#include "core/domain/result.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hotswap::engine {

/// SHA-256 of bytes; core/crypto's, handed in because planning is pure.
using Hasher = std::function<Digest(std::string_view bytes)>;

/// Everything a plan depends on. The pointed-to values must live during the call only.
struct PlanRequest {
    Scope scope;
    const ReleaseInfo* release = nullptr;
    std::optional<Release> stable;
    const Policy* policy = nullptr;
    const NodeSelector* selector = nullptr;
    std::vector<const Node*> nodes; ///< all nodes of the environment, any order
};

/// Errors: InvalidArgument (selector.nodes names unknown ones, strategy.steps too many waves), NotFound (no
/// node that can be reached; fields name environment or selector), AlreadyExists (every selected node is on
/// the release and it is the stable one), Unsupported (blue-green for a release that cannot be swapped
/// without downtime), CapacityRefused (the plan could never proceed; fields hold floorNodes, servingNodes,
/// lowestServing), LimitExceeded.
Result<Plan> plan(const PlanRequest& request, const Hasher& hash);

/// The text whose digest an approval is bound to: release, stable release, strategy and its numbers, policy
/// version, environment, selector and the sorted nodes that may change. One line per field, values
/// length-prefixed.
std::string planDigestText(const PlanRequest& request, const std::vector<NodeId>& mayChange);

/// Whether the selector takes the node (by labels and list; state does not matter).
bool selects(const NodeSelector& selector, const Node& node);

/// Smallest number of nodes that must be serving: the share of all, rounded up.
std::uint32_t floorNodes(std::uint32_t environmentNodes, std::uint32_t percent);

} // namespace hotswap::engine
