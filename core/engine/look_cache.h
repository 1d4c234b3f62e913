// SPDX-License-Identifier: Apache-2.0
#pragma once
// Sums of a comparison's side, grown from look to look: only what came in since the last look is asked for,
// so that a bake of any length costs the same per look.

#include "core/ports/metrics_source.h"

namespace hotswap::engine {

/// One side of a comparison. Not thread-safe.
class GrowingArm {
public:
    /// Totals over the request's window. Starts anew when nodes, release or beginning differ from the time
    /// before.
    Result<ports::ArmTotals> totals(ports::MetricsSource& source, const Scope& scope,
                                    const ports::ArmRequest& request, Instant now);

private:
    ports::ArmRequest m_settled; ///< the window whose sums do not change any more
    ports::ArmTotals m_sums;
    bool m_isEmpty = true;
};

/// Adds totals of a window next to it: sums add up, means are weighted by samples. Nodes seen is a lower
/// bound: the greater of both.
void addTotals(ports::ArmTotals& into, const ports::ArmTotals& part);

} // namespace hotswap::engine
