// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/rank_test.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace hotswap::verdict {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kLowPercentile = 0.01;
constexpr double kHighPercentile = 0.99;
/// Halvings of the interval in which a root lies: to about 1e-15 of the samples' range, whatever its unit.
constexpr int kHalvings = 50;

std::vector<double> sortedCopy(std::span<const double> values) {
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

/// What the rank test counts when the first sample is moved down by a shift.
struct RankCount {
    double above = 0;    ///< pairs in which the first is above, ties half
    double tieCubes = 0; ///< sum of t^3 - t over all groups of equal values
};

/// Length of the run of values equal to `value` from `at` on.
std::size_t run(const std::vector<double>& sorted, std::size_t at, double shift, double value) {
    std::size_t end = at;
    while (end < sorted.size() && sorted[end] - shift == value) {
        ++end;
    }
    return end - at;
}

/// Merges both sorted samples: linear.
RankCount count(const std::vector<double>& x, const std::vector<double>& y, double shift) {
    RankCount result;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < x.size() || j < y.size()) {
        const bool fromX = j == y.size() || (i < x.size() && x[i] - shift <= y[j]);
        const double value = fromX ? x[i] - shift : y[j];
        const std::size_t ofX = run(x, i, shift, value);
        const std::size_t ofY = run(y, j, 0, value);
        result.above += static_cast<double>(ofX) * (static_cast<double>(j) + static_cast<double>(ofY) / 2);
        const double tied = static_cast<double>(ofX + ofY);
        result.tieCubes += tied * tied * tied - tied;
        i += ofX;
        j += ofY;
    }
    return result;
}

/// Standardised rank sum at a shift; falls as the shift rises.
double score(const std::vector<double>& x, const std::vector<double>& y, double shift) {
    const double n = static_cast<double>(x.size());
    const double m = static_cast<double>(y.size());
    const RankCount counted = count(x, y, shift);
    const double off = counted.above - n * m / 2;
    const double correction = off > 0 ? 0.5 : off < 0 ? -0.5 : 0;
    const double variance = n * m / 12 * (n + m + 1 - counted.tieCubes / ((n + m) * (n + m - 1)));
    return variance > 0 ? (off - correction) / std::sqrt(variance) : 0;
}

/// The shift at which the score crosses `quantile`, or the end of the range that it does not reach.
double crossing(const std::vector<double>& x, const std::vector<double>& y, double quantile) {
    double low = x.front() - y.back();
    double high = x.back() - y.front();
    if (!(score(x, y, low) > quantile)) {
        return low;
    }
    if (!(score(x, y, high) < quantile)) {
        return high;
    }
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = low + (high - low) / 2;
        (score(x, y, middle) > quantile ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

} // namespace

double quantileOf(std::span<const double> sorted, double q) {
    if (sorted.empty()) {
        return kNaN;
    }
    const double place = q * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(place));
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - std::floor(place)) * (sorted[above] - sorted[below]);
}

double meanOf(std::span<const double> values) {
    return values.empty()
               ? kNaN
               : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<double> withoutOutliers(std::span<const double> values, double factor) {
    const std::vector<double> sorted = sortedCopy(values);
    const double first = quantileOf(sorted, 0.25);
    const double third = quantileOf(sorted, 0.75);
    const double reach = factor * (third - first);
    const double low = std::min(first - reach, quantileOf(sorted, kLowPercentile));
    const double high = std::max(third + reach, quantileOf(sorted, kHighPercentile));
    std::vector<double> kept;
    kept.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(kept),
                 [&](double value) { return value >= low && value <= high; });
    return kept;
}

ShiftInterval rankShift(std::span<const double> canary, std::span<const double> baseline, double confidence) {
    const std::vector<double> x = sortedCopy(canary);
    const std::vector<double> y = sortedCopy(baseline);
    if (x.front() == x.back() && y.front() == y.back()) {
        const double shift = x.front() - y.front(); // no rank changes between: all of it is the shift
        return {shift, shift, shift};
    }
    const double z = boost::math::quantile(boost::math::normal(), 1 - (1 - confidence) / 2);
    return {crossing(x, y, z), crossing(x, y, -z), crossing(x, y, 0)};
}

double commonLanguageEffect(std::span<const double> canary, std::span<const double> baseline) {
    if (canary.empty() || baseline.empty()) {
        return kNaN;
    }
    const RankCount counted = count(sortedCopy(canary), sortedCopy(baseline), 0);
    return counted.above / (static_cast<double>(canary.size()) * static_cast<double>(baseline.size()));
}

double meanRatio(std::span<const double> canary, std::span<const double> baseline) {
    const double above = meanOf(canary);
    const double below = meanOf(baseline);
    return above == 0 || below == 0 ? kNaN : above / below;
}

} // namespace hotswap::verdict
