// SPDX-License-Identifier: Apache-2.0
#pragma once
// What people ask of kept evidence (part of core/ports/console_service.h).

#include "core/domain/backtest.h"
#include "core/domain/look.h"
#include "core/domain/policy.h"
#include "core/ports/evidence_book.h"

#include <optional>
#include <vector>

namespace hotswap::ports {

namespace queries {

/// Looks of a deployment after a number, oldest first.
struct Evidence {
    DeploymentId id;
    std::uint32_t afterNumber = 0;
    std::size_t limit = 50; ///< at most EvidenceAnswer::kLooksMax
};

/// Tries a policy on the evidence of the latest rollouts that ended and were judged. Takes a while.
struct Backtest {
    Policy policy; ///< only what judges is tried
    std::optional<EnvironmentId> environment;
    std::optional<ModuleName> module;
    std::size_t last = 20; ///< at most BacktestAnswer::kRowsMax
};

} // namespace queries

struct EvidenceAnswer {
    static constexpr std::size_t kLooksMax = 100;
    std::vector<LookEvidence> looks;
    EvidenceKept kept;
};

struct BacktestAnswer {
    static constexpr std::size_t kRowsMax = 100;
    std::vector<BacktestRow> rows; ///< latest first
    BacktestSum sum;
};

} // namespace hotswap::ports
