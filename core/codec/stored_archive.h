// SPDX-License-Identifier: Apache-2.0
#pragma once
// One description of a struct's fields for both ways: fields(archive, value) names each once. Writing makes
// JSON; reading tolerates what is absent or unknown, because programs of version N and N-1 share a database:
// an absent field keeps its default, an unknown one is passed over, a field of the wrong kind is an error
// with its path.

#include "core/codec/field_reader.h"
#include "core/codec/stored_enums.h"
#include "core/domain/encoding.h"
#include "core/domain/ids.h"
#include "core/domain/time.h"
#include "core/domain/version.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace hotswap::codec {

/// What is kept must be text a database takes: NUL and broken UTF-8 become U+FFFD.
std::string storableText(const std::string& text);
/// NaN is null; infinities are the texts "inf" and "-inf".
Json numberJson(double value);
bool readNumber(const Json& json, double& value);

class StoredWriter {
public:
    static constexpr bool kReads = false;
    explicit StoredWriter(Json& object) : m_object(object) {}

    template <class T>
    void operator()(const char* name, const T& value) {
        m_object[name] = write(value);
    }
    /// Raw bytes, as base64.
    void bytes(const char* name, const std::string& value) { m_object[name] = toBase64(value); }

    template <class T>
    static Json write(const T& value);

private:
    Json& m_object;
};

class StoredReader {
public:
    static constexpr bool kReads = true;
    StoredReader(const Json& object, FieldErrors& errors, std::string path)
        : m_object(object), m_errors(errors), m_path(std::move(path)) {}
    /// An object inside the one that `outer` reads.
    StoredReader(const Json& object, const StoredReader& outer, std::string path)
        : StoredReader(object, outer.m_errors, std::move(path)) {}

    template <class T>
    void operator()(const char* name, T& value) {
        if (const auto it = m_object.find(name); it != m_object.end()) {
            read(*it, value, m_path.empty() ? std::string(name) : m_path + "." + name);
        }
    }
    void bytes(const char* name, std::string& value) {
        const auto it = m_object.find(name);
        if (it == m_object.end()) {
            return;
        }
        const auto decoded = it->is_string() ? fromBase64(it->get_ref<const std::string&>())
                                             : Result<std::string>(makeError(ErrorCode::Malformed));
        if (decoded.ok()) {
            value = *decoded;
        } else {
            m_errors.add(m_path.empty() ? name : m_path + "." + name, "base64");
        }
    }

    template <class T>
    void read(const Json& json, T& value, const std::string& path);
    void wrong(const std::string& path, const char* expected) { m_errors.add(path, expected); }

private:
    const Json& m_object;
    FieldErrors& m_errors;
    std::string m_path;
};

/// A field list takes its struct by this: constant when it is written.
template <class Archive, class T>
using Stored = std::conditional_t<Archive::kReads, T&, const T&>;

// How each kind of value is written and read.
template <class T>
struct StoredValue; // structs: stored_fields.h

template <class T>
concept StoredEnum = std::is_enum_v<T>;

template <class T>
concept StoredInteger = std::is_integral_v<T> && !std::is_same_v<T, bool>;

template <class T>
Json StoredWriter::write(const T& value) {
    return StoredValue<T>::write(value);
}

template <class T>
void StoredReader::read(const Json& json, T& value, const std::string& path) {
    StoredValue<T>::read(*this, json, value, path);
}

template <>
struct StoredValue<std::string> {
    static Json write(const std::string& value) { return storableText(value); }
    static void read(StoredReader& in, const Json& json, std::string& value, const std::string& path) {
        json.is_string() ? void(value = json.get_ref<const std::string&>()) : in.wrong(path, "text");
    }
};

template <>
struct StoredValue<bool> {
    static Json write(bool value) { return value; }
    static void read(StoredReader& in, const Json& json, bool& value, const std::string& path) {
        json.is_boolean() ? void(value = json.get<bool>()) : in.wrong(path, "true or false");
    }
};

template <StoredInteger T>
struct StoredValue<T> {
    static Json write(T value) { return value; }
    static void read(StoredReader& in, const Json& json, T& value, const std::string& path) {
        if (json.is_number_unsigned()
                ? std::in_range<T>(json.get<std::uint64_t>())
                : json.is_number_integer() && std::in_range<T>(json.get<std::int64_t>())) {
            value = json.get<T>();
        } else {
            in.wrong(path, "an integer in range");
        }
    }
};

template <>
struct StoredValue<double> {
    static Json write(double value) { return numberJson(value); }
    static void read(StoredReader& in, const Json& json, double& value, const std::string& path) {
        if (!readNumber(json, value)) {
            in.wrong(path, "a number, null or inf");
        }
    }
};

template <StoredEnum T>
struct StoredValue<T> {
    static Json write(T value) { return std::string(storedName(value)); }
    static void read(StoredReader& in, const Json& json, T& value, const std::string& path) {
        const auto known =
            json.is_string() ? storedEnum<T>(json.get_ref<const std::string&>()) : std::nullopt;
        known ? void(value = *known) : in.wrong(path, "a known word");
    }
};

template <class Tag>
struct StoredValue<Id<Tag>> {
    static Json write(const Id<Tag>& value) { return storableText(value.value); }
    static void read(StoredReader& in, const Json& json, Id<Tag>& value, const std::string& path) {
        in.read(json, value.value, path);
    }
};

template <>
struct StoredValue<Duration> {
    static Json write(Duration value) { return value.count(); }
    static void read(StoredReader& in, const Json& json, Duration& value, const std::string& path) {
        std::int64_t count = value.count();
        in.read(json, count, path);
        value = Duration{count};
    }
};

template <>
struct StoredValue<Instant> {
    static Json write(Instant value) { return toMs(value); }
    static void read(StoredReader& in, const Json& json, Instant& value, const std::string& path) {
        std::int64_t ms = toMs(value);
        in.read(json, ms, path);
        value = instantFromMs(ms);
    }
};

template <>
struct StoredValue<Version> {
    static Json write(const Version& value) { return value.text(); }
    static void read(StoredReader& in, const Json& json, Version& value, const std::string& path) {
        const std::string text = json.is_string() ? json.get<std::string>() : "?";
        const auto parsed = text.empty() ? Result<Version>(Version{}) : Version::parse(text);
        parsed.ok() ? void(value = *parsed) : in.wrong(path, "a version");
    }
};

template <>
struct StoredValue<VersionRange> {
    static Json write(const VersionRange& value) { return value.text(); }
    static void read(StoredReader& in, const Json& json, VersionRange& value, const std::string& path) {
        const std::string text = json.is_string() ? json.get<std::string>() : "?";
        const auto parsed = text.empty() ? Result<VersionRange>(VersionRange{}) : VersionRange::parse(text);
        parsed.ok() ? void(value = *parsed) : in.wrong(path, "a version range");
    }
};

/// Absent when empty: null reads as nothing.
template <class T>
struct StoredValue<std::optional<T>> {
    static Json write(const std::optional<T>& value) {
        return value ? StoredWriter::write(*value) : Json(nullptr);
    }
    static void read(StoredReader& in, const Json& json, std::optional<T>& value, const std::string& path) {
        value.reset();
        if (!json.is_null()) {
            in.read(json, value.emplace(), path);
        }
    }
};

template <class T>
struct StoredValue<std::vector<T>> {
    static Json write(const std::vector<T>& values) {
        Json list = Json::array();
        for (const T& value : values) {
            list.push_back(StoredWriter::write(value));
        }
        return list;
    }
    static void read(StoredReader& in, const Json& json, std::vector<T>& values, const std::string& path) {
        if (!json.is_array()) {
            in.wrong(path, "a list");
            return;
        }
        values.clear();
        values.reserve(json.size());
        for (const Json& item : json) {
            in.read(item, values.emplace_back(), path);
        }
    }
};

template <>
struct StoredValue<std::set<std::string>> {
    static Json write(const std::set<std::string>& values) {
        return StoredWriter::write(std::vector<std::string>(values.begin(), values.end()));
    }
    static void read(StoredReader& in, const Json& json, std::set<std::string>& values,
                     const std::string& path) {
        std::vector<std::string> list;
        in.read(json, list, path);
        values = {list.begin(), list.end()};
    }
};

inline std::string keyText(const std::string& key) {
    return storableText(key);
}
template <class Tag>
std::string keyText(const Id<Tag>& key) {
    return storableText(key.value);
}

template <class Key, class T>
struct StoredValue<std::map<Key, T>> {
    static Json write(const std::map<Key, T>& values) {
        Json object = Json::object();
        for (const auto& [key, value] : values) {
            object[keyText(key)] = StoredWriter::write(value);
        }
        return object;
    }
    static void read(StoredReader& in, const Json& json, std::map<Key, T>& values, const std::string& path) {
        if (!json.is_object()) {
            in.wrong(path, "an object");
            return;
        }
        values.clear();
        for (const auto& [key, item] : json.items()) {
            in.read(item, values[Key(key)], path + "." + key);
        }
    }
};

} // namespace hotswap::codec
