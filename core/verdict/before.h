// SPDX-License-Identifier: Apache-2.0
#pragma once
// By how much the canary's nodes were worse than the untouched ones before the rollout: what was so before is
// no worsening (difference in differences). Only ever in the canary's favour: nodes that were better before
// are not held to it.

#include "core/domain/look.h"
#include "core/verdict/latency_bounds.h"

#include <array>
#include <optional>

namespace hotswap::verdict {

struct BeforeDifference {
    double errors = 1;                                               ///< ratio of error rates, at least 1
    std::array<double, LatencyBounds::kCount> slower{1.0, 1.0, 1.0}; ///< the same of slow answers
    double latencyMean = 0;                                          ///< ms, at least 0
    double latencyP99 = 0;
    double cpu = 0; ///< points, at least 0
    double memory = 0;
    double of(Metric metric) const; ///< to be added to a baseline; nought for errors, which are multiplied
};

/// A ratio counts when it is beyond chance, and then with what chance may have hidden of it (two standard
/// errors of clumped counts each).
BeforeDifference differenceBefore(const std::optional<WindowSum>& canary,
                                  const std::optional<WindowSum>& untouched, const LatencyBounds& bounds);

} // namespace hotswap::verdict
