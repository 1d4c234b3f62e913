// SPDX-License-Identifier: Apache-2.0
#pragma once

// What every benchmark suite prints with: one JSON line per number on standard output, and nothing else
// there. Peer "hotswap" is the product, "raw" the least code that does the same, "yardstick" the machine
// itself.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hotswap::bench {

// Prints the numbers of one suite and round. Not thread-safe: print from one thread.
class Report {
public:
    // suite: the word given to tests/bench/run. round: counted from 1.
    Report(std::string_view suite, int round);

    // {"suite","peer","metric","value","unit","round"}. A value that is not finite is printed as null.
    void line(std::string_view peer, std::string_view metric, double value, std::string_view unit) const;

    // Prints peer "yardstick", metrics "fdatasync p50" and "… p99" in ms: appends of 4 KiB to a file in
    // folder, each followed by fdatasync. Every suite that touches a disk prints it, since durable work
    // follows it.
    void diskYardstick(const std::string& folder) const;

private:
    std::string m_suite;
    int m_round;
};

// The q-quantile (0 to 1) by the nearest-rank method: the smallest sample with at least q of all at or below
// it. 0 for no samples.
double quantile(std::vector<double> samples, double q);

// Nanoseconds of the machine's monotonic clock. Benchmarks measure real time, so they may read it.
std::int64_t nowNs();

// Runs the work repeatedly and returns each run's duration in milliseconds.
template <typename Work>
std::vector<double> timeEach(int runs, Work&& work) {
    std::vector<double> samples;
    samples.reserve(static_cast<std::size_t>(runs));
    for (int run = 0; run < runs; ++run) {
        const std::int64_t start = nowNs();
        work();
        samples.push_back(static_cast<double>(nowNs() - start) / 1e6);
    }
    return samples;
}

// The round given as the program's first argument, counted from 1; 1 without an argument or with a wrong one.
int roundFrom(int argc, char** argv);

} // namespace hotswap::bench
