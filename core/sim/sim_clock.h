// SPDX-License-Identifier: Apache-2.0
#pragma once
// Simulated store time: stands still until somebody moves it.

#include "core/domain/invariant.h"
#include "core/ports/clock.h"

namespace hotswap::sim {

/// A clock that its owner sets. Single-threaded.
class SimClock final : public ports::Clock {
public:
    explicit SimClock(Instant start) : m_now(start) {}
    Instant now() const override { return m_now; }
    /// Moves to `instant`, never back.
    void moveTo(Instant instant) {
        HS_INVARIANT(instant >= m_now, "simulated time never goes back");
        m_now = instant;
    }

private:
    Instant m_now;
};

/// Where simulated runs begin: 2026-01-05 00:00 UTC, a Monday.
inline constexpr Instant kSimulationStart = instantFromMs(1'767'571'200'000);

} // namespace hotswap::sim
