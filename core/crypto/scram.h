// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a PostgreSQL server stores of a password (SCRAM-SHA-256, RFC 5802 and 7677): made here, so that no
// statement and no server log ever holds the password itself.

#include "core/domain/result.h"

#include <string>
#include <string_view>

namespace hotswap::crypto {

/// "SCRAM-SHA-256$4096:salt$stored:server". `salt`: 16 unpredictable bytes. Errors: InvalidArgument naming
/// "password" unless it is 8 to 256 printable ASCII characters (others would need Unicode preparation).
Result<std::string> scramVerifier(std::string_view password, std::string_view salt);

} // namespace hotswap::crypto
