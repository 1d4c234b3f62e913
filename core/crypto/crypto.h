// SPDX-License-Identifier: Apache-2.0
#pragma once
// Start of the cryptographic library and the small helpers that need it. libsodium is included in this folder
// only.

#include "core/domain/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace hotswap::crypto {

/// Prepares libsodium; every program calls it once before anything else here. Repeating it is harmless.
/// Errors: Internal.
Status init();

/// Compares without telling by its duration where two secrets differ. The length is not a secret.
bool constantTimeEqual(std::string_view a, std::string_view b);

/// `count` unpredictable bytes from the operating system, for keys, nonces and tokens. Decisions that a
/// simulation must repeat take a ports::RandomSource instead.
std::string secretRandom(std::size_t count);

/// Overwrites a secret so that the compiler cannot leave it out.
void wipe(std::string& secret);

} // namespace hotswap::crypto
