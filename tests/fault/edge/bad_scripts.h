// SPDX-License-Identifier: Apache-2.0
#pragma once
// What each kind of bad peer sends.

#include <string>

namespace hotswap::fault {

/// Bytes of one bad peer, in the order of sending.
struct BadScript {
    std::string first;   ///< at once
    bool waits = false;  ///< for the answer to `first` before what follows
    std::string second;  ///< then this at once
    std::string trickle; ///< then this, one byte each time, from the beginning again at its end
    std::string flood;   ///< then this, as fast as it is taken, again and again
    bool reads = true;   ///< takes what comes
};

constexpr int kSlowKinds = 9;
BadScript slowScript(int kind);
constexpr int kOversizeKinds = 8;
BadScript oversizeScript(int kind);

} // namespace hotswap::fault
