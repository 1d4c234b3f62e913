// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/latency_bounds.h"

#include <algorithm>
#include <cmath>

namespace hotswap::verdict {

namespace {

constexpr double kAnswersMin = 100;
constexpr double kSlowAnswersMin = 10;

} // namespace

void LatencyBounds::learn(const LatencyHistogram& both) {
    const double count = static_cast<double>(both.count());
    for (std::size_t bound = 0; bound < kCount; ++bound) {
        const double slow = 1 - kQuantiles[bound];
        if (isFixed(bound) || count < std::max(kAnswersMin, kSlowAnswersMin / slow)) {
            continue;
        }
        double least = 0;
        double above = count;
        for (std::size_t i = 0; i + 1 < LatencyHistogram::kBuckets; ++i) {
            above -= both.buckets()[i];
            // Half an answer more: a bound that nothing is above is as good as one that too little is above.
            const double off = std::abs(std::log((above + 0.5) / (count * slow)));
            if (m_bucket[bound] < 0 || off < least) {
                least = off;
                m_bucket[bound] = static_cast<int>(i);
            }
        }
    }
}

bool LatencyBounds::areFixed() const {
    return std::all_of(m_bucket.begin(), m_bucket.end(), [](int bucket) { return bucket >= 0; });
}

double LatencyBounds::slower(std::size_t bound, const LatencyHistogram& latency) const {
    std::uint64_t slow = 0;
    for (auto i = static_cast<std::size_t>(m_bucket[bound] + 1); i < LatencyHistogram::kBuckets; ++i) {
        slow += latency.buckets()[i];
    }
    return static_cast<double>(slow);
}

} // namespace hotswap::verdict
