// SPDX-License-Identifier: Apache-2.0
#pragma once
// A circuit breaker: what fails again and again is left alone for a while, then tried once.
// Rule: design, semantics.md, "Resilience everywhere".

#include "core/domain/time.h"

#include <cstdint>

namespace hotswap::telemetry {

struct BreakerOptions {
    std::uint32_t failuresMax = 5; ///< in a row; that many open it
    Duration openFor{30'000};
};

/// Not thread-safe.
class Breaker {
public:
    enum class State {
        Closed,  ///< everything passes; failuresMax failures in a row open it
        Open,    ///< nothing passes until openFor is over
        Probing, ///< one call is under way; it closes or opens again
    };

    explicit Breaker(BreakerOptions options) : m_options(options) {}

    State state() const { return m_state; }
    std::uint32_t failuresInARow() const { return m_failures; }
    /// Whether it would refuse now: open, and not yet time for the probe.
    bool refuses(Instant now) const { return m_state == State::Open && now < m_until; }
    /// Asks before a call. True from an open one makes this call the probe.
    bool admits(Instant now) {
        if (m_state == State::Closed) {
            return true;
        }
        if (m_state == State::Probing || now < m_until) {
            return false;
        }
        m_state = State::Probing;
        return true;
    }
    void succeeded() {
        m_failures = 0;
        m_state = State::Closed;
    }
    void failed(Instant now) {
        ++m_failures;
        if (m_state == State::Probing || m_failures >= m_options.failuresMax) {
            m_state = State::Open;
            m_until = now + m_options.openFor;
        }
    }
    /// When an open one admits its probe.
    Instant openUntil() const { return m_until; }

private:
    BreakerOptions m_options;
    State m_state = State::Closed;
    std::uint32_t m_failures = 0;
    Instant m_until{};
};

} // namespace hotswap::telemetry
