// SPDX-License-Identifier: Apache-2.0
#pragma once
// The bounds above which an answer counts as slow: the ends of the histogram's buckets that lie closest to
// the usual p50, p95 and p99.
//
// They are taken once, from both sides together. Alike sides split any count of slow answers by their
// traffic, however the bound was chosen from the sum; so choosing it does not favour a finding.

#include "core/domain/telemetry.h"

#include <array>
#include <cstddef>

namespace hotswap::verdict {

class LatencyBounds {
public:
    static constexpr std::size_t kCount = 3;
    static constexpr std::array<double, kCount> kQuantiles{0.5, 0.95, 0.99};

    /// Fixes what these answers are enough for and is not fixed yet.
    void learn(const LatencyHistogram& both);
    bool areFixed() const;
    bool isFixed(std::size_t bound) const { return m_bucket[bound] >= 0; }
    /// Answers above a bound.
    double slower(std::size_t bound, const LatencyHistogram& latency) const;

private:
    std::array<int, kCount> m_bucket{-1, -1, -1}; ///< the last that is not slow; -1: not fixed
};

} // namespace hotswap::verdict
