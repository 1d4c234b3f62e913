// SPDX-License-Identifier: Apache-2.0
#include "app/site/site_metrics.h"

#include <algorithm>
#include <cstdio>

namespace hotswap::site {

namespace {

constexpr int kServerErrors = 500;

std::string shortNumber(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

} // namespace

void SiteMetrics::answered(int status, double seconds, std::uint64_t bytes) {
    ++m_requests;
    m_errors += status >= kServerErrors ? 1 : 0;
    m_bytes += bytes;
    m_seconds += seconds;
    const auto bucket = std::lower_bound(kBoundsS.begin(), kBoundsS.end(), seconds) - kBoundsS.begin();
    ++m_buckets[static_cast<std::size_t>(bucket)];
}

std::string SiteMetrics::text(std::size_t connections) const {
    std::string text = "# TYPE hotswap_requests_total counter\nhotswap_requests_total " +
                       std::to_string(m_requests) +
                       "\n# TYPE hotswap_errors_total counter\nhotswap_errors_total " +
                       std::to_string(m_errors) + "\n# TYPE hotswap_request_duration_seconds histogram\n";
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < m_buckets.size(); ++i) {
        count += m_buckets[i];
        text += "hotswap_request_duration_seconds_bucket{le=\"" +
                (i < kBoundsS.size() ? shortNumber(kBoundsS[i]) : "+Inf") + "\"} " + std::to_string(count) +
                "\n";
    }
    return text + "hotswap_request_duration_seconds_sum " + shortNumber(m_seconds) +
           "\nhotswap_request_duration_seconds_count " + std::to_string(count) +
           "\n# TYPE site_bytes_total counter\nsite_bytes_total " + std::to_string(m_bytes) +
           "\n# TYPE site_connections gauge\nsite_connections " + std::to_string(connections) + "\n";
}

} // namespace hotswap::site
