// SPDX-License-Identifier: Apache-2.0
#pragma once
// Page tokens and row counts of list queries, the same for every store.

#include "core/domain/limits.h"
#include "core/domain/result.h"

#include <charconv>
#include <cstdint>
#include <string>

namespace hotswap::ports {

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

} // namespace hotswap::ports
