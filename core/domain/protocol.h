// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is said when node and gateway speak different versions of the protocol: who has to be upgraded.

#include <string>

namespace hotswap {

/// "protocol 2 is newer than 1, which this gateway speaks: upgrade this gateway". `self`: gateway or agent.
inline std::string protocolRefusal(int theirs, int ours, const std::string& self, const std::string& peer) {
    const bool newer = theirs > ours;
    return "protocol " + std::to_string(theirs) + " is " + (newer ? "newer" : "older") + " than " +
           std::to_string(ours) + ", which this " + self + " speaks: upgrade the " + (newer ? self : peer);
}

} // namespace hotswap
