// SPDX-License-Identifier: Apache-2.0
#pragma once
// Going back: which nodes, in which order, to what, how often. Pure.

#include "core/domain/deployment.h"
#include "core/engine/run_facts.h"

#include <optional>
#include <string>
#include <vector>

namespace hotswap::engine {

/// Whether there is something to go back to. Not when the release is the stable one already (nodes that
/// lagged behind were brought to it): going back only ever leads to another release.
bool hasWayBack(const Deployment& deployment);

/// The release to go back to: known to be stable in the scope and another one than the failing. None: the
/// module is removed.
std::optional<Release> rollbackTarget(const Deployment& deployment);

/// Every node that may have changed (succeeded, failed and unknown ones, those of the failing wave included):
/// first those that do not serve, then the latest wave backwards. Empty without a way back. On a person's
/// request also nodes of the plan that serve the release without a command of this deployment.
std::vector<NodeId> nodesToTakeBack(const Deployment& deployment, const RunFacts& facts);

/// What takes one node back: a slot that never got traffic is discarded, a release that may have it is
/// reverted or, without a stable one, removed.
CommandAction actionToTakeBack(const NodeProgress& node, const std::optional<Release>& target);

/// Whether the node serves what it is to go back to, or, where the new release never got traffic, keeps
/// nothing of it in its idle slot. A node that left the fleet for good counts as back.
bool isBack(const Deployment& deployment, const NodeProgress& node, const NodeFact& fact);

/// Whether the node's own last word and the facts agree that it never left the target: no command is needed.
bool neverLeft(const Deployment& deployment, const NodeProgress& node, const NodeFact& fact);

/// Pause after a failed try: policy.retryFirst doubled per try, ± 25 %. The jitter is a function of
/// deployment, node and try, so that the same decision is made again after a takeover.
Duration retryPause(const RollbackPolicy& policy, const DeploymentId& deployment, std::uint32_t node,
                    std::uint32_t tries);

/// State in which a deployment ends that never changed a node, or that has gone back for the reason.
DeploymentState endStateWithoutChanges(EndReason reason);
DeploymentState endStateAfterRollback(EndReason reason);

} // namespace hotswap::engine
