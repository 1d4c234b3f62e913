// SPDX-License-Identifier: Apache-2.0
#pragma once
// A simulated wave: nodes with traffic, errors, latencies, CPU and memory, second by second, and the looks
// that a judge gets of it: rows of ten seconds that grow. Seeded; the same everywhere.

#include "core/domain/look.h"
#include "core/domain/policy.h"
#include "core/verdict/wave_fold.h"

#include <cstdint>
#include <vector>

namespace hotswap::trials {

/// splitmix64 (Steele, Lea and Flood 2014).
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next();
    double uniform(); ///< 0..1
    double normal();
    std::uint64_t poisson(double mean);

private:
    std::uint64_t m_state;
};

struct WorldFacts {
    std::size_t canaryNodes = 2;
    std::size_t untouchedNodes = 18;
    double rate = 10;           ///< requests a second and node
    double errorRate = 0.005;   ///< share of requests
    double correlation = 0;     ///< of each node's error rate, latency, CPU and memory from second to second
    double canaryErrors = 1;    ///< times the error rate on the canary
    std::int64_t worseFrom = 0; ///< second of the bake from which on it is so
    double canaryTail = 1;      ///< by what the canary's p99 is stretched; answers below p90 stay as they are
    std::int64_t secondsBefore = 120; ///< of the untouched nodes' rows in the first look
    std::uint64_t seed = 1;
};

class World {
public:
    explicit World(const WorldFacts& facts);
    verdict::WaveFacts waveFacts() const;
    /// One second further; the rows that it changed.
    const LookInput& next();
    Instant now() const { return m_now; }
    std::uint64_t requests() const { return m_requests; } ///< of both sides since the bake began
    std::uint64_t errors() const { return m_errors; }
    std::uint64_t canaryErrors() const { return m_canaryErrors; }
    std::uint64_t canaryRequests() const { return m_canaryRequests; }

private:
    struct NodeState {
        Sample row;
        double errors = 0; ///< latent, of mean nought and variance one
        double latency = 0;
        double cpu = 0;
        double memory = 0;
        double cpuSum = 0;
        double memorySum = 0;
    };

    void second(std::size_t node, std::int64_t windowMs);
    void answers(Sample& row, std::uint64_t requests, double shift, bool stretched);

    WorldFacts m_facts;
    Random m_random;
    std::vector<NodeState> m_nodes;
    LookInput m_look;
    Instant m_now{};
    std::uint64_t m_requests = 0;
    std::uint64_t m_errors = 0;
    std::uint64_t m_canaryErrors = 0;
    std::uint64_t m_canaryRequests = 0;
    bool m_started = false;
};

/// The default policy with the sequential judge alone.
JudgePolicy sequentialPolicy();

inline constexpr double kMedianMs = 20; ///< latencies are log-normal
inline constexpr double kLogDeviation = 0.5;

} // namespace hotswap::trials
