// SPDX-License-Identifier: Apache-2.0
// Proves that the auditor has eyes: plants one bug after the other and runs seeds until one of the checkers
// that are to see it names it. Without a planted bug none may name anything.

#include "core/crypto/crypto.h"
#include "core/sim/sim_world.h"
#include "tests/sim/planted_table.h"

#include <algorithm>
#include <cstdio>

namespace {

using namespace hotswap;
using namespace hotswap::sim;

constexpr std::uint64_t kSeedsMax = 150;
constexpr std::uint64_t kCleanSeeds = 20;

WorldReport runWith(PlantedBug bug, const std::string& scenario, std::uint64_t seed) {
    chosenBug = bug;
    SimWorld world(setupFromSeed(seed, planNamed(scenario).value()));
    WorldReport report = world.run();
    chosenBug = PlantedBug::None;
    return report;
}

/// The seed that showed the bug; 0 when none did.
std::uint64_t findBug(const PlantedRow& row, Violation& seen) {
    for (std::uint64_t seed = 1; seed <= kSeedsMax; ++seed) {
        for (const Violation& violation : runWith(row.bug, row.scenario, seed).violations) {
            const auto& names = row.checkers;
            if (std::find(names.begin(), names.end(), violation.checker) != names.end()) {
                seen = violation;
                return seed;
            }
        }
    }
    return 0;
}

bool cleanRunsNameNothing(const std::string& scenario) {
    for (std::uint64_t seed = 1; seed <= kCleanSeeds; ++seed) {
        const WorldReport report = runWith(PlantedBug::None, scenario, seed);
        if (!report.violations.empty()) {
            std::printf("clean run of seed %llu (%s) names %s: %s\n", static_cast<unsigned long long>(seed),
                        scenario.c_str(), report.violations.front().checker.c_str(),
                        report.violations.front().sentence.c_str());
            return false;
        }
    }
    return true;
}

} // namespace

int main() {
    if (!crypto::init().ok()) {
        std::fputs("sim_planted: the cryptographic library does not start\n", stderr);
        return 2;
    }
    std::size_t failed = 0;
    for (const PlantedRow& row : plantedTable()) {
        Violation seen;
        const std::uint64_t seed = findBug(row, seen);
        if (seed == 0) {
            ++failed;
            std::printf("%s: nobody saw it in %llu seeds of %s\n", row.name.c_str(),
                        static_cast<unsigned long long>(kSeedsMax), row.scenario.c_str());
        } else {
            std::printf("%s: seed %llu of %s, %s: %s\n", row.name.c_str(),
                        static_cast<unsigned long long>(seed), row.scenario.c_str(), seen.checker.c_str(),
                        seen.sentence.c_str());
        }
        std::fflush(stdout);
    }
    for (const char* const scenario : {"healthy", "bad-canary", "never-healthy", "two-engines"}) {
        failed += cleanRunsNameNothing(scenario) ? 0 : 1;
    }
    std::printf("%zu planted bugs, %zu failed\n", plantedTable().size(), failed);
    return failed == 0 ? 0 : 1;
}
