// SPDX-License-Identifier: Apache-2.0
#pragma once
// A proxy between nodes and their gateway that knows WebSocket messages: it drops some, repeats some, and
// lets some be overtaken. What is no WebSocket passes as it is.

#include <atomic>
#include <cstdint>
#include <memory>
#include <thread>

namespace hotswap::fault {

/// What was done so far, both directions together.
struct ProxyCounts {
    std::uint64_t messages = 0;
    std::uint64_t dropped = 0;
    std::uint64_t repeated = 0;
    std::uint64_t reordered = 0;
    std::uint64_t links = 0;
};

class FrameProxy {
public:
    /// Listens on a free port of 127.0.0.1 and carries to `target` there. Each of the three things happens
    /// to one message in `oneIn`, by chance from `seed`.
    FrameProxy(std::uint16_t target, unsigned oneIn, std::uint64_t seed);
    ~FrameProxy();
    FrameProxy(const FrameProxy&) = delete;
    FrameProxy& operator=(const FrameProxy&) = delete;

    std::uint16_t port() const;
    /// From now on everything passes unhurt.
    void pass();
    ProxyCounts counts() const;

private:
    class Core;
    std::unique_ptr<Core> m_core;
};

} // namespace hotswap::fault
