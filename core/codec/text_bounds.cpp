// SPDX-License-Identifier: Apache-2.0
#include "core/codec/text_bounds.h"

#include <cstdint>

namespace hotswap::codec {

namespace {

/// Bytes of the well-formed UTF-8 sequence at the start of the text (Unicode 15, table 3-7); 0 when there is
/// none.
std::size_t sequenceLength(std::string_view text) {
    const auto byte = [&](std::size_t i) -> std::uint32_t {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
    };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xc0) == 0x80; };
    const std::uint32_t first = byte(0);
    if (first < 0x80) {
        return 1;
    }
    if (first >= 0xc2 && first <= 0xdf) {
        return continues(1) ? 2 : 0;
    }
    const std::uint32_t second = byte(1);
    if (first >= 0xe0 && first <= 0xef) {
        const bool tooLong = first == 0xe0 && second < 0xa0;
        const bool surrogate = first == 0xed && second > 0x9f;
        return continues(1) && continues(2) && !tooLong && !surrogate ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        const bool tooLong = first == 0xf0 && second < 0x90;
        const bool tooHigh = first == 0xf4 && second > 0x8f;
        return continues(1) && continues(2) && continues(3) && !tooLong && !tooHigh ? 4 : 0;
    }
    return 0;
}

} // namespace

std::string boundedText(std::string_view text, std::size_t bytesMax) {
    std::string clean;
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (clean.size() + (length == 0 ? 1 : length) > bytesMax) {
            break;
        }
        clean += length == 0 ? std::string_view("?") : text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return clean;
}

} // namespace hotswap::codec
