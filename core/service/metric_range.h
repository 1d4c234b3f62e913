// SPDX-License-Identifier: Apache-2.0
#pragma once
// Intervals of what was measured in one bucket, for the bands of charts. They take requests as independent;
// judges, which must not, have tests of their own (core/verdict).

#include "core/ports/metric_series.h"

#include <cstdint>

namespace hotswap::service {

/// 95 % interval of a share `hits` of `count`: Wilson's score interval (E. B. Wilson, J. Am. Stat. Assoc. 22,
/// 1927), which holds for few hits too and stays within 0..1. NaN without a count.
ports::MetricRange shareRange(std::uint64_t hits, std::uint64_t count);

/// Sum, sum of squares and number of values, in any unit.
struct Moments {
    double sum = 0;
    double squares = 0;
    std::uint64_t count = 0;

    void add(double value, std::uint64_t times = 1);
    double mean() const; ///< NaN without values
};

/// 95 % interval of the mean: 1.96 standard errors to both sides, not below 0. NaN with fewer than two
/// values.
ports::MetricRange meanRange(const Moments& moments);

/// Moments of a histogram, every value taken at the middle of its bucket.
Moments momentsOf(const LatencyHistogram& latency);

/// 95 % interval of quantile q in ms from the ranks nq ± 1.96 √(nq(1−q)) (W. J. Conover, Practical
/// Nonparametric Statistics, 3rd ed., 3.2). NaN where the upper rank lies beyond the last value: too few
/// were measured to bound this quantile.
ports::MetricRange quantileRange(const LatencyHistogram& latency, double q);

} // namespace hotswap::service
