// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/allowance.h"

#include <algorithm>
#include <cmath>

namespace hotswap::verdict {

namespace {

constexpr double kSpentByWave = 0.8; // of what is left
constexpr double kGrossShare = 0.05; // of the errors' part
constexpr std::uint32_t kWavesMax = 100;

} // namespace

Allowance allowanceOf(const JudgePolicy& policy, std::uint32_t wave) {
    const SequentialPolicy& sequential = policy.sequential;
    const double ofWave = sequential.falseAlarmRate * kSpentByWave *
                          std::pow(1 - kSpentByWave, static_cast<double>(std::min(wave, kWavesMax)));
    const auto counting = [&](Metric one, Metric other) {
        const auto count =
            std::count_if(policy.thresholds.begin(), policy.thresholds.end(), [&](const ThresholdRule& rule) {
                return !rule.dryRun && (rule.metric == one || rule.metric == other);
            });
        return std::max(1.0, static_cast<double>(count));
    };
    Allowance allowance;
    allowance.errors = ofWave * sequential.errorShare * (1 - kGrossShare);
    allowance.gross = ofWave * sequential.errorShare * kGrossShare;
    allowance.latency = ofWave * sequential.latencyShare / counting(Metric::LatencyMean, Metric::LatencyP99);
    allowance.rest = ofWave * (1 - sequential.errorShare - sequential.latencyShare) /
                     counting(Metric::Cpu, Metric::Memory);
    return allowance;
}

} // namespace hotswap::verdict
