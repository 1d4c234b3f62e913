// SPDX-License-Identifier: Apache-2.0
#pragma once
// The only sources of time and chance. Real ones are made in app/, simulated ones in core/sim.

#include "core/domain/time.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace hotswap::ports {

/// Store time as this program knows it; never goes back. Callable from any thread.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

/// Chance for ids and jitter. Not for keys: core/crypto makes those.
class RandomSource {
public:
    virtual ~RandomSource() = default;
    /// Uniform over all 64-bit values. Callable from any thread.
    virtual std::uint64_t next() = 0;
};

/// 32 hexadecimal digits, for generated ids.
std::string makeUniqueText(RandomSource& random);

} // namespace hotswap::ports
