// SPDX-License-Identifier: Apache-2.0
#pragma once
// Writes and reads stored rows by one description per struct: an overload of
//   template <class Io> void fields(Io& io, FieldsOf<Io, T> value)
// names every field once, for both ways. A field called by io(…) must be there when a row is read; one called
// by io.optional(…) keeps the default of its struct when it is absent. Unknown fields are ignored.

#include "core/codec/field_reader.h"
#include "core/codec/row_leaf.h"
#include "core/domain/encoding.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hotswap::codec {

template <class Io, class T>
using FieldsOf = typename Io::template Fields<T>;

/// Valid UTF-8 without NUL: each NUL and each wrong byte becomes U+FFFD.
std::string storableText(std::string_view text);

/// The row's text, every text and name in it storable. Errors: Oversize above `bytesMax`.
Result<std::string> rowText(const Json& row, std::size_t bytesMax);

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;

template <class T>
concept RowList = requires(T& list) {
    typename T::value_type;
    list.insert(list.end(), typename T::value_type{});
} && !RowLeaf<T> && !requires { typename T::mapped_type; };
template <class T>
concept RowMap = requires { typename T::mapped_type; };

template <class T>
Json rowJson(const T& value);

/// Puts the fields of one struct into an object.
class RowWriter {
public:
    template <class T>
    using Fields = const T&;

    explicit RowWriter(Json& object) : m_object(object) {}

    template <class T>
    void operator()(const char* name, const T& value) {
        if constexpr (kIsOptional<T>) {
            if (value) {
                m_object[name] = rowJson(*value);
            }
        } else {
            m_object[name] = rowJson(value);
        }
    }
    template <class T>
    void optional(const char* name, const T& value) {
        (*this)(name, value);
    }
    /// Any bytes, as base64.
    void bytes(const char* name, const std::string& value) { m_object[name] = toBase64(value); }

private:
    Json& m_object;
};

inline std::string keyText(const std::string& key) {
    return storableText(key);
}
template <class Tag>
std::string keyText(const Id<Tag>& key) {
    return storableText(key.value);
}

template <class T>
Json rowJson(const T& value) {
    if constexpr (RowLeaf<T>) {
        return leafJson(value);
    } else if constexpr (RowList<T>) {
        Json list = Json::array();
        for (const auto& item : value) {
            list.push_back(rowJson(item));
        }
        return list;
    } else if constexpr (RowMap<T>) {
        Json object = Json::object();
        for (const auto& [key, item] : value) {
            object.emplace(keyText(key), rowJson(item));
        }
        return object;
    } else {
        Json object = Json::object();
        RowWriter writer(object);
        fields(writer, value);
        return object;
    }
}

template <class T, class Path>
void readRow(const Json& json, T& value, FieldErrors& errors, const Path& path);

/// Takes the fields of one struct out of an object; wrong ones are noted by their path.
class RowReader {
public:
    template <class T>
    using Fields = T&;

    /// `json` and `errors` must outlive the reader. A value that is no object is noted as wrong.
    RowReader(const Json& json, FieldErrors& errors, std::string path = {});

    template <class T>
    void operator()(const char* name, T& value) {
        if (!take(name, value) && !kIsOptional<T>) {
            wrong(name, "this field");
        }
    }
    template <class T>
    void optional(const char* name, T& value) {
        take(name, value);
    }
    void bytes(const char* name, std::string& value);
    void wrong(const char* name, const std::string& expected);

private:
    const Json* find(const char* name) const;
    std::string pathOf(const char* name) const;

    template <class T>
    bool take(const char* name, T& value) {
        const Json* json = find(name);
        if (json) {
            readRow(*json, value, m_errors, [&] { return pathOf(name); });
        }
        return json != nullptr;
    }

    const Json* m_object; ///< nullptr: no object, already noted
    FieldErrors& m_errors;
    std::string m_path;
};

/// Reads any described value; `path` makes its path when an error needs it.
template <class T, class Path>
void readRow(const Json& json, T& value, FieldErrors& errors, const Path& path) {
    if constexpr (RowLeaf<T>) {
        if (!readLeaf(json, value)) {
            errors.add(path(), expectedLeaf<T>());
        }
    } else if constexpr (kIsOptional<T>) {
        value.reset();
        if (!json.is_null()) {
            readRow(json, value.emplace(), errors, path);
        }
    } else if constexpr (RowList<T>) {
        value.clear();
        if (!json.is_array()) {
            errors.add(path(), "a list");
            return;
        }
        for (std::size_t i = 0; i < json.size(); ++i) {
            typename T::value_type item{};
            readRow(json[i], item, errors, [&] { return path() + "[" + std::to_string(i) + "]"; });
            value.insert(value.end(), std::move(item));
        }
    } else if constexpr (RowMap<T>) {
        value.clear();
        if (!json.is_object()) {
            errors.add(path(), "an object");
            return;
        }
        for (const auto& [key, item] : json.template get_ref<const Json::object_t&>()) {
            auto& place = value.emplace(typename T::key_type(key), typename T::mapped_type{}).first->second;
            readRow(item, place, errors, [&] { return path() + "." + key; });
        }
    } else {
        RowReader reader(json, errors, path());
        fields(reader, value);
    }
}

/// A whole row. Errors: Oversize above `bytesMax`, Malformed with every wrong field; `what` names the row.
template <class T>
Result<T> readWholeRow(std::string_view text, std::size_t bytesMax, const std::string& what) {
    const auto json = parseJson(text, {bytesMax});
    if (!json.ok()) {
        return json.error();
    }
    FieldErrors errors;
    T value{};
    readRow(*json, value, errors, [] { return std::string(); });
    HS_TRY(errors.status(ErrorCode::Malformed, what));
    return value;
}

} // namespace hotswap::codec
