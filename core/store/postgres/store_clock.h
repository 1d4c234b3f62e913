// SPDX-License-Identifier: Apache-2.0
#pragma once
// Store time as this program knows it: a monotonic clock of the machine, set by what the server said last.

#include "core/ports/clock.h"

#include <atomic>

namespace hotswap::store::postgres {

/// Thread-safe. Never goes back. Lags the server by at most the round trip of the last look.
class StoreClock final : public ports::Clock {
public:
    /// `machine` runs at one speed and never jumps; it outlives this clock.
    explicit StoreClock(const ports::Clock& machine) : m_machine(machine) {}

    Instant now() const override {
        const std::int64_t time = toMs(m_machine.now()) + m_offset.load(std::memory_order_acquire);
        std::int64_t last = m_last.load(std::memory_order_acquire);
        while (last < time && !m_last.compare_exchange_weak(last, time, std::memory_order_acq_rel)) {}
        return instantFromMs(last < time ? time : last);
    }
    /// The server's clock as just read.
    void set(Instant server) {
        m_offset.store(toMs(server) - toMs(m_machine.now()), std::memory_order_release);
    }

private:
    const ports::Clock& m_machine;
    std::atomic<std::int64_t> m_offset{0};
    mutable std::atomic<std::int64_t> m_last{INT64_MIN};
};

} // namespace hotswap::store::postgres
