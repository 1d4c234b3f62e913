// SPDX-License-Identifier: Apache-2.0
#pragma once
// A gateway on the real edge in a process of its own, so that its memory is nobody else's.

namespace hotswap::fault {

/// Digest of a package of any size that this gateway has, as 64 characters.
inline constexpr const char* kLargePackage =
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

/// Prints "port N", serves until its standard input ends and prints what the edge has counted.
int serveGateway();

} // namespace hotswap::fault
