// SPDX-License-Identifier: Apache-2.0
#include "tests/verdict/alarms.h"

#include "tests/verdict/trial_runs.h"
#include "tests/verdict/trial_world.h"

#include <atomic>
#include <cmath>
#include <cstdio>

namespace hotswap::trials {

namespace {

constexpr double kFixedAlpha = 0.01;
constexpr double kFixedQuantile = 2.326; // of the normal distribution, one-sided at kFixedAlpha
constexpr double kFixedErrorsMin = 10;
constexpr double kBelieved = 0.05;

/// One comparison of two shares (Pearson's test, one-sided): what a dashboard's button does.
bool fixedTestFails(const World& world) {
    const double errors = static_cast<double>(world.errors());
    const double all = static_cast<double>(world.requests());
    const double canary = static_cast<double>(world.canaryRequests());
    const double rate = errors / all;
    const double variance = rate * (1 - rate) * (1 / canary + 1 / (all - canary));
    if (errors < kFixedErrorsMin || !(variance > 0)) {
        return false;
    }
    const double canaryErrors = static_cast<double>(world.canaryErrors());
    const double difference = canaryErrors / canary - (errors - canaryErrors) / (all - canary);
    return difference / std::sqrt(variance) > kFixedQuantile;
}

/// P(X >= count) of a binomial.
double atLeast(std::size_t count, std::size_t runs, double chance) {
    double term = std::pow(1 - chance, static_cast<double>(runs));
    double below = 0;
    for (std::size_t k = 0; k < count; ++k) {
        below += term;
        term *= static_cast<double>(runs - k) / static_cast<double>(k + 1) * chance / (1 - chance);
    }
    return 1 - below;
}

struct Count {
    std::atomic<std::size_t> alarms = 0;
    std::atomic<std::size_t> fixed = 0;
    std::atomic<std::size_t> passes = 0;
};

void rollOut(const AlarmTrial& trial, const WorldFacts& facts, Count& count) {
    JudgePolicy policy = sequentialPolicy();
    for (ThresholdRule& rule : policy.thresholds) {
        rule.critical = true; // every finding counts as an alarm
    }
    World world(facts);
    verdict::WaveFold fold(policy, world.waveFacts());
    Verdict verdict;
    bool fixed = false;
    for (std::int64_t second = 0; second < trial.seconds; ++second) {
        fold.add(world.next());
        const Verdict previous = std::move(verdict);
        verdict = fold.judge({world.now(), second > 0 ? &previous : nullptr, nullptr});
        fixed = fixed || fixedTestFails(world);
        if (verdict.kind == VerdictKind::Fail) {
            ++count.alarms;
            break;
        }
    }
    count.fixed += fixed ? 1 : 0;
    count.passes += verdict.kind == VerdictKind::Pass ? 1 : 0;
}

} // namespace

bool runAlarms(const AlarmTrial& trial) {
    bool holds = true;
    const double stated = JudgePolicy{}.sequential.falseAlarmRate;
    std::printf(
        "%lld looks, one a second; 2 canary and 18 untouched nodes, 0.5 %% errors; stated rate %.3g\n",
        static_cast<long long>(trial.seconds), stated);
    for (const double rate : trial.rates) {
        for (const double correlation : trial.correlations) {
            Count count;
            runEach(trial.rollouts, trial.threads, [&](std::size_t run) {
                WorldFacts facts;
                facts.rate = rate;
                facts.correlation = correlation;
                facts.seed = trial.seed * 1'000'003 + run;
                rollOut(trial, facts, count);
            });
            const double runs = static_cast<double>(trial.rollouts);
            const bool cell = atLeast(count.alarms, trial.rollouts, stated) >= kBelieved;
            holds = holds && cell;
            std::printf("%6g requests/s and node, correlation %.1f: false alarms %zu of %zu (%.4f)%s; "
                        "fixed-size test at %.2g looked at as often: %zu (%.3f); passed at the end: %zu\n",
                        rate, correlation, count.alarms.load(), trial.rollouts,
                        static_cast<double>(count.alarms) / runs, cell ? "" : " TOO MANY", kFixedAlpha,
                        count.fixed.load(), static_cast<double>(count.fixed) / runs, count.passes.load());
            std::fflush(stdout);
        }
    }
    return holds;
}

} // namespace hotswap::trials
