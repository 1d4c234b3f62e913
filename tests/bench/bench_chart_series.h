// SPDX-License-Identifier: Apache-2.0
#pragma once
// What both sides of the chart benchmark draw.

#include <cmath>

namespace hotswap::bench::chart {

constexpr int kSeries = 8;
constexpr int kPoints = 3'600;
constexpr int kUpdateMs = 100;
constexpr int kWidth = 1'000; ///< of the picture with its axes, in pixels
constexpr int kHeight = 400;
constexpr double kStepMs = 1'000; ///< between two points
constexpr double kStartMs = 1.7e12;

/// Point `i` of a series: a slow wave of its own level with noise, the same formula in C++ and on the page.
inline double value(int series, int i) {
    const double noise = std::sin(i * 12.9898 + series * 78.233) * 43'758.5453;
    return 20.0 + 12.0 * series + 6.0 * std::sin(i / 180.0 + series) + 8.0 * (noise - std::floor(noise));
}

} // namespace hotswap::bench::chart
