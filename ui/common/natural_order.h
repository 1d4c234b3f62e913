// SPDX-License-Identifier: Apache-2.0
#pragma once
// Names in the order people count them: "production-2" before "production-10".

#include <algorithm>
#include <string_view>

namespace hotswap::ui {

/// Strict weak order of ASCII names: runs of digits count as numbers of any length, all else as it stands.
/// Names that differ in leading zeros alone are ordered as plain text.
inline bool naturalLess(std::string_view a, std::string_view b) {
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const auto takeNumber = [&](std::string_view& text) {
        const auto end = std::find_if_not(text.begin(), text.end(), isDigit);
        std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
        text.remove_prefix(digits.size());
        digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
        return digits;
    };
    std::string_view restA = a;
    std::string_view restB = b;
    while (!restA.empty() && !restB.empty()) {
        if (isDigit(restA.front()) && isDigit(restB.front())) {
            const std::string_view numberA = takeNumber(restA);
            const std::string_view numberB = takeNumber(restB);
            if (numberA != numberB) {
                return numberA.size() != numberB.size() ? numberA.size() < numberB.size() : numberA < numberB;
            }
        } else if (restA.front() != restB.front()) {
            return restA.front() < restB.front();
        } else {
            restA.remove_prefix(1);
            restB.remove_prefix(1);
        }
    }
    return restA.empty() != restB.empty() ? restA.empty() : a < b;
}

} // namespace hotswap::ui
