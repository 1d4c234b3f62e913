// SPDX-License-Identifier: Apache-2.0
#pragma once
// Options of the programs that run simulation seeds.

#include "core/domain/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hotswap::sim {

struct SeedOptions {
    std::uint64_t from = 1;
    std::uint64_t seeds = 100;
    std::uint64_t fresh = 0;           ///< further seeds that nobody has chosen
    std::optional<std::uint64_t> only; ///< this one alone
    std::string scenario;              ///< empty: drawn from each seed
    bool verbose = false;              ///< prints how each run went, and events of a single one
    bool help = false;

    /// Errors name the option.
    static Result<SeedOptions> parse(const std::vector<std::string>& arguments);
    /// The seeds to run, in order. Fresh ones start at a number from the operating system.
    Result<std::vector<std::uint64_t>> list() const;
};

} // namespace hotswap::sim
