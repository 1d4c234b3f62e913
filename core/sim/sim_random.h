// SPDX-License-Identifier: Apache-2.0
#pragma once
// Repeatable chance. One stream per concern: a draw more in one concern shifts no other one.

#include "core/ports/clock.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace hotswap::sim {

/// A stream of pseudo-random numbers (xoshiro256**, Blackman and Vigna 2018; seeded through SplitMix64).
class SimRandom final : public ports::RandomSource {
public:
    explicit SimRandom(std::uint64_t seed);

    std::uint64_t next() override;
    /// A stream of its own for one concern: depends on this stream's seed and the label, not on its draws.
    SimRandom split(std::string_view label) const;
    SimRandom split(std::string_view label, std::uint64_t index) const;

    /// Uniform in 0 … bound-1; 0 for a bound of 0 or 1.
    std::uint64_t below(std::uint64_t bound);
    /// Uniform in [low, high].
    std::int64_t between(std::int64_t low, std::int64_t high);
    Duration between(Duration low, Duration high);
    /// Uniform in [0, 1).
    double unit();
    /// True with a probability of `permille` in a thousand. Draws nothing for 0.
    bool permille(std::uint32_t permille);

private:
    std::uint64_t m_seed;
    std::array<std::uint64_t, 4> m_state{};
};

/// A 64-bit mix of a seed with a text, for deriving seeds.
std::uint64_t mixSeed(std::uint64_t seed, std::string_view text);

} // namespace hotswap::sim
