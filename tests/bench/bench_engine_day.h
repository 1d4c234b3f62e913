// SPDX-License-Identifier: Apache-2.0
#pragma once
// How fast simulated time passes.

#include "tests/bench/bench_json.h"

namespace hotswap::bench {

/// Prints "simulated time per second" (s): a day of 20 nodes with one canary over all of them, the rest of
/// the day idle, by the whole simulated world on one core, under the default policy.
void benchSimulatedDay(const Report& report);

} // namespace hotswap::bench
