// SPDX-License-Identifier: Apache-2.0
#pragma once
// Text search as the lists of the memory store do it.

#include <algorithm>
#include <string_view>

namespace hotswap::store {

/// Whether `needle` occurs in `text`, ASCII letters in either case.
inline bool containsText(std::string_view text, std::string_view needle) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::search(text.begin(), text.end(), needle.begin(), needle.end(),
                       [&](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

} // namespace hotswap::store
