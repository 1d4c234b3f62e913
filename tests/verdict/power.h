// SPDX-License-Identifier: Apache-2.0
#pragma once
// How soon the sequential judge stops a release that is worse.

#include <cstdint>

namespace hotswap::trials {

struct PowerTrial {
    std::size_t runs = 600;
    std::uint64_t seed = 1;
    unsigned threads = 2;
};

/// Prints a line a case. False: slower than what is promised: threefold errors at 10 % exposure after a
/// median of at most 75 errors of both sides; a p99 20 % higher within twice the answers that an oracle's
/// fixed-size test needs; errors on the canary alone, on two nodes, after at most four.
bool runPower(const PowerTrial& trial);

} // namespace hotswap::trials
