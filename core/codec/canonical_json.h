// SPDX-License-Identifier: Apache-2.0
#pragma once
// JSON as the wire and the signatures use it: parsed strictly and within bounds, written in one canonical
// form (RFC 8785, restricted to what HotSwap signs: ASCII keys, integers within ±(2^53 - 1), no fractions).

#include "core/domain/result.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace hotswap::codec {

using Json = nlohmann::json;

/// Bounds of one parsed text.
struct JsonLimits {
    std::size_t bytesMax;
    std::size_t depthMax = 32;
};

/// Parses one JSON text (RFC 8259). Refused: wrong UTF-8, a byte order mark, trailing bytes, the same key
/// twice in one object. Errors: Oversize, Malformed with the position in `detail`.
Result<Json> parseJson(std::string_view text, JsonLimits limits);

/// The canonical text, the only one that is ever signed or hashed. Errors: Malformed when the value holds a
/// fraction, an integer beyond ±(2^53 - 1), a key that is not ASCII, or text that is not UTF-8.
Result<std::string> canonicalText(const Json& value);

/// Parses a text that must already be in canonical form. Errors: those of parseJson; Malformed when another
/// spelling of the same value was given.
Result<Json> parseCanonical(std::string_view text, JsonLimits limits);

/// Compact text that may hold fractions; NaN and infinities become null. Errors: Malformed on wrong UTF-8.
Result<std::string> plainText(const Json& value);

} // namespace hotswap::codec
