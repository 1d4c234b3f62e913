// SPDX-License-Identifier: Apache-2.0
#include "core/domain/deployment_event.h"

#include <array>

namespace hotswap {

namespace {

// In the order of the variant's alternatives.
constexpr std::array<std::string_view, std::variant_size_v<DeploymentEventBody>> kNames{
    "submitted",         "started",
    "stageChanged",      "checkFinished",
    "approvalRequested", "approvalDecided",
    "waveStarted",       "nodeCommanded",
    "nodeAnswered",      "nodeBecameHealthy",
    "nodeFailed",        "nodeSkipped",
    "bakeStarted",       "waveJudged",
    "wavePassed",        "paused",
    "pauseEnded",        "promoted",
    "abortRequested",    "rollbackStarted",
    "nodeStuck",         "interventionNeeded",
    "retryRequested",    "rollbackRequested",
    "acceptedAsItIs",    "superseded",
    "finished",          "nodeReturned",
    "nodesJoined"};

static_assert(std::is_same_v<std::variant_alternative_t<28, DeploymentEventBody>, events::NodesJoined>);
static_assert(std::is_same_v<std::variant_alternative_t<18, DeploymentEventBody>, events::AbortRequested>);

} // namespace

std::string_view eventName(const DeploymentEventBody& body) {
    return kNames[body.index()];
}

} // namespace hotswap
