// SPDX-License-Identifier: Apache-2.0
#pragma once
// Mann-Whitney's rank test of two samples, and what is done to samples before it. Values are finite.

#include <span>
#include <vector>

namespace hotswap::verdict {

/// Quantile q in 0..1 by linear interpolation of the order statistics (R-7: Hyndman and Fan 1996). NaN when
/// empty. `sorted` ascends.
double quantileOf(std::span<const double> sorted, double q);

/// Mean; NaN when empty.
double meanOf(std::span<const double> values);

/// Values inside of the fences, in their order. Fences: `factor` interquartile ranges beyond the quartiles
/// (Tukey 1977), but never inside of the 1st and 99th percentile.
std::vector<double> withoutOutliers(std::span<const double> values, double factor);

/// By how much the first sample lies above the second.
struct ShiftInterval {
    double low = 0;
    double high = 0;
    double estimate = 0; ///< Hodges-Lehmann: about the median of all differences
};

/// Confidence interval of the shift: every shift that the rank test does not refute, with mid-ranks for ties,
/// normal approximation, tie and continuity correction (Hollander and Wolfe 1999, 4.1 to 4.3; the same as R's
/// wilcox.test(exact = FALSE, conf.int = TRUE)). `confidence` in 0..1. Neither sample may be empty.
ShiftInterval rankShift(std::span<const double> canary, std::span<const double> baseline, double confidence);

/// Share of pairs in which the canary is above the baseline, ties half: 0..1, 0.5 for alike ones (McGraw and
/// Wong 1992). NaN when one is empty.
double commonLanguageEffect(std::span<const double> canary, std::span<const double> baseline);

/// canary mean / baseline mean; NaN when one of them is nought or a sample is empty.
double meanRatio(std::span<const double> canary, std::span<const double> baseline);

} // namespace hotswap::verdict
