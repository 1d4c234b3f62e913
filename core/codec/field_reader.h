// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads fields of parsed objects and notes every wrong one by its path ("sockets[1].port") with what would be
// right. Reading goes on after a wrong field with a harmless value; the caller asks for the errors at the
// end.

#include "core/codec/canonical_json.h"
#include "core/codec/enum_names.h"
#include "core/domain/time.h"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace hotswap::codec {

/// Every wrong field of one text; keeps the first 32.
class FieldErrors {
public:
    void add(const std::string& path, const std::string& expected);
    bool empty() const { return m_fields.empty(); }
    /// Success, or an error of this code with all fields; `what` names the text: "module.toml", "frame
    /// hello".
    Status status(ErrorCode code, const std::string& what) const;

private:
    std::map<std::string, std::string> m_fields;
};

enum class Presence { Required, Optional };

/// The fields of one object.
class ObjectReader {
public:
    /// `value` and `errors` must outlive the reader. A value that is no object is noted as wrong.
    ObjectReader(const Json& value, FieldErrors& errors, std::string path = {});

    bool has(const std::string& name) const;
    /// Notes a field of this object as wrong.
    void wrong(const std::string& name, const std::string& expected);

    /// Text of at most `bytesMax` bytes; empty when optional and absent.
    std::string text(const std::string& name, std::size_t bytesMax, Presence presence = Presence::Required);
    /// As text, but not empty.
    std::string name(const std::string& name);
    /// Base64 of at most `bytesMax` bytes.
    std::string bytes(const std::string& name, std::size_t bytesMax, Presence presence = Presence::Required);
    /// 64 hexadecimal digits, or empty when optional.
    std::string digest(const std::string& name, Presence presence = Presence::Required);
    bool flag(const std::string& name);
    std::int64_t integer(const std::string& name, std::int64_t min, std::int64_t max);
    std::int64_t integerOr(const std::string& name, std::int64_t min, std::int64_t max, std::int64_t absent);
    /// 0..2^53 - 1.
    std::uint64_t count(const std::string& name);
    /// Any finite number; null is NaN.
    double number(const std::string& name);
    /// Milliseconds.
    Duration durationOr(const std::string& name, Duration max, Duration absent);
    Instant instant(const std::string& name);

    std::vector<std::string> texts(const std::string& name, std::size_t countMax, std::size_t bytesMax,
                                   Presence presence = Presence::Required);
    std::map<std::string, std::string> textMap(const std::string& name, std::size_t countMax,
                                               std::size_t bytesMax);
    /// An object; an absent or wrong one reads as empty (optional ones without a note).
    ObjectReader object(const std::string& name, Presence presence = Presence::Required);
    /// Calls `item` with each object of an array.
    void each(const std::string& name, std::size_t countMax, const std::function<void(ObjectReader&)>& item,
              Presence presence = Presence::Required);
    /// Calls `item` with each key and value of an object whose values are objects.
    void eachNamed(const std::string& name, std::size_t countMax,
                   const std::function<void(const std::string&, ObjectReader&)>& item,
                   Presence presence = Presence::Required);
    /// The field itself; nullptr when absent.
    const Json* raw(const std::string& name);

    template <class E>
    E choice(const std::string& name) {
        const auto value = valueOf<E>(text(name, 64));
        if (!value) {
            wrong(name, expectedNames<E>());
        }
        return value.value_or(E{});
    }
    template <class E>
    E choiceOr(const std::string& name, E absent) {
        return has(name) ? choice<E>(name) : absent;
    }

    /// Notes every field that was not asked for.
    void refuseUnknown();
    std::string pathOf(const std::string& name) const;

private:
    const Json* find(const std::string& name, Presence presence, const char* expected);

    const Json& m_value;
    FieldErrors& m_errors;
    std::string m_path;
    std::set<std::string> m_asked;
};

} // namespace hotswap::codec
