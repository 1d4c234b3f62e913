// SPDX-License-Identifier: Apache-2.0
#include "tests/verdict/trial_world.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace hotswap::trials {

namespace {

constexpr std::int64_t kWindowMs = 10'000;
constexpr std::int64_t kBakeStartMs = 1'000'000'000;
constexpr double kErrorDeviation = 0.3;    // of the logarithm of a node's error rate, where it is correlated
constexpr double kLatencyDeviation = 0.05; // the same of its latency
constexpr double kZ90 = 1.2815515655446004;
constexpr double kZ99 = 2.3263478740408408;
constexpr std::uint64_t kDrawEach = 40; // requests up to which each one's latency is drawn
constexpr int kShifts = 20;             // to either side, of the tables below
constexpr double kShiftStep = 0.01;

/// Chances of the buckets for a shift of the logarithm.
using Chances = std::array<double, LatencyHistogram::kBuckets>;

double below(double z) {
    return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

double stretch(double z, double tail) {
    if (tail == 1 || z <= kZ90) {
        return z;
    }
    return kZ90 + (z - kZ90) * (1 + std::log(tail) / (kLogDeviation * (kZ99 - kZ90)));
}

double unstretch(double z, double tail) {
    if (tail == 1 || z <= kZ90) {
        return z;
    }
    return kZ90 + (z - kZ90) / (1 + std::log(tail) / (kLogDeviation * (kZ99 - kZ90)));
}

std::vector<Chances> tables(double tail) {
    std::vector<Chances> all;
    for (int step = -kShifts; step <= kShifts; ++step) {
        Chances chances{};
        double before = 0;
        for (std::size_t i = 0; i + 1 < chances.size(); ++i) {
            const double z =
                (std::log(LatencyHistogram::upperBoundMs(i) / kMedianMs) - step * kShiftStep) / kLogDeviation;
            const double here = below(unstretch(z, tail));
            chances[i] = here - before;
            before = here;
        }
        chances.back() = 1 - before;
        all.push_back(chances);
    }
    return all;
}

} // namespace

std::uint64_t Random::next() {
    m_state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

double Random::uniform() {
    return static_cast<double>(next() >> 11) * 0x1p-53;
}

/// Box and Muller 1958.
double Random::normal() {
    const double radius = std::sqrt(-2 * std::log(std::max(uniform(), 1e-300)));
    return radius * std::cos(2 * std::numbers::pi * uniform());
}

/// Multiplication (Knuth) for small means, the rounded normal for others.
std::uint64_t Random::poisson(double mean) {
    if (mean >= 30) {
        return static_cast<std::uint64_t>(std::max(0.0, std::round(mean + std::sqrt(mean) * normal())));
    }
    const double least = std::exp(-mean);
    std::uint64_t count = 0;
    for (double product = uniform(); product > least; product *= uniform()) {
        ++count;
    }
    return count;
}

World::World(const WorldFacts& facts) : m_facts(facts), m_random(facts.seed) {
    m_nodes.resize(facts.canaryNodes + facts.untouchedNodes);
    const verdict::WaveFacts wave = waveFacts();
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        NodeState& node = m_nodes[i];
        const bool canary = i < facts.canaryNodes;
        node.row.node = canary ? wave.canary[i] : wave.untouched[i - facts.canaryNodes];
        node.row.release = Digest{canary ? "new" : "old"};
        for (double* latent : {&node.errors, &node.latency, &node.cpu, &node.memory}) {
            *latent = m_random.normal();
        }
    }
}

verdict::WaveFacts World::waveFacts() const {
    verdict::WaveFacts facts;
    facts.bakeStart = instantFromMs(kBakeStartMs);
    facts.bakeLength = std::chrono::hours(1);
    const auto name = [](char side, std::size_t number) {
        std::string digits = std::to_string(number);
        return NodeId{std::string(1, side) + std::string(4 - std::min<std::size_t>(digits.size(), 4), '0') +
                      digits};
    };
    for (std::size_t i = 0; i < m_facts.canaryNodes; ++i) {
        facts.canary.push_back(name('c', i));
    }
    for (std::size_t i = 0; i < m_facts.untouchedNodes; ++i) {
        facts.untouched.push_back(name('u', i));
    }
    return facts;
}

void World::answers(Sample& row, std::uint64_t requests, double shift, bool stretched) {
    const double tail = stretched ? m_facts.canaryTail : 1;
    if (requests <= kDrawEach) {
        for (std::uint64_t i = 0; i < requests; ++i) {
            const double z = stretch(m_random.normal(), tail);
            row.latency.record(kMedianMs * std::exp(kLogDeviation * z + shift));
        }
        return;
    }
    static const std::vector<Chances> kPlain = tables(1);
    thread_local double tailOfTable = 1;
    thread_local std::vector<Chances> stretchedTable = kPlain;
    if (stretched && tailOfTable != tail) {
        stretchedTable = tables(tail);
        tailOfTable = tail;
    }
    const int step = std::clamp(static_cast<int>(std::lround(shift / kShiftStep)), -kShifts, kShifts);
    const Chances& chances = (stretched ? stretchedTable : kPlain)[static_cast<std::size_t>(step + kShifts)];
    for (std::size_t i = 0; i < chances.size(); ++i) {
        const double mean = chances[i] * static_cast<double>(requests);
        const std::uint64_t count = mean > 1e-7 ? m_random.poisson(mean) : 0;
        if (count > 0) {
            row.latency.restore(i, static_cast<std::uint32_t>(count));
            row.latency.restoreSum(row.latency.sumMs() +
                                   static_cast<double>(count) * LatencyHistogram::upperBoundMs(i) * 0.92);
        }
    }
}

void World::second(std::size_t index, std::int64_t windowMs) {
    NodeState& node = m_nodes[index];
    const bool canary = index < m_facts.canaryNodes;
    Sample& row = node.row;
    if (toMs(row.start) != windowMs) {
        row.start = instantFromMs(windowMs);
        row.length = Duration{kWindowMs};
        row.requests = row.errors = 0;
        row.latency = LatencyHistogram{};
        node.cpuSum = node.memorySum = 0;
    }
    const double rho = m_facts.correlation;
    const double fresh = std::sqrt(1 - rho * rho);
    for (double* latent : {&node.errors, &node.latency, &node.cpu, &node.memory}) {
        *latent = rho * *latent + fresh * m_random.normal();
    }
    const double deviation = rho > 0 ? kErrorDeviation : 0;
    const double factor = std::exp(deviation * node.errors - deviation * deviation / 2);
    const std::uint64_t requests = m_random.poisson(m_facts.rate);
    const bool worse = canary && toMs(m_now) > kBakeStartMs + m_facts.worseFrom * 1000;
    const double chance = m_facts.errorRate * factor * (worse ? m_facts.canaryErrors : 1);
    const std::uint64_t errors =
        std::min(requests, m_random.poisson(static_cast<double>(requests) * std::min(chance, 1.0)));
    answers(row, requests, rho > 0 ? kLatencyDeviation * node.latency : 0, canary);
    row.requests = std::max(row.requests + requests, row.latency.count());
    row.errors += errors;
    node.cpuSum += 30 + 3 * node.cpu;
    node.memorySum += 40 + node.memory;
    const double seconds = static_cast<double>(toMs(m_now) - windowMs) / 1000;
    row.cpuPercent = node.cpuSum / seconds;
    row.memoryPercent = node.memorySum / seconds;
    (canary ? m_look.canary : m_look.untouched).push_back(row);
    if (m_started) {
        m_requests += requests;
        m_errors += errors;
        m_canaryErrors += canary ? errors : 0;
        m_canaryRequests += canary ? requests : 0;
    }
}

const LookInput& World::next() {
    m_look.canary.clear();
    m_look.untouched.clear();
    if (!m_started) {
        std::vector<Sample> before;
        for (std::int64_t s = -m_facts.secondsBefore; s < 0; ++s) {
            const std::int64_t fromMs = kBakeStartMs + s * 1000;
            m_now = instantFromMs(fromMs + 1000);
            m_look.untouched.clear();
            for (std::size_t i = m_facts.canaryNodes; i < m_nodes.size(); ++i) {
                second(i, fromMs - fromMs % kWindowMs);
            }
            if (toMs(m_now) % kWindowMs == 0) {
                before.insert(before.end(), m_look.untouched.begin(), m_look.untouched.end());
            }
        }
        m_look.untouched = std::move(before);
        m_now = instantFromMs(kBakeStartMs);
        m_started = true;
    }
    const std::int64_t fromMs = toMs(m_now);
    m_now += Duration{1000};
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        second(i, fromMs - fromMs % kWindowMs);
    }
    m_look.at = m_now;
    ++m_look.number;
    return m_look;
}

JudgePolicy sequentialPolicy() {
    JudgePolicy policy;
    policy.judges = {JudgeKind::Sequential};
    policy.thresholds = defaultThresholds();
    return policy;
}

} // namespace hotswap::trials
