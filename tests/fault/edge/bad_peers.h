// SPDX-License-Identifier: Apache-2.0
#pragma once
// Peers that do what they must not, thousands at once from one thread: those that trickle, and those that
// want to send more than anybody takes.

#include <cstdint>
#include <memory>
#include <vector>

namespace hotswap::fault {

struct BadSetup {
    std::uint16_t port = 0;
    int slow = 10'000;
    int oversize = 1'000;
    int overSeconds = 5; ///< they come one after the other within this time
};

/// What became of them.
struct BadResult {
    int opened = 0;
    int refused = 0; ///< could not even connect
    int closed = 0;  ///< by the gateway
    int stillOpen = 0;
    int openMax = 0; ///< at any moment
    double closedSlowMaxSeconds = 0;
    double closedOversizeMaxSeconds = 0;
    int longestSlowKind = 0; ///< as in bad_scripts
    double sentMiB = 0;      ///< by the oversize ones
};

class BadPeers {
public:
    explicit BadPeers(const BadSetup& setup);
    ~BadPeers();
    BadPeers(const BadPeers&) = delete;
    BadPeers& operator=(const BadPeers&) = delete;

    /// All have come, and none is open any more.
    bool over() const;
    BadResult result() const;

private:
    class Crowd;
    std::unique_ptr<Crowd> m_crowd;
};

} // namespace hotswap::fault
