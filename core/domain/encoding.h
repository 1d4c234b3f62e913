// SPDX-License-Identifier: Apache-2.0
#pragma once
// Text forms of bytes: lower-case hexadecimal and standard base64 (RFC 4648, with padding). Decoding is
// strict: one text per byte string, so that signed or compared texts cannot differ in spelling.

#include "core/domain/result.h"

#include <string>
#include <string_view>

namespace hotswap {

std::string toHex(std::string_view bytes);
/// Errors: InvalidArgument naming `field` on an odd length or any character outside [0-9a-f].
Result<std::string> fromHex(std::string_view text, std::string field = "hex");

std::string toBase64(std::string_view bytes);
/// Errors: InvalidArgument naming `field` on wrong length, alphabet, padding or non-zero unused bits.
Result<std::string> fromBase64(std::string_view text, std::string field = "base64");

} // namespace hotswap
