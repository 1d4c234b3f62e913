// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/arm_sums.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hotswap::verdict {

namespace {

constexpr int kStepsOfWindow = 4;
constexpr std::int64_t kNeverSeen = std::numeric_limits<std::int64_t>::min();

double meanOf(double sum, std::uint32_t samples) {
    return samples > 0 ? sum / samples : std::numeric_limits<double>::quiet_NaN();
}

} // namespace

void ArmSums::Sum::add(const ArmRow& row) {
    requests += row.requests;
    errors += row.errors;
    latency.merge(row.latency);
    if (std::isfinite(row.cpu)) {
        cpu += row.cpu;
        ++cpuSamples;
    }
    if (std::isfinite(row.memory)) {
        memory += row.memory;
        ++memorySamples;
    }
    ++samples;
}

void ArmSums::Sum::add(const Sum& other) {
    requests += other.requests;
    errors += other.errors;
    latency.merge(other.latency);
    cpu += other.cpu;
    memory += other.memory;
    cpuSamples += other.cpuSamples;
    memorySamples += other.memorySamples;
    samples += other.samples;
}

ArmSums::Sum& ArmSums::Arm::at(std::int64_t number) {
    if (steps.empty() || steps.back().number != number) {
        steps.push_back({number, {}});
    }
    return steps.back().sum;
}

void ArmSums::Arm::see(const ArmRow& row) {
    if (row.node >= lastSeenMs.size()) {
        lastSeenMs.resize(row.node + 1, kNeverSeen);
    }
    lastSeenMs[row.node] = std::max(lastSeenMs[row.node], row.startMs);
}

ArmSums::ArmSums(Instant bakeStart, Duration longest)
    : m_bakeStart(bakeStart), m_longest(longest), m_step(std::max(longest / kStepsOfWindow, Duration{1})) {}

std::int64_t ArmSums::stepOf(std::int64_t startMs) const {
    return (startMs - toMs(m_bakeStart)) / m_step.count();
}

std::int64_t ArmSums::firstStep(Instant at) const {
    const Duration age = at - m_bakeStart;
    return age <= m_longest ? 0 : (age - m_longest) / m_step + 1;
}

void ArmSums::add(const RowWindow& window, const NodeMask& untouched, std::uint32_t mergedNodes) {
    const std::int64_t from = toMs(m_bakeStart);
    for (const ArmRow& row : window.canary) {
        if (row.startMs >= from) {
            m_canary.at(stepOf(row.startMs)).add(row);
            m_canary.see(row);
        }
    }
    for (const ArmRow& row : window.untouched) {
        const bool counts = untouched.empty() || (row.node < untouched.size() && untouched[row.node]);
        if (row.startMs >= from && counts) {
            m_untouched.at(stepOf(row.startMs)).add(row);
            m_untouched.see(row);
        }
    }
    for (const ArmRow& row : window.merged) {
        if (row.startMs >= from) {
            m_untouched.at(stepOf(row.startMs)).add(row);
            m_untouched.mergedNodes = std::max(m_untouched.mergedNodes, mergedNodes);
        }
    }
}

void ArmSums::forgetBefore(Instant at) {
    const std::int64_t first = firstStep(at);
    for (Arm* arm : {&m_canary, &m_untouched}) {
        while (!arm->steps.empty() && arm->steps.front().number < first) {
            arm->steps.pop_front();
        }
    }
}

ArmNumbers ArmSums::numbers(const Arm& arm, Instant at) const {
    const std::int64_t first = firstStep(at);
    const Instant from = m_bakeStart + first * m_step;
    Sum all;
    for (const Step& step : arm.steps) {
        if (step.number >= first) {
            all.add(step.sum);
        }
    }
    const auto seen = std::count_if(arm.lastSeenMs.begin(), arm.lastSeenMs.end(),
                                    [&](std::int64_t ms) { return ms >= toMs(from); });
    ArmNumbers numbers;
    numbers.requests = all.requests;
    numbers.errors = all.errors;
    numbers.latency = all.latency;
    numbers.cpuMean = meanOf(all.cpu, all.cpuSamples);
    numbers.memoryMean = meanOf(all.memory, all.memorySamples);
    numbers.samples = all.samples;
    numbers.nodesSeen = std::max(static_cast<std::uint32_t>(seen), arm.mergedNodes);
    numbers.window = at - from;
    return numbers;
}

} // namespace hotswap::verdict
