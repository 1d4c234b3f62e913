// SPDX-License-Identifier: Apache-2.0
#pragma once
// Measurements of nodes and releases: one sample per node, release and interval, with a mergeable latency
// histogram; folded to rows of (scope, arm, node, 10 s) by gateways.

#include "core/domain/ids.h"
#include "core/domain/time.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>

namespace hotswap {

/// Latency histogram with fixed bucket bounds kLatencyBoundUs[i] = 250 µs × 2^(i/4): 0.25 ms to 60 s in steps
/// of 19 %. Fixed bounds make it mergeable by addition; a quantile is exact to one bucket, interpolated
/// inside.
class LatencyHistogram {
public:
    static constexpr std::size_t kBuckets = 74; ///< the last one holds everything slower
    /// Upper bound of bucket `i` in milliseconds; infinity for the last.
    static double upperBoundMs(std::size_t i);

    void record(double milliseconds, std::uint64_t count = 1);
    void merge(const LatencyHistogram& other);
    std::uint64_t count() const { return m_count; }
    double sumMs() const { return m_sumMs; }
    /// Mean in ms; NaN when empty.
    double meanMs() const;
    /// Quantile q in 0..1, in ms; NaN when empty.
    double quantileMs(double q) const;

    const std::array<std::uint32_t, kBuckets>& buckets() const { return m_buckets; }
    /// Sets one bucket's count and the sum, for decoders.
    void restore(std::size_t bucket, std::uint32_t count);
    void restoreSum(double sumMs) { m_sumMs = sumMs; }
    bool operator==(const LatencyHistogram&) const = default;

private:
    std::array<std::uint32_t, kBuckets> m_buckets{};
    std::uint64_t m_count = 0;
    double m_sumMs = 0;
};

/// What one release on one node did in one interval. NaN means "not measured".
struct Sample {
    NodeId node;
    ModuleName module;
    Digest release;
    Instant start{};   ///< of the interval, store time
    Duration length{}; ///< of the interval
    std::uint64_t requests = 0;
    std::uint64_t errors = 0; ///< answers 5xx and failed requests
    LatencyHistogram latency;
    double cpuPercent = 0;               ///< of the host, 0..100
    double memoryPercent = 0;            ///< of the host, 0..100
    std::map<std::string, double> named; ///< further module metrics, at most 32
    bool operator==(const Sample&) const = default;
};

/// Which side of a comparison a row belongs to.
enum class Arm { Canary, Baseline };

} // namespace hotswap
