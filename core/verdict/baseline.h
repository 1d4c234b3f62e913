// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which comparison a canary is held against (design: semantics.md, Verdict, baseline order 1-2-3).

#include "core/domain/policy.h"
#include "core/domain/telemetry.h"
#include "core/domain/verdict.h"

#include <cstdint>
#include <optional>

namespace hotswap::verdict {

/// One side of a comparison: sums over its nodes and its window. Means are NaN where nothing was measured.
struct ArmNumbers {
    std::uint64_t requests = 0;
    std::uint64_t errors = 0;
    LatencyHistogram latency;
    double cpuMean = 0;
    double memoryMean = 0;
    std::uint32_t samples = 0;   ///< node intervals
    std::uint32_t nodesSeen = 0; ///< nodes with at least one sample
    Duration window{};

    /// Requests per second and node; 0 when nothing was seen.
    double requestRate() const;
};

/// What there is to compare with.
struct Baselines {
    std::optional<ArmNumbers> untouched;     ///< (1) untouched nodes, same time
    std::optional<ArmNumbers> lastWave;      ///< (2) frozen window of the last wave that had such nodes
    std::optional<ArmNumbers> beforeRollout; ///< (3) the same nodes before the rollout
};

struct BaselineChoice {
    BaselineSource source = BaselineSource::None;
    const ArmNumbers* arm = nullptr; ///< into the Baselines; nullptr for None
    /// Only absolute limits and a worsening against earlier waves can fail.
    bool isWeak() const { return source != BaselineSource::UntouchedNodes; }
};

/// The first that is good enough: (1) needs policy.baselineNodesMin nodes with at least
/// policy.baselineRequestShareMin of the canary's requests per node; (2) and (3) need one sample.
BaselineChoice chooseBaseline(const JudgePolicy& policy, const ArmNumbers& canary,
                              const Baselines& baselines);

} // namespace hotswap::verdict
