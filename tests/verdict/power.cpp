// SPDX-License-Identifier: Apache-2.0
#include "tests/verdict/power.h"

#include "core/verdict/allowance.h"
#include "tests/verdict/trial_runs.h"
#include "tests/verdict/trial_world.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <vector>

namespace hotswap::trials {

namespace {

constexpr double kErrorsMost = 75;
constexpr double kOracleTimesMost = 2;
constexpr double kLateSecondsMost = 300; // without starting anew it would take as long as it was good
constexpr std::uint64_t kAllErrorsMost = 4;
constexpr double kTail = 1.2;
constexpr double kTolerated = 0.1; // of the p99, in the trial of it: less than what is looked for
constexpr std::int64_t kSecondsMost = 3600;

struct Stop {
    bool stopped = false;
    double seconds = 0;
    double errors = 0;
    double requests = 0;
};

Stop runUntilStopped(const JudgePolicy& policy, const WorldFacts& facts) {
    World world(facts);
    verdict::WaveFold fold(policy, world.waveFacts());
    Verdict verdict;
    Stop stop;
    for (std::int64_t second = 0; second < kSecondsMost && !stop.stopped; ++second) {
        fold.add(world.next());
        const Verdict previous = std::move(verdict);
        verdict = fold.judge({world.now(), second > 0 ? &previous : nullptr, nullptr});
        stop.stopped = verdict.kind == VerdictKind::Fail;
        stop.seconds = static_cast<double>(second + 1);
    }
    stop.errors = static_cast<double>(world.errors());
    stop.requests = static_cast<double>(world.requests());
    return stop;
}

std::vector<Stop> runAll(const PowerTrial& trial, const JudgePolicy& policy, const WorldFacts& facts) {
    std::vector<Stop> stops(trial.runs);
    runEach(trial.runs, trial.threads, [&](std::size_t run) {
        WorldFacts own = facts;
        own.seed = trial.seed * 7'919 + run;
        stops[run] = runUntilStopped(policy, own);
    });
    return stops;
}

double median(const std::vector<Stop>& stops, double Stop::*of) {
    std::vector<double> values;
    for (const Stop& stop : stops) {
        values.push_back(stop.stopped ? stop.*of : HUGE_VAL);
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::size_t stopped(const std::vector<Stop>& stops) {
    return static_cast<std::size_t>(
        std::count_if(stops.begin(), stops.end(), [](const Stop& stop) { return stop.stopped; }));
}

/// `rate` at which the promise is held; others are shown.
bool threefoldErrors(const PowerTrial& trial, double rate, double correlation, bool counts) {
    WorldFacts facts;
    facts.rate = rate;
    facts.correlation = correlation;
    facts.canaryErrors = 3;
    const std::vector<Stop> stops = runAll(trial, sequentialPolicy(), facts);
    const double errors = median(stops, &Stop::errors);
    const bool holds = !counts || errors <= kErrorsMost;
    std::printf("errors x 3, 10 %% exposure, %g requests/s and node, correlation %.1f: stopped %zu of %zu, "
                "median %.0f errors, %.0f s%s\n",
                rate, correlation, stopped(stops), trial.runs, errors, median(stops, &Stop::seconds),
                holds ? "" : " TOO LATE");
    std::fflush(stdout);
    return holds;
}

/// The same after half an hour of good traffic: how long it takes from then on.
bool lateErrors(const PowerTrial& trial) {
    WorldFacts facts;
    facts.canaryErrors = 3;
    facts.worseFrom = 1800;
    PowerTrial fewer = trial;
    fewer.runs = std::max<std::size_t>(trial.runs / 20, 5);
    const std::vector<Stop> stops = runAll(fewer, sequentialPolicy(), facts);
    const double seconds = median(stops, &Stop::seconds) - static_cast<double>(facts.worseFrom);
    const bool holds = seconds > 0 && seconds <= kLateSecondsMost;
    std::printf(
        "errors x 3 from the half hour on, 10 %% exposure, 10 requests/s and node: stopped %zu of %zu, "
        "median %.0f s later%s\n",
        stopped(stops), fewer.runs, seconds, holds ? "" : " TOO LATE");
    std::fflush(stdout);
    return holds;
}

/// Normal quantile by halving.
double normalQuantile(double chance) {
    double low = 0;
    double high = 10;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (0.5 * std::erfc(middle / std::numbers::sqrt2) > chance ? low : high) = middle;
    }
    return low;
}

/// Answers that one fixed-size test of the share beyond the true p99 needs: same allowance, power 0.8.
double oracleAnswers(double exposure, double share, double alpha) {
    constexpr double kUsual = 0.01;
    const double before = exposure;
    const double after = exposure * share / (exposure * share + (1 - exposure) * kUsual);
    const double reach = normalQuantile(alpha) * std::sqrt(before * (1 - before)) +
                         normalQuantile(0.2) * std::sqrt(after * (1 - after));
    const double events = reach * reach / ((after - before) * (after - before));
    return events / (exposure * share + (1 - exposure) * kUsual);
}

bool slowTail(const PowerTrial& trial, double rate) {
    JudgePolicy policy = sequentialPolicy();
    for (ThresholdRule& rule : policy.thresholds) {
        if (rule.metric == Metric::LatencyP99) {
            rule.relative = kTolerated;
            rule.absoluteFloor = 0;
        }
    }
    WorldFacts facts;
    facts.rate = rate;
    facts.canaryTail = kTail;
    const std::vector<Stop> stops = runAll(trial, policy, facts);
    // Share of stretched answers beyond the plain p99: see World.
    constexpr double kZ90 = 1.2815515655446004;
    constexpr double kZ99 = 2.3263478740408408;
    const double stretch = 1 + std::log(kTail) / (kLogDeviation * (kZ99 - kZ90));
    const double share = 0.5 * std::erfc((kZ90 + (kZ99 - kZ90) / stretch) / std::numbers::sqrt2);
    const double oracle = oracleAnswers(0.1, share, verdict::allowanceOf(policy, 0).latency);
    const double answers = median(stops, &Stop::requests);
    const bool holds = answers <= kOracleTimesMost * oracle;
    std::printf(
        "p99 + 20 %% (%.0f %% tolerated), 10 %% exposure, %g requests/s and node: stopped %zu of %zu, "
        "median %.0f answers, %.2f times the oracle's %.0f%s\n",
        100 * kTolerated, rate, stopped(stops), trial.runs, answers, answers / oracle, oracle,
        holds ? "" : " TOO LATE");
    std::fflush(stdout);
    return holds;
}

/// Errors on the canary alone, one after the other on its nodes.
bool allErrorsOnTheCanary(std::size_t canaryNodes, std::size_t untouchedNodes) {
    WorldFacts facts;
    facts.errorRate = 0;
    facts.canaryNodes = canaryNodes;
    facts.untouchedNodes = untouchedNodes;
    World world(facts);
    verdict::WaveFold fold(sequentialPolicy(), world.waveFacts());
    Verdict verdict;
    std::uint64_t errors = 0;
    for (std::int64_t second = 0; second < kSecondsMost && verdict.kind != VerdictKind::Fail; ++second) {
        LookInput look = world.next();
        const std::uint64_t window = static_cast<std::uint64_t>(second) / 10;
        errors = second < 10 ? 0 : window; // one in each ten seconds, from the second ten on
        if (second >= 10) {
            look.canary[window % canaryNodes].errors = 1;
        }
        fold.add(look);
        const Verdict previous = std::move(verdict);
        verdict = fold.judge({world.now(), second > 0 ? &previous : nullptr, nullptr});
    }
    const bool holds = verdict.kind == VerdictKind::Fail && errors <= kAllErrorsMost;
    std::printf("errors on the canary alone, %zu of %zu nodes: stopped after %llu%s\n", canaryNodes,
                canaryNodes + untouchedNodes, static_cast<unsigned long long>(errors),
                holds ? "" : " TOO LATE");
    return holds;
}

} // namespace

bool runPower(const PowerTrial& trial) {
    bool holds = allErrorsOnTheCanary(2, 18);
    holds = allErrorsOnTheCanary(5, 95) && holds;
    holds = threefoldErrors(trial, 10, 0, true) && holds;
    holds = threefoldErrors(trial, 1, 0, true) && holds;
    holds = threefoldErrors(trial, 10, 0.6, false) && holds;
    holds = threefoldErrors(trial, 1000, 0, false) && holds;
    holds = threefoldErrors(trial, 1000, 0.6, false) && holds;
    holds = lateErrors(trial) && holds;
    holds = slowTail(trial, 10) && holds;
    holds = slowTail(trial, 100) && holds;
    return holds;
}

} // namespace hotswap::trials
