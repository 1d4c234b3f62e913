// SPDX-License-Identifier: Apache-2.0
#pragma once
// How often the sequential judge stops a release that is no worse, looked at every second; and how often a
// test of a fixed size does that is run the same way.

#include <cstdint>
#include <vector>

namespace hotswap::trials {

struct AlarmTrial {
    std::size_t rollouts = 1000;
    std::vector<double> rates{1, 10, 1000};
    std::vector<double> correlations{0, 0.6};
    std::int64_t seconds = 3600;
    std::uint64_t seed = 1;
    unsigned threads = 2;
};

/// Prints a line a cell. False: more alarms than the stated rate explains (binomial, 5 %).
bool runAlarms(const AlarmTrial& trial);

} // namespace hotswap::trials
