// SPDX-License-Identifier: Apache-2.0
#pragma once
// Counters of one process in the Prometheus text format. The buckets of the duration histogram are those of
// HotSwap's own (250 µs × 2^(i/4)), so that nothing is lost when a node reads them.

#include <array>
#include <cstdint>
#include <string>

namespace storefront {

class Metrics {
public:
    Metrics();

    /// Counts one answer to the public.
    void answered(int status, double milliseconds);
    void connectionsNow(std::size_t count) { m_connections = count; }

    std::string text() const;

private:
    static constexpr std::size_t kFiniteBuckets = 73;

    std::array<double, kFiniteBuckets> m_boundsMs{};
    std::array<std::uint64_t, kFiniteBuckets + 1> m_buckets{};
    std::uint64_t m_requests = 0;
    std::uint64_t m_errors = 0;
    double m_sumMs = 0;
    std::size_t m_connections = 0;
};

} // namespace storefront
