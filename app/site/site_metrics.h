// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a site tells about itself on its probe socket, in the words that every module's metrics use.

#include <array>
#include <cstdint>
#include <string>

namespace hotswap::site {

class SiteMetrics {
public:
    /// One answer on a public socket; `seconds` from the complete request to its last byte handed over.
    void answered(int status, double seconds, std::uint64_t bytes);
    /// Prometheus text format 0.0.4.
    std::string text(std::size_t connections) const;

private:
    static constexpr std::array kBoundsS{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                         0.05,   0.1,   0.25,   1.0,   10.0};

    std::uint64_t m_requests = 0;
    std::uint64_t m_errors = 0;
    std::uint64_t m_bytes = 0;
    double m_seconds = 0;
    std::array<std::uint64_t, kBoundsS.size() + 1> m_buckets{};
};

} // namespace hotswap::site
