// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the list queries of the memory store share: text search and page tokens.

#include "core/domain/limits.h"
#include "core/domain/result.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace hotswap::store {

/// Whether `needle` occurs in `text`, ASCII letters in either case.
inline bool containsText(std::string_view text, std::string_view needle) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::search(text.begin(), text.end(), needle.begin(), needle.end(),
                       [&](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

/// A page token is the sequence below which the page starts; empty: from the newest.
inline Result<std::uint64_t> pageStart(const std::string& page) {
    std::uint64_t below = UINT64_MAX;
    if (!page.empty()) {
        const auto [end, error] = std::from_chars(page.data(), page.data() + page.size(), below);
        if (error != std::errc() || end != page.data() + page.size()) {
            return invalidField("page", "the `next` of an earlier page, or empty");
        }
    }
    return below;
}

/// Checks the row count asked for.
inline Status checkLimit(std::size_t limit) {
    return limit >= 1 && limit <= limits::kPageRowsMax
               ? success()
               : Status(invalidField("limit", "1.." + std::to_string(limits::kPageRowsMax)));
}

} // namespace hotswap::store
