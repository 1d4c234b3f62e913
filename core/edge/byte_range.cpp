// SPDX-License-Identifier: Apache-2.0
#include "core/edge/byte_range.h"

#include <algorithm>
#include <charconv>

namespace hotswap::edge {
namespace {

std::optional<std::uint64_t> parseNumber(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

} // namespace

RangeAnswer parseRange(std::string_view header, std::uint64_t size) {
    constexpr std::string_view kUnit = "bytes=";
    const RangeAnswer whole{RangeAnswer::Kind::Whole, {0, size}};
    if (!header.starts_with(kUnit)) {
        return whole;
    }
    const std::string_view spec = header.substr(kUnit.size());
    const std::size_t dash = spec.find('-');
    if (dash == std::string_view::npos || spec.find(',') != std::string_view::npos) {
        return whole;
    }
    const auto first = parseNumber(spec.substr(0, dash));
    const auto last = parseNumber(spec.substr(dash + 1));
    if (dash == 0) {
        if (!last) {
            return whole;
        }
        if (*last == 0 || size == 0) {
            return {RangeAnswer::Kind::Unsatisfiable, {}};
        }
        return {RangeAnswer::Kind::Part, {size - std::min(*last, size), size}};
    }
    const bool open = dash + 1 == spec.size();
    if (!first || (!open && (!last || *last < *first))) {
        return whole;
    }
    if (*first >= size) {
        return {RangeAnswer::Kind::Unsatisfiable, {}};
    }
    const std::uint64_t end = open ? size : std::min(*last, size - 1) + 1;
    return {RangeAnswer::Kind::Part, {*first, end}};
}

} // namespace hotswap::edge
