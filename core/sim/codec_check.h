// SPDX-License-Identifier: Apache-2.0
#pragma once
// Frames travel as values here; now and then one is also encoded, decoded and compared, so that values and
// bytes stay the same thing.

#include "core/domain/frame.h"
#include "core/sim/sim_random.h"

#include <string>

namespace hotswap::sim {

class CodecCheck {
public:
    explicit CodecCheck(std::uint64_t seed) : m_random(mixSeed(seed, "codec")) {}

    /// Looks at one frame in a thousand.
    void inspect(const Frame& frame);
    /// The first frame that did not survive; empty: none so far.
    const std::string& broken() const { return m_broken; }
    std::uint64_t frames() const { return m_frames; }
    std::uint64_t checked() const { return m_checked; }

private:
    SimRandom m_random;
    std::uint64_t m_frames = 0;
    std::uint64_t m_checked = 0;
    std::string m_broken;
};

} // namespace hotswap::sim
