// SPDX-License-Identifier: Apache-2.0
#pragma once
// The real clock and chance of a node. The clock starts with the machine: nothing on a node reads wall time
// but the check of certificates.

#include "core/ports/clock.h"

#include <random>
#include <time.h>

namespace hotswap::agent {

/// Time since boot, suspension included. Store time is learnt from the gateway.
class BootClock final : public ports::Clock {
public:
    Instant now() const override {
        timespec time{};
        ::clock_gettime(CLOCK_BOOTTIME, &time);
        return instantFromMs(std::int64_t{time.tv_sec} * 1'000 + time.tv_nsec / 1'000'000);
    }
};

/// The machine's wall clock, for certificates alone. Callable from any thread.
inline Instant wallClock() {
    timespec time{};
    ::clock_gettime(CLOCK_REALTIME, &time);
    return instantFromMs(std::int64_t{time.tv_sec} * 1'000 + time.tv_nsec / 1'000'000);
}

/// The kernel's generator.
class SystemRandom final : public ports::RandomSource {
public:
    std::uint64_t next() override {
        std::random_device device;
        return std::uint64_t{device()} << 32 | device();
    }
};

} // namespace hotswap::agent
