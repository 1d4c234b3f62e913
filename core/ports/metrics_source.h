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

/// Thread-safe. An error counts towards "metric source failing".
class MetricsSource {
public:
    virtual ~MetricsSource() = default;
    /// Rows that begin within from..to (to excluded), ordered by start, then node; at most
    /// kRowsMax, the earliest. Those of the last seconds may still grow.
    virtual Result<std::vector<Sample>> rows(const Scope& scope, const ArmRequest& request) = 0;
    static constexpr std::size_t kRowsMax = 100'000;
};

} // namespace hotswap::ports
