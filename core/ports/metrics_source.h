// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where verdicts get their numbers from.

#include "core/domain/ids.h"
#include "core/domain/result.h"
#include "core/domain/telemetry.h"
#include "core/domain/time.h"

#include <optional>
#include <vector>

namespace hotswap::ports {

/// One side of a comparison over one window. Which nodes, which release, when.
struct ArmRequest {
    std::vector<NodeId> nodes;
    std::optional<Digest> release; ///< only samples of this release; none: whatever ran
    Instant from{};
    Instant to{};
};

/// Sums over an arm's window. Means are per sample; NaN where nothing was measured.
struct ArmTotals {
    std::uint64_t requests = 0;
    std::uint64_t errors = 0;
    LatencyHistogram latency;
    double cpuMean = 0;
    double memoryMean = 0;
    std::uint32_t samples = 0;   ///< node intervals
    std::uint32_t nodesSeen = 0; ///< nodes with at least one sample
};

/// Thread-safe. An error counts towards "metric source failing".
class MetricsSource {
public:
    virtual ~MetricsSource() = default;
    virtual Result<ArmTotals> totals(const Scope& scope, const ArmRequest& request) = 0;
    /// The rows themselves that begin within from..to (to excluded), ordered by start, then node; at most
    /// kRowsMax, the earliest. Those of the last seconds may still grow.
    virtual Result<std::vector<Sample>> rows(const Scope& scope, const ArmRequest& request) = 0;
    static constexpr std::size_t kRowsMax = 100'000;
};

} // namespace hotswap::ports
