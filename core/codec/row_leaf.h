// SPDX-License-Identifier: Apache-2.0
#pragma once
// Single values of stored rows, both ways. A reader takes whatever the writer can make: rows are our own, so
// what a value may be was checked before it was stored, and a row that cannot be read is a deployment lost.

#include "core/codec/canonical_json.h"
#include "core/codec/row_enums.h"
#include "core/domain/ids.h"
#include "core/domain/time.h"
#include "core/domain/version.h"

#include <concepts>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

namespace hotswap::codec {

template <class T>
concept RowInteger = std::integral<T> && !std::same_as<T, bool>;
template <class T>
concept RowEnum = std::is_enum_v<T>;

inline Json leafJson(const std::string& value) {
    return value;
}
template <class Tag>
Json leafJson(const Id<Tag>& value) {
    return value.value;
}
inline Json leafJson(bool value) {
    return value;
}
template <RowInteger T>
Json leafJson(T value) {
    return value;
}
/// NaN is null, infinities are "inf" and "-inf": JSON has no numbers for them.
Json leafJson(double value);
inline Json leafJson(Duration value) {
    return value.count();
}
inline Json leafJson(Instant value) {
    return toMs(value);
}
inline Json leafJson(const Version& value) {
    return value.text();
}
inline Json leafJson(const VersionRange& value) {
    return value.text();
}
template <RowEnum E>
Json leafJson(E value) {
    return nameOf(value);
}

/// Whether the value was read; otherwise `value` is as it was.
bool readLeaf(const Json& json, std::string& value);
bool readLeaf(const Json& json, bool& value);
bool readLeaf(const Json& json, double& value);
bool readLeaf(const Json& json, Duration& value);
bool readLeaf(const Json& json, Instant& value);
/// Empty text is the default value.
bool readLeaf(const Json& json, Version& value);
bool readLeaf(const Json& json, VersionRange& value);

template <class Tag>
bool readLeaf(const Json& json, Id<Tag>& value) {
    return readLeaf(json, value.value);
}

template <RowInteger T>
bool readLeaf(const Json& json, T& value) {
    if (json.is_number_unsigned()) {
        const auto number = json.get<std::uint64_t>();
        value = std::in_range<T>(number) ? static_cast<T>(number) : value;
        return std::in_range<T>(number);
    }
    if (json.is_number_integer()) {
        const auto number = json.get<std::int64_t>();
        value = std::in_range<T>(number) ? static_cast<T>(number) : value;
        return std::in_range<T>(number);
    }
    return false;
}

template <RowEnum E>
bool readLeaf(const Json& json, E& value) {
    const auto* text = json.get_ptr<const std::string*>();
    const auto known = text ? valueOf<E>(*text) : std::nullopt;
    if constexpr (std::same_as<E, ErrorCode>) {
        // It explains and never commands: a newer program's code must not make its events unreadable.
        value = known.value_or(ErrorCode::Internal);
        return text != nullptr;
    }
    value = known.value_or(value);
    return known.has_value();
}

/// What an error says would be right.
template <class T>
std::string expectedLeaf() {
    if constexpr (RowEnum<T>) {
        return expectedNames<T>();
    } else if constexpr (std::same_as<T, bool>) {
        return "true or false";
    } else if constexpr (RowInteger<T>) {
        return "an integer " + std::to_string(std::numeric_limits<T>::min()) + ".." +
               std::to_string(std::numeric_limits<T>::max());
    } else if constexpr (std::same_as<T, double>) {
        return "a number, null, \"inf\" or \"-inf\"";
    } else if constexpr (std::same_as<T, Duration> || std::same_as<T, Instant>) {
        return "milliseconds";
    } else if constexpr (std::same_as<T, Version>) {
        return "a version";
    } else if constexpr (std::same_as<T, VersionRange>) {
        return "a range of versions";
    } else {
        return "text";
    }
}

template <class T>
concept RowLeaf = requires(const Json& json, T& value) {
    { readLeaf(json, value) } -> std::same_as<bool>;
};

} // namespace hotswap::codec
