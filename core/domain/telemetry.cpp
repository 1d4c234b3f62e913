// SPDX-License-Identifier: Apache-2.0
#include "core/domain/telemetry.h"

#include "core/domain/invariant.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hotswap {

namespace {

constexpr double kFirstBoundMs = 0.25;
constexpr double kBucketsPerDoubling = 4.0;

/// The finite upper bounds in ms, ascending; bucket kBuckets - 1 has none.
const std::array<double, LatencyHistogram::kBuckets - 1>& finiteBounds() {
    static const auto bounds = [] {
        std::array<double, LatencyHistogram::kBuckets - 1> values{};
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] = kFirstBoundMs * std::exp2(static_cast<double>(i) / kBucketsPerDoubling);
        }
        return values;
    }();
    return bounds;
}

} // namespace

double LatencyHistogram::upperBoundMs(std::size_t i) {
    HS_INVARIANT(i < kBuckets, "a bucket of the histogram");
    return i + 1 == kBuckets ? std::numeric_limits<double>::infinity() : finiteBounds()[i];
}

void LatencyHistogram::record(double milliseconds, std::uint64_t count) {
    const auto& bounds = finiteBounds();
    // A bucket includes its upper bound, as a Prometheus "le" does. NaN compares false and ends in the last
    // one.
    const auto it = std::find_if(bounds.begin(), bounds.end(), [&](double b) { return milliseconds <= b; });
    restore(static_cast<std::size_t>(it - bounds.begin()),
            static_cast<std::uint32_t>(std::min<std::uint64_t>(count, UINT32_MAX)));
    m_sumMs += milliseconds * static_cast<double>(count);
}

void LatencyHistogram::merge(const LatencyHistogram& other) {
    for (std::size_t i = 0; i < kBuckets; ++i) {
        restore(i, other.m_buckets[i]);
    }
    m_sumMs += other.m_sumMs;
}

void LatencyHistogram::restore(std::size_t bucket, std::uint32_t count) {
    HS_INVARIANT(bucket < kBuckets, "a bucket of the histogram");
    const std::uint32_t room = UINT32_MAX - m_buckets[bucket];
    const std::uint32_t added = std::min(count, room); // saturates: a wrapped counter would invert a verdict
    m_buckets[bucket] += added;
    m_count += added;
}

double LatencyHistogram::meanMs() const {
    return m_count == 0 ? std::numeric_limits<double>::quiet_NaN() : m_sumMs / static_cast<double>(m_count);
}

double LatencyHistogram::quantileMs(double q) const {
    if (m_count == 0) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const double rank = std::clamp(q, 0.0, 1.0) * static_cast<double>(m_count);
    double below = 0;
    for (std::size_t i = 0; i < kBuckets; ++i) {
        const double inBucket = m_buckets[i];
        if (inBucket > 0 && below + inBucket >= rank) {
            const double lower = i == 0 ? 0.0 : upperBoundMs(i - 1);
            if (i + 1 == kBuckets) {
                return lower; // no upper bound to interpolate to: the last finite bound, as Prometheus does
            }
            return lower + (upperBoundMs(i) - lower) * ((rank - below) / inBucket);
        }
        below += inBucket;
    }
    return upperBoundMs(kBuckets - 2);
}

} // namespace hotswap
