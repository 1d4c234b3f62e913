// SPDX-License-Identifier: Apache-2.0
#include "core/engine/rollback_planner.h"

#include "core/domain/planted.h"

#include <algorithm>
#include <tuple>

namespace hotswap::engine {

namespace {

constexpr double kJitterShare = 0.25;
constexpr std::uint32_t kDoublingsMax = 16;

/// FNV-1a with a finishing mix: spreads retries, decides nothing else.
std::uint64_t mix(const std::string& text, std::uint64_t a, std::uint64_t b) {
    std::uint64_t hash = 1469598103934665603ULL;
    const auto add = [&](std::uint64_t value) { hash = (hash ^ value) * 1099511628211ULL; };
    for (const char c : text) {
        add(static_cast<unsigned char>(c));
    }
    add(a + 0x9E3779B97F4A7C15ULL);
    add(b + 0xBF58476D1CE4E5B9ULL);
    hash ^= hash >> 29;
    return hash * 0x94D049BB133111EBULL >> 11;
}

} // namespace

bool hasWayBack(const Deployment& deployment) {
    return !deployment.stable() || deployment.stable()->digest != deployment.spec().release.release.digest;
}

std::optional<Release> rollbackTarget(const Deployment& deployment) {
    return deployment.stable();
}

std::vector<NodeId> nodesToTakeBack(const Deployment& deployment, const RunFacts& facts) {
    using Key = std::tuple<bool, std::uint32_t, std::uint32_t>; // serves, waves from the end, index
    std::vector<Key> keys;
    const NodeTable& nodes = deployment.nodes();
    const auto waves = static_cast<std::uint32_t>(deployment.waves().size());
    const bool any = deployment.hasChangedNodes() && hasWayBack(deployment);
    for (std::uint32_t index = 0; any && index < nodes.size(); ++index) {
        const bool forgotten =
            isPlanted(PlantedBug::RollbackSkipsFailed) && nodes.at(index).step == NodeStep::Failed;
        // When a person takes a release back, also where the rollback of a later deployment brought it.
        const bool brought =
            deployment.rollbackRequest().has_value() && facts.at(index).running == Running::New;
        if ((nodes.at(index).mayHaveChanged || brought) && !forgotten) {
            keys.emplace_back(facts.at(index).ok(), waves - nodes.at(index).wave, index);
        }
    }
    std::sort(keys.begin(), keys.end());
    std::vector<NodeId> ids;
    ids.reserve(keys.size());
    for (const Key& key : keys) {
        ids.push_back(nodes.at(std::get<2>(key)).id);
    }
    return ids;
}

CommandAction actionToTakeBack(const NodeProgress& node, const std::optional<Release>& target) {
    if (!node.switched) {
        return CommandAction::Discard;
    }
    return target ? CommandAction::Revert : CommandAction::Remove;
}

bool isBack(const Deployment& deployment, const NodeProgress& node, const NodeFact& fact) {
    if (!fact.known || fact.state == NodeState::Retired) {
        return true;
    }
    if (fact.prepared) {
        return false;
    }
    if (!node.switched) {
        return fact.running != Running::New;
    }
    const auto& target = deployment.rollback()->target;
    if (!target) {
        return fact.running == Running::Nothing;
    }
    return fact.runsWell(Running::Stable);
}

bool neverLeft(const Deployment& deployment, const NodeProgress& node, const NodeFact& fact) {
    if (!fact.known || fact.state == NodeState::Retired) {
        return true;
    }
    const bool answered = !node.open && !node.rollback && node.outcome &&
                          *node.outcome != ReceiptOutcome::Applied && *node.outcome != ReceiptOutcome::Broken;
    const auto& target = deployment.rollback()->target;
    return answered && node.running == (target ? target->digest : Digest()) && isBack(deployment, node, fact);
}

Duration retryPause(const RollbackPolicy& policy, const DeploymentId& deployment, std::uint32_t node,
                    std::uint32_t tries) {
    const std::uint32_t doublings = std::min(tries > 0 ? tries - 1 : 0, kDoublingsMax);
    const double whole =
        static_cast<double>(policy.retryFirst.count()) * static_cast<double>(1U << doublings);
    const double unit = static_cast<double>(mix(deployment.value, node, tries) % 10'001) / 10'000;
    return Duration(static_cast<Duration::rep>(whole * (1 - kJitterShare + 2 * kJitterShare * unit)));
}

DeploymentState endStateWithoutChanges(EndReason reason) {
    switch (reason) {
    case EndReason::AbortRequested:
    case EndReason::Superseded:
    case EndReason::ApprovalRejected:
    case EndReason::ApprovalExpired: return DeploymentState::Aborted;
    case EndReason::RollbackRequested: return DeploymentState::RolledBack;
    default: return DeploymentState::Failed;
    }
}

DeploymentState endStateAfterRollback(EndReason reason) {
    const bool wanted = reason == EndReason::AbortRequested || reason == EndReason::Superseded ||
                        reason == EndReason::ApprovalRejected || reason == EndReason::ApprovalExpired;
    return wanted ? DeploymentState::Aborted : DeploymentState::RolledBack;
}

} // namespace hotswap::engine
