// SPDX-License-Identifier: Apache-2.0
#pragma once
// How the false alarm rate of a rollout is spent.
//
// Over waves: each wave spends four fifths of what the waves before it have left, so wave k (from 0) gets
// 4/5 * (1/5)^k of it. The sum stays below the whole for any number of waves, which need not be known; most
// is spent on the first, smallest wave, where evidence is scarce and a bad release costs least, and later
// ones have the traffic to make up for it (a fifth costs 1.6 nats: some 17 events at a ratio of 3).
// Over metrics, by the union bound: errors, latency and the rest as policy says. A twentieth of the errors'
// part is for the gross breach. Metrics of one part share it equally; dry-run ones spend nothing. Within the
// latency mean its two quantiles are averaged, which spends once (the mean of martingales is one).

#include "core/domain/judge_policy.h"

namespace hotswap::verdict {

struct Allowance {
    double errors = 0;
    double gross = 0;
    double latency = 0; ///< of each latency metric
    double rest = 0;    ///< of CPU and memory, each
};

/// `wave` from 0.
Allowance allowanceOf(const JudgePolicy& policy, std::uint32_t wave);

} // namespace hotswap::verdict
