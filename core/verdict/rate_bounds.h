// SPDX-License-Identifier: Apache-2.0
#pragma once
// Confidence sequences for what is shown beside a finding: what a rate or a quantile lies between, however
// often it is looked at.

#include "core/domain/telemetry.h"

namespace hotswap::verdict {

struct Bounds {
    double low = 0;
    double high = 0;
};

/// Rate of events per exposure, 0..infinity. With a gamma prior (shape 1/2, mean `scale`) on the rate the
/// ratio of the mixed likelihood to that of a rate is a martingale under that rate (Robbins 1970; Poisson
/// with gamma mixture: Howard, Ramdas, McAuliffe and Sekhon 2021, "Time-uniform Chernoff bounds via
/// nonnegative supermartingales"); all rates for which it stays below 1/alpha are in. `scale` must not come
/// from the counts. `dispersion` >= 1: so many events count as one.
Bounds rateBounds(double events, double exposure, double dispersion, double scale, double alpha);

/// Half-width, in rank, of the confidence sequence of one quantile q after n values, never above 1: 1.5
/// sqrt(q (1 - q) l) + 0.8 l with l = (1.4 log log(2.1 n) + log(10/alpha)) / n (Howard and Ramdas 2022,
/// "Sequential estimation of quantiles with applications to A/B testing and best-arm identification").
double quantileSlack(double q, double n, double alpha);

/// What quantile q lies between, in ms; infinity where nothing bounds it. To the width of the buckets.
Bounds quantileBounds(const LatencyHistogram& latency, double q, double dispersion, double alpha);

} // namespace hotswap::verdict
