// SPDX-License-Identifier: Apache-2.0
#pragma once
// Makes values of stored structs in which no field has its default and no two fields are equal; shorthands of
// the tests that use them.

#include "core/codec/event_codec.h"
#include "core/codec/stored_events.h"

#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace hotswap::codec {

/// Becomes whatever a member wants, so that the compiler can tell how many there are.
struct AnyMember {
    template <class T>
    operator T&() const&;
    template <class T>
    operator T&&() const&&;
};

/// How many members an aggregate has.
template <class T, class... Members>
consteval std::size_t memberCount() {
    if constexpr (requires { T{Members{}..., AnyMember{}}; }) {
        return memberCount<T, Members..., AnyMember>();
    } else {
        return sizeof...(Members);
    }
}

/// How many fields a struct is stored with: all its members, unless they stand elsewhere.
template <class T>
consteval std::size_t storedFields() {
    return memberCount<T>();
}
template <>
consteval std::size_t storedFields<DeploymentSummary>() {
    return memberCount<DeploymentSummary>() - 1; // the version has a column
}
template <>
consteval std::size_t storedFields<Node>() {
    return memberCount<Node>() - 1; // as above
}
template <>
consteval std::size_t storedFields<CastVote>() {
    return memberCount<CastVote>() - 1 + memberCount<Vote>(); // the vote's fields stand among the others
}

/// An archive that fills what it is given.
class StoredFiller {
public:
    static constexpr bool kReads = true;

    template <class T>
    void operator()(const char*, T& value) {
        ++m_named;
        fill(value);
    }
    void bytes(const char*, std::string& value) {
        ++m_named;
        value = std::string("\0\xff\x80 raw ", 8) + std::to_string(++m_next);
    }
    /// Whether the descriptions of all structs seen named as many fields as the structs have.
    bool complete() const { return m_complete; }

    template <class T>
    void fill(T& value) {
        if constexpr (std::is_same_v<T, bool>) {
            value = !value;
        } else if constexpr (std::is_enum_v<T>) {
            value = static_cast<T>((static_cast<int>(value) + 1) % storedCount<T>());
        } else if constexpr (std::is_same_v<T, double>) {
            value = static_cast<double>(++m_next) + 0.1;
        } else if constexpr (std::is_integral_v<T>) {
            value = std::numeric_limits<T>::max() - static_cast<T>(++m_next);
        } else {
            fillStruct(value);
        }
    }
    void fill(std::string& value) { value = "\xc3\xa4 \"\\ \x01\n" + std::to_string(++m_next); }
    template <class Tag>
    void fill(Id<Tag>& value) {
        fill(value.value);
    }
    void fill(Duration& value) { value = Duration{++m_next}; }
    void fill(Instant& value) { value = kNever - Duration{++m_next}; }
    void fill(Version& value) { value = *Version::parse("1." + std::to_string(++m_next) + ".0-rc.1"); }
    void fill(VersionRange& value) {
        value = *VersionRange::parse(">=1." + std::to_string(++m_next) + ".0 <2.0.0");
    }
    template <class T>
    void fill(std::optional<T>& value) {
        fill(value.emplace());
    }
    template <class T>
    void fill(std::vector<T>& value) {
        value.assign(2, T{});
        fill(value[0]);
        fill(value[1]);
    }
    void fill(std::set<std::string>& value) {
        std::vector<std::string> texts;
        fill(texts);
        value = {texts.begin(), texts.end()};
    }
    template <class Key, class T>
    void fill(std::map<Key, T>& value) {
        for (int i = 0; i < 2; ++i) {
            Key key;
            fill(key);
            fill(value[key]);
        }
    }

private:
    template <class T>
    void fillStruct(T& value) {
        const std::size_t outside = std::exchange(m_named, 0);
        hotswap::codec::fields(*this, value);
        m_complete = m_complete && m_named == storedFields<T>();
        m_named = outside;
    }

    std::int64_t m_next = 0;
    std::size_t m_named = 0;
    bool m_complete = true;
};

template <class T>
T filled() {
    T value{};
    StoredFiller().fill(value);
    return value;
}

template <std::size_t... I>
std::vector<DeploymentEventBody> filledEvents(std::index_sequence<I...>) {
    return {DeploymentEventBody(filled<std::variant_alternative_t<I, DeploymentEventBody>>())...};
}

template <std::size_t... I>
std::vector<DeploymentEventBody> emptyEvents(std::index_sequence<I...>) {
    return {DeploymentEventBody(std::in_place_index<I>)...};
}

/// One event of every kind.
inline std::vector<DeploymentEventBody> everyEvent() {
    return filledEvents(std::make_index_sequence<std::variant_size_v<DeploymentEventBody>>());
}

/// The same kinds in the same order, every field as it is by default.
inline std::vector<DeploymentEventBody> emptyEvents() {
    return emptyEvents(std::make_index_sequence<std::variant_size_v<DeploymentEventBody>>());
}

/// Any JSON text.
inline Json parsed(const std::string& text) {
    constexpr std::size_t kTextBytesMax = 64 * 1024 * 1024;
    return parseJson(text, {kTextBytesMax}).value();
}

inline Json jsonOf(const DeploymentEventBody& body) {
    return parsed(encodeEvent(body).value());
}

/// Decodes an event that must be readable; one that is not stops the test.
template <class E>
E eventOf(const Json& json) {
    return std::get<E>(decodeEvent(eventName(E{}), json.dump()).value());
}

template <class E>
E roundTrip(const E& event) {
    return eventOf<E>(jsonOf(event));
}

} // namespace hotswap::codec
