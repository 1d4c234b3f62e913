// SPDX-License-Identifier: Apache-2.0
#include "core/domain/version.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace hotswap {

namespace {

constexpr std::size_t kVersionCharsMax = 64;
constexpr std::size_t kRangeCharsMax = 256;
constexpr std::string_view kVersionRule =
    "major.minor.patch[-prerelease], semver.org 2.0.0, at most 64 characters";
constexpr std::string_view kRangeRule =
    "\"*\" or comparators like \">=1.2.0 <2.0.0\", \"^1.2.0\", \"~1.2.0\"";

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isNumeric(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

bool isIdentifierChar(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

/// A number without leading zeros that fits.
std::optional<unsigned> parseNumber(std::string_view text) {
    if (!isNumeric(text) || (text.size() > 1 && text.front() == '0')) {
        return std::nullopt;
    }
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    while (true) {
        const std::size_t end = text.find(separator, start);
        parts.push_back(text.substr(start, end - start));
        if (end == std::string_view::npos) {
            return parts;
        }
        start = end + 1;
    }
}

/// Semver rule 9: not empty, [0-9A-Za-z-], numeric ones without leading zeros.
bool isPreReleaseIdentifier(std::string_view text) {
    if (text.empty() || !std::all_of(text.begin(), text.end(), isIdentifierChar)) {
        return false;
    }
    return !isNumeric(text) || text.size() == 1 || text.front() != '0';
}

/// Semver rule 11.4: numeric ones by value and below alphanumeric ones, the others by ASCII order.
std::strong_ordering comparePreRelease(const std::string& a, const std::string& b) {
    const bool aNumeric = isNumeric(a);
    const bool bNumeric = isNumeric(b);
    if (aNumeric && bNumeric) {
        // No leading zeros, so the longer one is the greater one, however many digits it has.
        return a.size() != b.size() ? a.size() <=> b.size() : a.compare(b) <=> 0;
    }
    if (aNumeric != bNumeric) {
        return aNumeric ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    return a.compare(b) <=> 0;
}

Version versionOf(unsigned major, unsigned minor, unsigned patch) {
    // "-0" is the lowest pre-release: as an upper bound it keeps pre-releases of the next version out.
    return Version::parse(std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch) +
                          "-0")
        .value();
}

} // namespace

Result<Version> Version::parse(std::string_view text) {
    const Error wrong = invalidField("version", std::string(kVersionRule));
    if (text.empty() || text.size() > kVersionCharsMax) {
        return wrong;
    }
    Version version;
    const std::size_t dash = text.find('-');
    const auto numbers = split(text.substr(0, dash), '.');
    if (numbers.size() != 3) {
        return wrong;
    }
    for (std::size_t i = 0; i < 3; ++i) {
        const auto number = parseNumber(numbers[i]);
        if (!number) {
            return wrong;
        }
        version.m_numbers[i] = *number;
    }
    if (dash != std::string_view::npos) {
        for (const std::string_view part : split(text.substr(dash + 1), '.')) {
            if (!isPreReleaseIdentifier(part)) {
                return wrong;
            }
            version.m_pre.emplace_back(part);
        }
    }
    version.m_text = text;
    return version;
}

std::strong_ordering Version::operator<=>(const Version& other) const {
    if (empty() != other.empty()) {
        return empty() ? std::strong_ordering::less : std::strong_ordering::greater; // none is below all
    }
    for (std::size_t i = 0; i < 3; ++i) {
        if (m_numbers[i] != other.m_numbers[i]) {
            return m_numbers[i] <=> other.m_numbers[i];
        }
    }
    if (m_pre.empty() != other.m_pre.empty()) {
        return m_pre.empty() ? std::strong_ordering::greater : std::strong_ordering::less;
    }
    const std::size_t common = std::min(m_pre.size(), other.m_pre.size());
    for (std::size_t i = 0; i < common; ++i) {
        if (const auto order = comparePreRelease(m_pre[i], other.m_pre[i]); order != 0) {
            return order;
        }
    }
    if (m_pre.size() != other.m_pre.size()) {
        return m_pre.size() <=> other.m_pre.size();
    }
    return std::strong_ordering::equal;
}

Result<VersionRange> VersionRange::parse(std::string_view text) {
    const Error wrong = invalidField("range", std::string(kRangeRule));
    if (text.empty() || text.size() > kRangeCharsMax) {
        return wrong;
    }
    VersionRange range;
    range.m_text = text;
    if (text == "*") {
        return range;
    }
    for (const std::string_view part : split(text, ' ')) {
        const std::size_t digits = part.find_first_of("0123456789");
        if (digits == std::string_view::npos) {
            return wrong;
        }
        const std::string_view sign = part.substr(0, digits);
        const auto version = Version::parse(part.substr(digits));
        if (!version.ok()) {
            return wrong;
        }
        using Kind = Comparator::Kind;
        if (sign.empty() || sign == "=") {
            range.m_comparators.push_back({Kind::Equal, *version});
        } else if (sign == ">") {
            range.m_comparators.push_back({Kind::Greater, *version});
        } else if (sign == ">=") {
            range.m_comparators.push_back({Kind::GreaterEqual, *version});
        } else if (sign == "<") {
            range.m_comparators.push_back({Kind::Less, *version});
        } else if (sign == "<=") {
            range.m_comparators.push_back({Kind::LessEqual, *version});
        } else if (sign == "^" || sign == "~") {
            const auto numbers = split(part.substr(digits, part.find('-', digits) - digits), '.');
            const unsigned major = *parseNumber(numbers[0]);
            const unsigned minor = *parseNumber(numbers[1]);
            const bool sameMinor = sign == "~" || major == 0;
            if (minor == UINT32_MAX || major == UINT32_MAX) {
                return wrong; // there is no next version to stay below
            }
            range.m_comparators.push_back({Kind::GreaterEqual, *version});
            range.m_comparators.push_back(
                {Kind::Less, sameMinor ? versionOf(major, minor + 1, 0) : versionOf(major + 1, 0, 0)});
        } else {
            return wrong;
        }
    }
    return range;
}

bool VersionRange::contains(const Version& version) const {
    return std::all_of(m_comparators.begin(), m_comparators.end(), [&](const Comparator& comparator) {
        const auto order = version <=> comparator.version;
        switch (comparator.kind) {
        case Comparator::Kind::Equal: return order == 0;
        case Comparator::Kind::Greater: return order > 0;
        case Comparator::Kind::GreaterEqual: return order >= 0;
        case Comparator::Kind::Less: return order < 0;
        case Comparator::Kind::LessEqual: return order <= 0;
        }
        return false;
    });
}

} // namespace hotswap
