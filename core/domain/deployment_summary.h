// SPDX-License-Identifier: Apache-2.0
#pragma once
// One row about a deployment: what lists show and stores index. The writer of an append computes it from the
// aggregate it has folded, so that no store needs to understand events.

#include "core/domain/deployment_spec.h"
#include "core/domain/deployment_state.h"
#include "core/domain/verdict.h"

#include <optional>
#include <string>
#include <vector>

namespace hotswap {

struct ActivePause {
    PauseReason reason = PauseReason::Operator;
    Instant since{};
    std::string detail;
    bool operator==(const ActivePause&) const = default;
};

/// What this deployment's last event says about the release its scope is stable on.
struct StableChange {
    enum class Kind { Unchanged, Set, Cleared };
    Kind kind = Kind::Unchanged;
    Release release;
    bool operator==(const StableChange&) const = default;
};

struct DeploymentSummary {
    DeploymentId id;
    Scope scope;
    Release release;
    std::optional<Release> stable; ///< release before this deployment
    StrategyKind strategy = StrategyKind::Direct;
    DeploymentState state = DeploymentState::Queued;
    std::vector<ActivePause> pauses;
    EndReason endReason = EndReason::None;
    std::string endDetail;
    std::optional<Stage> stage; ///< first stage at work or waiting
    std::uint32_t wave = 0;     ///< number of waves passed
    std::uint32_t waves = 0;
    std::uint32_t nodesTotal = 0;
    std::uint32_t nodesChanged = 0; ///< healthy on the release
    std::uint32_t nodesFailed = 0;
    std::uint32_t nodesInFlight = 0;
    std::uint32_t nodesTakenBack = 0;
    std::optional<VerdictKind> verdict; ///< of the latest look
    std::string description;            ///< of the request, for searching
    UserId requestedBy;
    Instant requestedAt{};
    Instant startedAt{};
    Instant endedAt{}; ///< zero: not ended
    Instant changedAt{};
    std::optional<ApprovalId> approval; ///< pending one
    StableChange stableChange;
    std::uint64_t version = 0; ///< stream version it reflects
    bool operator==(const DeploymentSummary&) const = default;
};

} // namespace hotswap
