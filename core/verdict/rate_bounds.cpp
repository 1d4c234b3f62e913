// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/rate_bounds.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hotswap::verdict {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kShape = 0.5;
constexpr int kHalvings = 40; // to about 1e-12 of the range
constexpr double kValuesMin = 2;

/// Upper bound of the bucket in which rank r of 0..1 lies, or its lower bound.
double bucketAt(const LatencyHistogram& latency, double r, bool upper) {
    const double rank = r * static_cast<double>(latency.count());
    double below = 0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < LatencyHistogram::kBuckets; ++i) {
        const double inBucket = latency.buckets()[i];
        if (inBucket > 0) {
            last = i;
            if (below + inBucket >= rank) {
                break;
            }
        }
        below += inBucket;
    }
    if (upper) {
        return LatencyHistogram::upperBoundMs(last);
    }
    return last == 0 ? 0 : LatencyHistogram::upperBoundMs(last - 1);
}

} // namespace

Bounds rateBounds(double events, double exposure, double dispersion, double scale, double alpha) {
    if (!(exposure > 0) || !(scale > 0)) {
        return {0, kInfinity};
    }
    const double k = events / std::max(dispersion, 1.0);
    const double n = exposure / std::max(dispersion, 1.0);
    const double rate = kShape / scale;
    const double mixed = kShape * std::log(rate) - std::lgamma(kShape) + std::lgamma(kShape + k) -
                         (kShape + k) * std::log(rate + n) - std::log(1 / alpha);
    // In while mixed <= k log x - n x, which rises up to k / n and falls from there on.
    const auto isIn = [&](double x) { return mixed <= (k > 0 ? k * std::log(x) : 0) - n * x; };
    Bounds bounds{0, kInfinity};
    double inside = k / n;
    double outside = std::max(inside, scale / 16) + 1 / n;
    while (isIn(outside)) {
        outside *= 2;
    }
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = inside + (outside - inside) / 2;
        (isIn(middle) ? inside : outside) = middle;
    }
    bounds.high = outside;
    inside = k / n;
    outside = 0;
    for (int i = 0; i < kHalvings && k > 0; ++i) {
        const double middle = outside + (inside - outside) / 2;
        (isIn(middle) ? inside : outside) = middle;
    }
    bounds.low = outside;
    return bounds;
}

double quantileSlack(double q, double n, double alpha) {
    if (!(n >= kValuesMin)) {
        return 1;
    }
    const double l = (1.4 * std::log(std::max(std::log(2.1 * n), 1.0)) + std::log(10 / alpha)) / n;
    return std::min(1.0, 1.5 * std::sqrt(q * (1 - q) * l) + 0.8 * l);
}

Bounds quantileBounds(const LatencyHistogram& latency, double q, double dispersion, double alpha) {
    const double n = static_cast<double>(latency.count()) / std::max(dispersion, 1.0);
    const double slack = quantileSlack(q, n, alpha);
    Bounds bounds{0, kInfinity};
    if (q - slack > 0 && latency.count() > 0) {
        bounds.low = bucketAt(latency, q - slack, false);
    }
    if (q + slack < 1 && latency.count() > 0) {
        bounds.high = bucketAt(latency, q + slack, true);
    }
    return bounds;
}

} // namespace hotswap::verdict
