// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs of a trial on several cores. What a run does depends on its number alone.

#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace hotswap::trials {

template <class Run>
void runEach(std::size_t runs, unsigned threads, Run&& run) {
    std::atomic<std::size_t> next = 0;
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < (threads > 0 ? threads : 1); ++i) {
        workers.emplace_back([&] {
            for (std::size_t number = next++; number < runs; number = next++) {
                run(number);
            }
        });
    }
}

} // namespace hotswap::trials
