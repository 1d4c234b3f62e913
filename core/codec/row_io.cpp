// SPDX-License-Identifier: Apache-2.0
#include "core/codec/row_io.h"

#include "core/codec/text_bounds.h"

#include <cmath>

namespace hotswap::codec {

namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";
constexpr std::string_view kEscapedNul = "\\u0000";
constexpr const char* kInfinite = "inf";
constexpr const char* kMinusInfinite = "-inf";

/// Replaces the escape of NUL wherever it is one: in "\\u0000" the backslash itself is escaped.
std::string withoutEscapedNul(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    while (!text.empty()) {
        const std::size_t escape = std::min(text.find('\\'), text.size());
        clean += text.substr(0, escape);
        text.remove_prefix(escape);
        if (text.starts_with(kEscapedNul)) {
            clean += kReplacement;
            text.remove_prefix(kEscapedNul.size());
        } else {
            clean += text.substr(0, 2);
            text.remove_prefix(std::min<std::size_t>(text.size(), 2));
        }
    }
    return clean;
}

template <class T>
bool readParsed(const Json& json, T& value) {
    const auto* text = json.get_ptr<const std::string*>();
    if (!text || text->empty()) {
        value = text ? T{} : value;
        return text != nullptr;
    }
    auto parsed = T::parse(*text);
    if (parsed.ok()) {
        value = std::move(*parsed);
        return true;
    }
    return false;
}

} // namespace

std::string storableText(std::string_view text) {
    std::string clean;
    while (!text.empty()) {
        const std::size_t length = text.front() == '\0' ? 0 : utf8SequenceLength(text);
        clean += length == 0 ? kReplacement : text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return clean;
}

Result<std::string> rowText(const Json& row, std::size_t bytesMax) {
    std::string text = row.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (text.find(kEscapedNul) != std::string::npos) {
        text = withoutEscapedNul(text);
    }
    if (text.size() > bytesMax) {
        return makeError(ErrorCode::Oversize, "a row has at most " + std::to_string(bytesMax) + " bytes");
    }
    return text;
}

Json leafJson(double value) {
    if (std::isinf(value)) {
        return value > 0 ? kInfinite : kMinusInfinite;
    }
    return std::isnan(value) ? Json(nullptr) : Json(value);
}

bool readLeaf(const Json& json, std::string& value) {
    const auto* text = json.get_ptr<const std::string*>();
    if (text) {
        value = *text;
    }
    return text != nullptr;
}

bool readLeaf(const Json& json, bool& value) {
    if (json.is_boolean()) {
        value = json.get<bool>();
    }
    return json.is_boolean();
}

bool readLeaf(const Json& json, double& value) {
    if (json.is_number()) {
        value = json.get<double>();
        return true;
    }
    if (json.is_null()) {
        value = std::numeric_limits<double>::quiet_NaN();
        return true;
    }
    if (json == kInfinite || json == kMinusInfinite) {
        value = std::numeric_limits<double>::infinity() * (json == kInfinite ? 1 : -1);
        return true;
    }
    return false;
}

bool readLeaf(const Json& json, Duration& value) {
    Duration::rep ms = 0;
    if (!readLeaf(json, ms)) {
        return false;
    }
    value = Duration{ms};
    return true;
}

bool readLeaf(const Json& json, Instant& value) {
    Duration sinceEpoch{};
    if (!readLeaf(json, sinceEpoch)) {
        return false;
    }
    value = Instant{sinceEpoch};
    return true;
}

bool readLeaf(const Json& json, Version& value) {
    return readParsed(json, value);
}

bool readLeaf(const Json& json, VersionRange& value) {
    return readParsed(json, value);
}

RowReader::RowReader(const Json& json, FieldErrors& errors, std::string path)
    : m_object(json.is_object() ? &json : nullptr), m_errors(errors), m_path(std::move(path)) {
    if (!m_object) {
        m_errors.add(m_path.empty() ? "(whole)" : m_path, "an object");
    }
}

const Json* RowReader::find(const char* name) const {
    if (!m_object) {
        return nullptr;
    }
    const auto it = m_object->find(name);
    return it == m_object->end() ? nullptr : &*it;
}

std::string RowReader::pathOf(const char* name) const {
    return m_path.empty() ? name : m_path + "." + name;
}

void RowReader::wrong(const char* name, const std::string& expected) {
    if (m_object) {
        m_errors.add(pathOf(name), expected);
    }
}

void RowReader::bytes(const char* name, std::string& value) {
    const Json* json = find(name);
    const auto* text = json ? json->get_ptr<const std::string*>() : nullptr;
    auto decoded = text ? fromBase64(*text) : Result<std::string>(makeError(ErrorCode::Malformed));
    if (decoded.ok()) {
        value = std::move(*decoded);
    } else {
        wrong(name, "base64");
    }
}

} // namespace hotswap::codec
