// SPDX-License-Identifier: Apache-2.0
#include "core/sim/sim_traffic.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hotswap::sim {

namespace {

/// The shape of latencies: share of requests and factor on the median, after a log-normal with sigma 0.5.
struct LatencyPoint {
    double share;
    double factor;
};
constexpr std::array<LatencyPoint, 7> kLatencyShape{
    {{0.10, 0.50}, {0.20, 0.72}, {0.30, 0.95}, {0.20, 1.25}, {0.13, 1.70}, {0.055, 2.50}, {0.015, 3.60}}};

constexpr double kIdleCpuPercent = 3;
constexpr double kIdleMemoryPercent = 18;
constexpr double kPercentMax = 100;
constexpr double kDaySwing = 0.3; ///< of the average, up at noon and down at night
constexpr std::int64_t kQuarterHourMs = 15 * 60'000;
constexpr std::size_t kQuartersPerDay = 96;

/// Load over a day in steps of a quarter of an hour, around 1.
std::array<double, kQuartersPerDay> dayCurve() {
    std::array<double, kQuartersPerDay> curve{};
    for (std::size_t i = 0; i < curve.size(); ++i) {
        const double turn = 2 * 3.14159265358979 * static_cast<double>(i) / kQuartersPerDay;
        curve[i] = 1 - kDaySwing * std::cos(turn);
    }
    return curve;
}

} // namespace

double SimTraffic::rate(Instant at) const {
    static const auto kCurve = dayCurve();
    return m_requestsPerSecond *
           kCurve[static_cast<std::size_t>(toMs(at) / kQuarterHourMs) % kQuartersPerDay];
}

void SimTraffic::serve(Sample& sample, const ReleaseBehaviour& behaviour, Instant at, Duration length) {
    if (m_requestsPerSecond <= 0) {
        return;
    }
    const double noise = 0.9 + 0.2 * m_random.unit();
    const double expected = rate(at) * noise * static_cast<double>(length.count()) / 1000 + m_carry;
    const auto requests = static_cast<std::uint64_t>(expected);
    m_carry = expected - static_cast<double>(requests);
    const double errors =
        static_cast<double>(requests) * behaviour.errorShare * (0.7 + 0.6 * m_random.unit()) + m_errorCarry;
    sample.requests = requests;
    sample.errors = std::min(requests, static_cast<std::uint64_t>(errors));
    m_errorCarry = std::max(0.0, errors - static_cast<double>(sample.errors));

    const double median = behaviour.latencyMs * (0.95 + 0.1 * m_random.unit());
    std::uint64_t left = requests;
    double wanted = 0;
    for (const LatencyPoint& point : kLatencyShape) {
        wanted += point.share * static_cast<double>(requests);
        const auto count = std::min(left, static_cast<std::uint64_t>(wanted));
        if (count > 0) {
            sample.latency.record(median * point.factor, count);
            wanted -= static_cast<double>(count);
            left -= count;
        }
    }
    if (left > 0) {
        sample.latency.record(median, left);
    }
}

double SimTraffic::cpuPercent(const ReleaseBehaviour* behaviour, Instant at) {
    const double served = behaviour == nullptr ? 0 : rate(at) * behaviour->cpuPercentPerRequest;
    return std::min(kPercentMax, kIdleCpuPercent + served * (0.9 + 0.2 * m_random.unit()));
}

double SimTraffic::memoryPercent(const ReleaseBehaviour* behaviour, Duration age) const {
    if (behaviour == nullptr) {
        return kIdleMemoryPercent;
    }
    const double minutes = static_cast<double>(age.count()) / 60'000;
    return std::min(kPercentMax, kIdleMemoryPercent + behaviour->memoryPercent +
                                     behaviour->leakPercentPerMinute * minutes);
}

} // namespace hotswap::sim
