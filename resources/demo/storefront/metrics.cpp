// SPDX-License-Identifier: Apache-2.0
#include "resources/demo/storefront/metrics.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <unistd.h>

namespace storefront {

namespace {

constexpr double kFirstBoundMs = 0.25;
constexpr double kBucketsPerDoubling = 4;
constexpr int kServerErrorsFrom = 500;

/// Resident memory of this process in bytes; 0 when /proc does not tell.
std::uint64_t residentBytes() {
    std::FILE* file = std::fopen("/proc/self/statm", "re");
    if (!file) {
        return 0;
    }
    unsigned long total = 0;
    unsigned long resident = 0;
    const int fields = std::fscanf(file, "%lu %lu", &total, &resident);
    std::fclose(file);
    return fields == 2
               ? static_cast<std::uint64_t>(resident) * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE))
               : 0;
}

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.9g", value);
    return text;
}

void family(std::string& out, const char* name, const char* type, const char* help) {
    out += std::string("# HELP ") + name + " " + help + "\n# TYPE " + name + " " + type + "\n";
}

} // namespace

Metrics::Metrics() {
    for (std::size_t i = 0; i < m_boundsMs.size(); ++i) {
        m_boundsMs[i] = kFirstBoundMs * std::exp2(static_cast<double>(i) / kBucketsPerDoubling);
    }
}

void Metrics::answered(int status, double milliseconds) {
    ++m_requests;
    m_errors += status >= kServerErrorsFrom ? 1 : 0;
    m_sumMs += milliseconds;
    const auto bound = std::lower_bound(m_boundsMs.begin(), m_boundsMs.end(), milliseconds);
    ++m_buckets[static_cast<std::size_t>(bound - m_boundsMs.begin())];
}

std::string Metrics::text() const {
    std::string out;
    family(out, "hotswap_requests_total", "counter", "Requests answered.");
    out += "hotswap_requests_total " + std::to_string(m_requests) + "\n";
    family(out, "hotswap_errors_total", "counter", "Requests answered with a status from 500 on.");
    out += "hotswap_errors_total " + std::to_string(m_errors) + "\n";
    family(out, "hotswap_request_duration_seconds", "histogram", "Time from request to answer.");
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < m_boundsMs.size(); ++i) {
        below += m_buckets[i];
        out += "hotswap_request_duration_seconds_bucket{le=\"" + number(m_boundsMs[i] / 1000) + "\"} " +
               std::to_string(below) + "\n";
    }
    out += "hotswap_request_duration_seconds_bucket{le=\"+Inf\"} " + std::to_string(m_requests) + "\n";
    out += "hotswap_request_duration_seconds_sum " + number(m_sumMs / 1000) + "\n";
    out += "hotswap_request_duration_seconds_count " + std::to_string(m_requests) + "\n";
    family(out, "storefront_resident_bytes", "gauge", "Memory of the process.");
    out += "storefront_resident_bytes " + std::to_string(residentBytes()) + "\n";
    family(out, "storefront_connections", "gauge", "Open connections.");
    out += "storefront_connections " + std::to_string(m_connections) + "\n";
    return out;
}

} // namespace storefront
