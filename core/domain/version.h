// SPDX-License-Identifier: Apache-2.0
#pragma once
// Semantic versions (semver.org 2.0.0) with pre-release suffixes and precedence; build metadata is refused so
// that equal precedence means equal text.

#include "core/domain/result.h"

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace hotswap {

/// A parsed semantic version. Ordering is semver precedence (rule 11).
class Version {
public:
    Version() = default;
    /// Parses "1.2.3" or "1.2.3-rc.1"; errors name the field "version". At most 64 characters.
    static Result<Version> parse(std::string_view text);

    const std::string& text() const { return m_text; }
    bool empty() const { return m_text.empty(); }
    bool isPreRelease() const { return !m_pre.empty(); }

    std::strong_ordering operator<=>(const Version& other) const;
    bool operator==(const Version& other) const { return m_text == other.m_text; }

private:
    std::string m_text;
    unsigned m_numbers[3] = {0, 0, 0};
    std::vector<std::string> m_pre;
};

/// A range of versions: comparators joined by spaces (all must hold), each "=", ">", ">=", "<", "<=",
/// "^" (same major, or same minor below 1.0) or "~" (same minor) before a version; "*" matches all.
class VersionRange {
public:
    static Result<VersionRange> parse(std::string_view text);
    bool contains(const Version& version) const;
    const std::string& text() const { return m_text; }

private:
    struct Comparator {
        enum class Kind { Equal, Greater, GreaterEqual, Less, LessEqual };
        Kind kind = Kind::Equal;
        Version version;
    };
    std::string m_text;
    std::vector<Comparator> m_comparators;
};

} // namespace hotswap
