// SPDX-License-Identifier: Apache-2.0
#pragma once
// The Range header of a request (RFC 9110, 14.1.2), one range only.

#include <cstdint>
#include <optional>
#include <string_view>

namespace hotswap::edge {

/// Half-open span of bytes.
struct ByteRange {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    bool operator==(const ByteRange&) const = default;
};

/// What a Range header asks of content of `size` bytes.
struct RangeAnswer {
    enum class Kind {
        Whole,         ///< no range, another unit, several ranges, or not well formed: the header is ignored
        Part,          ///< `range` is to be sent
        Unsatisfiable, ///< begins behind the end
    };
    Kind kind = Kind::Whole;
    ByteRange range;
    bool operator==(const RangeAnswer&) const = default;
};

RangeAnswer parseRange(std::string_view header, std::uint64_t size);

} // namespace hotswap::edge
