// SPDX-License-Identifier: Apache-2.0
// Runs simulated worlds, one for each seed, and names every rule that a run has broken. A failing seed is
// printed with the command that replays it exactly.

#include "core/crypto/crypto.h"
#include "core/sim/sim_world.h"
#include "tests/sim/event_text.h"
#include "tests/sim/seed_options.h"

#include <cstdio>

namespace {

using namespace hotswap;
using namespace hotswap::sim;

constexpr const char* kUsage =
    "usage: sim_seeds [--from S] [--seeds N] [--fresh N] [--seed X] [--scenario NAME] [--verbose]\n"
    "  --from S --seeds N  seeds S … S+N-1 (default 1, 100)\n"
    "  --fresh N           further seeds that nobody has chosen; they are printed\n"
    "  --seed X            this seed alone\n"
    "  --scenario NAME     instead of a scenario drawn from the seed\n"
    "  --verbose           one line for each seed\n"
    "Ends with 1 when a rule was broken.\n";

std::string timeText(Instant at) {
    const long long seconds = (at - kSimulationStart).count() / 1000;
    char text[32];
    std::snprintf(text, sizeof text, "%02lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return text;
}

std::string endsText(const WorldReport& report) {
    std::string text;
    for (const auto& [state, count] : report.ends) {
        text += " " + std::string(deploymentStateName(state)) + " " + std::to_string(count);
    }
    return text;
}

void printFailure(const WorldReport& report, const SeedOptions& options) {
    std::printf("seed %llu (%s) broke rules:\n", static_cast<unsigned long long>(report.seed),
                report.scenario.c_str());
    for (const Violation& violation : report.violations) {
        std::printf("  %s  %s: %s\n", timeText(violation.at).c_str(), violation.checker.c_str(),
                    violation.sentence.c_str());
    }
    const std::string scenario = options.scenario.empty() ? "" : " --scenario " + options.scenario;
    std::printf("  replay: sim_seeds --seed %llu%s --verbose\n", static_cast<unsigned long long>(report.seed),
                scenario.c_str());
    std::fflush(stdout);
}

WorldReport runSeed(std::uint64_t seed, const SeedOptions& options) {
    const WorldSetup setup = options.scenario.empty()
                                 ? setupFromSeed(seed)
                                 : setupFromSeed(seed, planNamed(options.scenario).value());
    SimWorld world(setup);
    WorldReport report = world.run();
    if (options.verbose && options.only) {
        for (const auto& [id, track] : world.auditor().model().deployments()) {
            std::printf("deployment %s %s %s\n", id.value.c_str(), track.spec.scope.text().c_str(),
                        track.spec.release.release.version.text().c_str());
            for (const DeploymentEvent& event : track.events) {
                std::printf("  %4llu %s %s\n", static_cast<unsigned long long>(event.version),
                            timeText(event.at).c_str(), eventText(event.body).c_str());
            }
        }
    }
    return report;
}

int runAll(const SeedOptions& options, const std::vector<std::uint64_t>& seeds) {
    std::size_t failed = 0;
    for (const std::uint64_t seed : seeds) {
        const WorldReport report = runSeed(seed, options);
        if (options.verbose) {
            std::printf("seed %llu %s:%s, %llu events, %llu frames, %lld s, trace %016llx\n",
                        static_cast<unsigned long long>(seed), report.scenario.c_str(),
                        endsText(report).c_str(), static_cast<unsigned long long>(report.events),
                        static_cast<unsigned long long>(report.frames),
                        static_cast<long long>(report.simulated.count() / 1000),
                        static_cast<unsigned long long>(report.trace));
            std::fflush(stdout);
        }
        if (!report.violations.empty()) {
            ++failed;
            printFailure(report, options);
        }
    }
    std::printf("%zu seeds passed, %zu failed\n", seeds.size() - failed, failed);
    return failed == 0 ? 0 : 1;
}

int wrong(const Error& error) {
    std::fprintf(stderr, "sim_seeds: %s\n", describe(error).c_str());
    return 2;
}

} // namespace

int main(int argc, char** argv) {
    const auto options = SeedOptions::parse(std::vector<std::string>(argv + 1, argv + argc));
    if (!options.ok()) {
        return wrong(options.error());
    }
    if (options->help) {
        std::fputs(kUsage, stdout);
        return 0;
    }
    if (const Status started = crypto::init(); !started.ok()) {
        return wrong(started.error());
    }
    if (!options->scenario.empty()) {
        if (const auto plan = planNamed(options->scenario); !plan.ok()) {
            return wrong(plan.error());
        }
    }
    const auto seeds = options->list();
    if (!seeds.ok()) {
        return wrong(seeds.error());
    }
    if (options->fresh > 0 && !options->only) {
        std::printf("fresh seeds from %llu on\n", static_cast<unsigned long long>((*seeds)[options->seeds]));
    }
    return runAll(*options, *seeds);
}
