// SPDX-License-Identifier: Apache-2.0
#include "core/domain/encoding.h"

#include <algorithm>
#include <cstdint>

namespace hotswap {

namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";
constexpr std::string_view kBase64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::uint32_t byteAt(std::string_view bytes, std::size_t i) {
    return static_cast<unsigned char>(bytes[i]);
}

/// Value of a base64 digit, or -1.
int base64Value(char c) {
    if (c >= 'A' && c <= 'Z') {
        return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
        return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

} // namespace

std::string toHex(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        text += kHexDigits[byteAt(bytes, i) >> 4];
        text += kHexDigits[byteAt(bytes, i) & 15];
    }
    return text;
}

Result<std::string> fromHex(std::string_view text, std::string field) {
    std::string bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        const std::size_t high = kHexDigits.find(text[i]);
        const std::size_t low = kHexDigits.find(text[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) {
            return invalidField(std::move(field), "lower-case hexadecimal digits");
        }
        bytes += static_cast<char>(high * 16 + low);
    }
    if (text.size() % 2 != 0) {
        return invalidField(std::move(field), "an even number of hexadecimal digits");
    }
    return bytes;
}

std::string toBase64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t present = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = byteAt(bytes, i) << 16;
        group |= present > 1 ? byteAt(bytes, i + 1) << 8 : 0;
        group |= present > 2 ? byteAt(bytes, i + 2) : 0;
        text += kBase64Digits[group >> 18];
        text += kBase64Digits[(group >> 12) & 63];
        text += present > 1 ? kBase64Digits[(group >> 6) & 63] : '=';
        text += present > 2 ? kBase64Digits[group & 63] : '=';
    }
    return text;
}

Result<std::string> fromBase64(std::string_view text, std::string field) {
    const Error wrong = invalidField(std::move(field), "standard base64 with padding");
    if (text.size() % 4 != 0) {
        return wrong;
    }
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    for (std::size_t i = 0; i < text.size(); i += 4) {
        const bool last = i + 4 == text.size();
        const std::size_t padding = !last || text[i + 3] != '=' ? 0 : text[i + 2] == '=' ? 2 : 1;
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            const int value = k < 4 - padding ? base64Value(text[i + k]) : 0;
            if (value < 0) {
                return wrong;
            }
            group = group << 6 | static_cast<std::uint32_t>(value);
        }
        const std::uint32_t unused = padding == 2 ? group & 0xffff : padding == 1 ? group & 0xff : 0;
        if (unused != 0) {
            return wrong;
        }
        for (std::size_t k = 0; k < 3 - padding; ++k) {
            bytes += static_cast<char>((group >> (16 - 8 * k)) & 0xff);
        }
    }
    return bytes;
}

} // namespace hotswap
