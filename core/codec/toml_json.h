// SPDX-License-Identifier: Apache-2.0
#pragma once
// TOML that people write, as the JSON that fields are read from.

#include "core/codec/canonical_json.h"

#include <string>
#include <string_view>

namespace hotswap::codec {

/// Dates and other types without a JSON form become null, which no field accepts. `name` is what the text is
/// called in errors: "module.toml". Errors: Oversize above `bytesMax`; Malformed with line and column.
Result<Json> parseToml(std::string_view text, const std::string& name, std::size_t bytesMax);

/// A text as a TOML string, in double quotes.
std::string tomlString(std::string_view text);

} // namespace hotswap::codec
