// SPDX-License-Identifier: Apache-2.0
#include "core/service/metric_range.h"

#include <algorithm>
#include <cmath>

namespace hotswap::service {

namespace {

constexpr double kTwoSided95 = 1.959964; ///< quantile 0.975 of the normal distribution

} // namespace

ports::MetricRange shareRange(std::uint64_t hits, std::uint64_t count) {
    if (count == 0) {
        return {};
    }
    const auto n = static_cast<double>(count);
    const double share = std::min(1.0, static_cast<double>(hits) / n);
    const double z2 = kTwoSided95 * kTwoSided95;
    const double middle = (share + z2 / (2 * n)) / (1 + z2 / n);
    const double half = kTwoSided95 / (1 + z2 / n) * std::sqrt(share * (1 - share) / n + z2 / (4 * n * n));
    return {std::clamp(middle - half, 0.0, share), std::clamp(middle + half, share, 1.0)};
}

void Moments::add(double value, std::uint64_t times) {
    sum += value * static_cast<double>(times);
    squares += value * value * static_cast<double>(times);
    count += times;
}

double Moments::mean() const {
    return count == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(count);
}

ports::MetricRange meanRange(const Moments& moments) {
    if (moments.count < 2) {
        return {};
    }
    const auto n = static_cast<double>(moments.count);
    const double mean = moments.sum / n;
    const double variance = std::max(0.0, (moments.squares - n * mean * mean) / (n - 1));
    const double half = kTwoSided95 * std::sqrt(variance / n);
    return {std::max(0.0, mean - half), mean + half};
}

Moments momentsOf(const LatencyHistogram& latency) {
    Moments moments;
    double lower = 0;
    for (std::size_t i = 0; i < LatencyHistogram::kBuckets; ++i) {
        const double bound = LatencyHistogram::upperBoundMs(i);
        const double upper = std::isinf(bound) ? lower : bound;
        moments.add((lower + upper) / 2, latency.buckets()[i]);
        lower = upper;
    }
    return moments;
}

ports::MetricRange quantileRange(const LatencyHistogram& latency, double q) {
    const auto n = static_cast<double>(latency.count());
    const double half = kTwoSided95 * std::sqrt(n * q * (1 - q));
    if (latency.count() == 0 || n * q + half + 1 > n) {
        return {};
    }
    return {latency.quantileMs(std::max(0.0, (n * q - half) / n)), latency.quantileMs((n * q + half) / n)};
}

} // namespace hotswap::service
