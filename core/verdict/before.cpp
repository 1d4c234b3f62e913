// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/before.h"

#include <algorithm>
#include <cmath>

namespace hotswap::verdict {

namespace {

constexpr double kStandardErrors = 2;
constexpr double kClumps = 2; // variance of counts over their mean
constexpr double kTail = 0.99;

double worseFactor(double canaryEvents, double canaryExposure, double events, double exposure) {
    if (!(canaryExposure > 0) || !(exposure > 0)) {
        return 1;
    }
    const double expected = canaryExposure * (events + 0.5) / exposure;
    const double variance = kClumps * expected * (1 + canaryExposure / exposure) + 1;
    if (canaryEvents - expected <= kStandardErrors * std::sqrt(variance)) {
        return 1;
    }
    return (canaryEvents + kStandardErrors * std::sqrt(kClumps * canaryEvents)) / expected;
}

double above(double canary, double untouched) {
    return canary > untouched ? canary - untouched : 0; // nought for a NaN
}

} // namespace

double BeforeDifference::of(Metric metric) const {
    switch (metric) {
    case Metric::ErrorRate: return 0;
    case Metric::LatencyMean: return latencyMean;
    case Metric::LatencyP99: return latencyP99;
    case Metric::Cpu: return cpu;
    case Metric::Memory: return memory;
    }
    return 0;
}

BeforeDifference differenceBefore(const std::optional<WindowSum>& canary,
                                  const std::optional<WindowSum>& untouched, const LatencyBounds& bounds) {
    BeforeDifference difference;
    if (!canary || !untouched) {
        return difference;
    }
    const Sample& c = canary->sum;
    const Sample& u = untouched->sum;
    difference.errors = worseFactor(static_cast<double>(c.errors), static_cast<double>(c.requests),
                                    static_cast<double>(u.errors), static_cast<double>(u.requests));
    for (std::size_t i = 0; i < LatencyBounds::kCount; ++i) {
        if (bounds.isFixed(i)) {
            difference.slower[i] =
                worseFactor(bounds.slower(i, c.latency), static_cast<double>(c.latency.count()),
                            bounds.slower(i, u.latency), static_cast<double>(u.latency.count()));
        }
    }
    if (difference.slower.back() > 1) {
        difference.latencyP99 = above(c.latency.quantileMs(kTail), u.latency.quantileMs(kTail));
    }
    if (difference.slower.front() > 1) {
        difference.latencyMean = above(c.latency.meanMs(), u.latency.meanMs());
    }
    difference.cpu = above(c.cpuPercent, u.cpuPercent);
    difference.memory = above(c.memoryPercent, u.memoryPercent);
    return difference;
}

} // namespace hotswap::verdict
