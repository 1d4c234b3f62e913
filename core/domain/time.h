// SPDX-License-Identifier: Apache-2.0
#pragma once
// Time as a value. Nothing in core reads a clock; `now` is an argument (see core/ports/clock.h).

#include <chrono>
#include <cstdint>

namespace hotswap {

using Duration = std::chrono::milliseconds;

/// Never-ticking clock type that only tags Instant; reading it is impossible on purpose.
struct StoreTime {
    using duration = Duration;
    using rep = Duration::rep;
    using period = Duration::period;
    static constexpr bool is_steady = true;
};

/// A moment of store (database) time, milliseconds since 1970-01-01 UTC. Everything that decides compares
/// these. In the lab each simulated environment has Instants of its own, running X times as fast.
using Instant = std::chrono::time_point<StoreTime, Duration>;

constexpr Instant instantFromMs(std::int64_t ms) {
    return Instant{Duration{ms}};
}
constexpr std::int64_t toMs(Instant instant) {
    return instant.time_since_epoch().count();
}

/// Later than anything that happens.
inline constexpr Instant kNever = Instant::max();

} // namespace hotswap
