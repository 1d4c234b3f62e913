// SPDX-License-Identifier: Apache-2.0
#include "core/codec/field_reader.h"

#include "core/domain/encoding.h"

#include <limits>

namespace hotswap::codec {

namespace {

constexpr std::size_t kFieldErrorsMax = 32;
constexpr std::size_t kFieldPathBytesMax = 200;
constexpr std::size_t kNameBytesMax = 256;
constexpr std::int64_t kCountMax = (1LL << 53) - 1;

const Json& emptyObject() {
    static const Json empty = Json::object();
    return empty;
}

std::string upTo(std::size_t max, const char* unit) {
    return "at most " + std::to_string(max) + " " + unit;
}

} // namespace

void FieldErrors::add(const std::string& path, const std::string& expected) {
    if (m_fields.size() < kFieldErrorsMax) {
        m_fields.emplace(path.substr(0, kFieldPathBytesMax), expected);
    }
}

Status FieldErrors::status(ErrorCode code, const std::string& what) const {
    return m_fields.empty() ? success() : Status(Error{code, what, m_fields});
}

ObjectReader::ObjectReader(const Json& value, FieldErrors& errors, std::string path)
    : m_value(value.is_object() ? value : emptyObject()), m_errors(errors), m_path(std::move(path)) {
    if (!value.is_object()) {
        m_errors.add(m_path.empty() ? "(whole)" : m_path, "an object");
    }
}

std::string ObjectReader::pathOf(const std::string& name) const {
    return m_path.empty() ? name : m_path + "." + name;
}

bool ObjectReader::has(const std::string& name) const {
    return m_value.contains(name);
}

void ObjectReader::wrong(const std::string& name, const std::string& expected) {
    m_errors.add(pathOf(name), expected);
}

const Json* ObjectReader::raw(const std::string& name) {
    m_asked.insert(name);
    const auto it = m_value.find(name);
    return it == m_value.end() ? nullptr : &*it;
}

const Json* ObjectReader::find(const std::string& name, Presence presence, const char* expected) {
    const Json* value = raw(name);
    if (!value && presence == Presence::Required) {
        wrong(name, expected);
    }
    return value;
}

std::string ObjectReader::text(const std::string& name, std::size_t bytesMax, Presence presence) {
    const Json* value = find(name, presence, "text");
    if (!value) {
        return {};
    }
    if (!value->is_string()) {
        wrong(name, "text");
        return {};
    }
    const auto& text = value->get_ref<const std::string&>();
    if (text.size() > bytesMax) {
        wrong(name, upTo(bytesMax, "bytes"));
        return {};
    }
    return text;
}

std::string ObjectReader::name(const std::string& name) {
    std::string value = text(name, kNameBytesMax);
    if (value.empty()) {
        wrong(name, "text of 1..256 bytes");
    }
    return value;
}

std::string ObjectReader::bytes(const std::string& name, std::size_t bytesMax, Presence presence) {
    const auto decoded = fromBase64(text(name, (bytesMax + 2) / 3 * 4, presence));
    if (!decoded.ok() || decoded->size() > bytesMax) {
        wrong(name, "base64 of " + upTo(bytesMax, "bytes"));
        return {};
    }
    return *decoded;
}

std::string ObjectReader::digest(const std::string& name, Presence presence) {
    std::string value = text(name, 64, presence);
    if (!isDigestText(value) && !(value.empty() && presence == Presence::Optional)) {
        wrong(name, "64 lower-case hexadecimal digits");
        return {};
    }
    return value;
}

bool ObjectReader::flag(const std::string& name) {
    const Json* value = find(name, Presence::Required, "true or false");
    if (value && !value->is_boolean()) {
        wrong(name, "true or false");
        return false;
    }
    return value && value->get<bool>();
}

std::int64_t ObjectReader::integer(const std::string& name, std::int64_t min, std::int64_t max) {
    const std::string range = std::to_string(min) + ".." + std::to_string(max);
    const Json* value = find(name, Presence::Required, range.c_str());
    if (!value) {
        return min;
    }
    const bool fits =
        value->is_number_integer() &&
        !(value->is_number_unsigned() && value->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX));
    const std::int64_t number = fits ? value->get<std::int64_t>() : 0;
    if (!fits || number < min || number > max) {
        wrong(name, range);
        return min;
    }
    return number;
}

std::int64_t ObjectReader::integerOr(const std::string& name, std::int64_t min, std::int64_t max,
                                     std::int64_t absent) {
    return has(name) ? integer(name, min, max) : absent;
}

std::uint64_t ObjectReader::count(const std::string& name) {
    return static_cast<std::uint64_t>(integer(name, 0, kCountMax));
}

double ObjectReader::number(const std::string& name) {
    const Json* value = find(name, Presence::Required, "a number or null");
    if (value && value->is_number()) {
        return value->get<double>();
    }
    if (value && !value->is_null()) {
        wrong(name, "a number or null");
    }
    return std::numeric_limits<double>::quiet_NaN();
}

Duration ObjectReader::durationOr(const std::string& name, Duration max, Duration absent) {
    return Duration{integerOr(name, 0, max.count(), absent.count())};
}

Instant ObjectReader::instant(const std::string& name) {
    return instantFromMs(integer(name, -kCountMax, kCountMax));
}

std::vector<std::string> ObjectReader::texts(const std::string& name, std::size_t countMax,
                                             std::size_t bytesMax, Presence presence) {
    std::vector<std::string> texts;
    const Json* value = find(name, presence, "a list of texts");
    if (!value) {
        return texts;
    }
    if (!value->is_array() || value->size() > countMax) {
        wrong(name, "a list of " + upTo(countMax, "texts"));
        return texts;
    }
    for (std::size_t i = 0; i < value->size(); ++i) {
        const Json& item = (*value)[i];
        if (!item.is_string() || item.get_ref<const std::string&>().size() > bytesMax) {
            wrong(name + "[" + std::to_string(i) + "]", "text of " + upTo(bytesMax, "bytes"));
        } else {
            texts.push_back(item.get<std::string>());
        }
    }
    return texts;
}

std::map<std::string, std::string> ObjectReader::textMap(const std::string& name, std::size_t countMax,
                                                         std::size_t bytesMax) {
    std::map<std::string, std::string> texts;
    const Json* value = raw(name);
    if (!value) {
        return texts;
    }
    if (!value->is_object() || value->size() > countMax) {
        wrong(name, upTo(countMax, "named texts"));
        return texts;
    }
    for (const auto& [key, item] : value->items()) {
        if (!item.is_string() || item.get_ref<const std::string&>().size() > bytesMax ||
            key.size() > kNameBytesMax) {
            wrong(name + "." + key, "text of " + upTo(bytesMax, "bytes"));
        } else {
            texts.emplace(key, item.get<std::string>());
        }
    }
    return texts;
}

ObjectReader ObjectReader::object(const std::string& name, Presence presence) {
    const Json* value = raw(name);
    if (!value && presence == Presence::Required) {
        wrong(name, "an object");
    }
    return ObjectReader(value ? *value : emptyObject(), m_errors, pathOf(name));
}

void ObjectReader::each(const std::string& name, std::size_t countMax,
                        const std::function<void(ObjectReader&)>& item, Presence presence) {
    const Json* value = find(name, presence, "a list");
    if (!value) {
        return;
    }
    if (!value->is_array() || value->size() > countMax) {
        wrong(name, "a list of " + upTo(countMax, "objects"));
        return;
    }
    for (std::size_t i = 0; i < value->size(); ++i) {
        ObjectReader reader((*value)[i], m_errors, pathOf(name) + "[" + std::to_string(i) + "]");
        item(reader);
    }
}

void ObjectReader::eachNamed(const std::string& name, std::size_t countMax,
                             const std::function<void(const std::string&, ObjectReader&)>& item,
                             Presence presence) {
    const Json* value = find(name, presence, "an object");
    if (!value) {
        return;
    }
    if (!value->is_object() || value->size() > countMax) {
        wrong(name, upTo(countMax, "named objects"));
        return;
    }
    for (const auto& [key, inner] : value->items()) {
        ObjectReader reader(inner, m_errors, pathOf(name) + "." + key);
        item(key, reader);
    }
}

void ObjectReader::refuseUnknown() {
    for (const auto& [key, value] : m_value.items()) {
        if (!m_asked.contains(key)) {
            wrong(key, "no such field");
        }
    }
}

} // namespace hotswap::codec
