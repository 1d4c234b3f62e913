// SPDX-License-Identifier: Apache-2.0
#pragma once
// One direction of a WebSocket connection as bytes: whole messages are found in it and hurt by chance.

#include <cstdint>
#include <string>
#include <string_view>

namespace hotswap::fault {

/// Chance and counts of all pipes of a proxy.
struct Mischief {
    unsigned oneIn = 10;     ///< 0: none
    std::uint64_t state = 1; ///< of the chance, at first its seed
    std::uint64_t messages = 0;
    std::uint64_t dropped = 0;
    std::uint64_t repeated = 0;
    std::uint64_t reordered = 0;

    /// The next number of a SplitMix64 sequence (Steele, Lea, Flood 2014).
    std::uint64_t next();
};

class MessagePipe {
public:
    /// From now on the bytes are frames.
    void beginFrames() { m_frames = true; }
    bool isFrames() const { return m_frames; }
    /// More bytes have come; appends to `out` what goes on now.
    void carry(std::string_view bytes, Mischief& mischief, std::string& out);
    /// One that waits to be overtaken has waited long enough.
    void release(std::string& out);
    bool holds() const { return !m_held.empty(); }

private:
    /// Length of the frame that `m_in` begins with; 0: not all of its header is here.
    std::uint64_t frameLength() const;
    void pass(std::string message, Mischief& mischief, std::string& out);

    bool m_frames = false;
    std::string m_in;
    std::string m_message; ///< fragments so far
    std::string m_held;
};

} // namespace hotswap::fault
