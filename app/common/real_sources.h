// SPDX-License-Identifier: Apache-2.0
#pragma once
// The real clock and chance of a program that runs a lab, and the clocks of its environments.

#include "core/ports/clock.h"
#include "core/ports/environment_clocks.h"

#include <atomic>
#include <chrono>
#include <map>
#include <random>

namespace hotswap::app {

/// Wall time at the start, advanced by the monotonic clock: never goes back.
class SystemClock final : public ports::Clock {
public:
    Instant now() const override {
        const auto passed = std::chrono::steady_clock::now() - m_start;
        return m_wall + std::chrono::duration_cast<Duration>(passed);
    }

private:
    const std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
    const Instant m_wall = instantFromMs(std::chrono::duration_cast<std::chrono::milliseconds>(
                                             std::chrono::system_clock::now().time_since_epoch())
                                             .count());
};

/// The kernel's generator.
class SystemRandom final : public ports::RandomSource {
public:
    std::uint64_t next() override {
        std::random_device device;
        return std::uint64_t{device()} << 32 | device();
    }
};

/// A clock that one thread sets and all may read.
class SharedClock final : public ports::Clock {
public:
    explicit SharedClock(Instant start) : m_now(toMs(start)) {}
    Instant now() const override { return instantFromMs(m_now.load(std::memory_order_acquire)); }
    void set(Instant now) { m_now.store(toMs(now), std::memory_order_release); }

private:
    std::atomic<std::int64_t> m_now;
};

/// Real time, except for environments that have a clock of their own.
class EnvironmentClockTable final : public ports::EnvironmentClocks {
public:
    explicit EnvironmentClockTable(const ports::Clock& real) : m_real(real) {}
    /// Before any thread reads.
    void give(const EnvironmentId& environment, const ports::Clock& clock) { m_own[environment] = &clock; }
    Instant now(const EnvironmentId& environment) const override {
        const auto own = m_own.find(environment);
        return own == m_own.end() ? m_real.now() : own->second->now();
    }

private:
    const ports::Clock& m_real;
    std::map<EnvironmentId, const ports::Clock*> m_own;
};

} // namespace hotswap::app
