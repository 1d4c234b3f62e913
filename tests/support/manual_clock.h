// SPDX-License-Identifier: Apache-2.0
#pragma once
// Clocks that stand still until a test moves them, and chance from a seed.

#include "core/ports/clock.h"
#include "core/ports/environment_clocks.h"

#include <atomic>

namespace hotswap::support {

/// Starts at a moment in 2026 like any other.
class ManualClock final : public ports::Clock {
public:
    Instant now() const override { return instantFromMs(m_ms.load()); }
    void advance(Duration by) { m_ms += by.count(); }

private:
    std::atomic<std::int64_t> m_ms{1'790'000'000'000};
};

/// Every environment goes by one clock.
class SameClock final : public ports::EnvironmentClocks {
public:
    explicit SameClock(const ports::Clock& clock) : m_clock(clock) {}
    Instant now(const EnvironmentId&) const override { return m_clock.now(); }

private:
    const ports::Clock& m_clock;
};

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
class SeededRandom final : public ports::RandomSource {
public:
    explicit SeededRandom(std::uint64_t seed = 1) : m_state(seed) {}
    std::uint64_t next() override {
        std::uint64_t z = m_state.fetch_add(0x9e3779b97f4a7c15ULL) + 0x9e3779b97f4a7c15ULL;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

private:
    std::atomic<std::uint64_t> m_state;
};

} // namespace hotswap::support
