// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is fuzzed: everything that reads bytes which others may have written. Each entry takes any bytes, and
// ends the program when something that must hold does not.

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace hotswap::fuzz {

using Target = std::function<void(std::string_view bytes)>;

/// By name: frame, package, manifest, journal, response, request.
const std::map<std::string, Target>& targets();

} // namespace hotswap::fuzz
