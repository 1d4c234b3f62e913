// SPDX-License-Identifier: Apache-2.0
#include "core/codec/canonical_json.h"

#include <algorithm>
#include <exception>

namespace hotswap::codec {

namespace {

constexpr std::int64_t kSafeIntegerMax = (1LL << 53) - 1; // RFC 7493: integers every JSON reader keeps exact

/// Builds a value from parser events and stops at the first broken bound.
class BoundedBuilder : public nlohmann::json_sax<Json> {
public:
    explicit BoundedBuilder(std::size_t depthMax) : m_depthMax(depthMax) {}

    bool null() override { return put(Json(nullptr)); }
    bool boolean(bool value) override { return put(Json(value)); }
    bool number_integer(number_integer_t value) override { return put(Json(value)); }
    bool number_unsigned(number_unsigned_t value) override { return put(Json(value)); }
    bool number_float(number_float_t value, const string_t&) override { return put(Json(value)); }
    bool string(string_t& value) override { return put(Json(std::move(value))); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(Json::object()); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        if (m_open.back()->contains(name)) {
            return fail("the key \"" + name + "\" occurs twice");
        }
        m_key = std::move(name);
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        return fail("no JSON at byte " + std::to_string(position));
    }

    Json& root() { return m_root; }
    const std::string& reason() const { return m_reason; }

private:
    bool fail(std::string reason) {
        m_reason = std::move(reason);
        return false;
    }

    Json* place(Json value) {
        if (m_open.empty()) {
            m_root = std::move(value);
            return &m_root;
        }
        Json& parent = *m_open.back();
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        return &(parent[m_key] = std::move(value));
    }

    bool put(Json value) {
        place(std::move(value));
        return true;
    }

    bool open(Json value) {
        if (m_open.size() == m_depthMax) {
            return fail("nested deeper than " + std::to_string(m_depthMax));
        }
        // A parent does not grow while a child is open, so the pointers stay valid.
        m_open.push_back(place(std::move(value)));
        return true;
    }

    bool close() {
        m_open.pop_back();
        return true;
    }

    std::size_t m_depthMax;
    Json m_root;
    std::vector<Json*> m_open;
    std::string m_key;
    std::string m_reason;
};

/// What keeps a value from having a canonical form; empty when nothing does.
std::string whyNotCanonical(const Json& value) {
    if (value.is_number_float()) {
        return "a fraction";
    }
    if (value.is_number_integer()) {
        const bool above = value.is_number_unsigned()
                               ? value.get<std::uint64_t>() > static_cast<std::uint64_t>(kSafeIntegerMax)
                               : value.get<std::int64_t>() > kSafeIntegerMax;
        const bool below = !value.is_number_unsigned() && value.get<std::int64_t>() < -kSafeIntegerMax;
        return above || below ? "an integer beyond 2^53 - 1" : "";
    }
    if (!value.is_structured()) {
        return {};
    }
    for (const auto& [key, item] : value.items()) {
        if (value.is_object() && !std::all_of(key.begin(), key.end(), [](char c) { return c >= 0; })) {
            return "a key that is not ASCII"; // RFC 8785 sorts by UTF-16 units; for ASCII that is byte order
        }
        if (std::string reason = whyNotCanonical(item); !reason.empty()) {
            return reason;
        }
    }
    return {};
}

} // namespace

Result<Json> parseJson(std::string_view text, JsonLimits limits) {
    if (text.size() > limits.bytesMax) {
        return makeError(ErrorCode::Oversize, "at most " + std::to_string(limits.bytesMax) + " bytes");
    }
    if (text.starts_with("\xef\xbb\xbf")) {
        return makeError(ErrorCode::Malformed, "a byte order mark");
    }
    BoundedBuilder builder(limits.depthMax);
    if (!Json::sax_parse(text, &builder)) {
        return makeError(ErrorCode::Malformed, builder.reason());
    }
    return std::move(builder.root());
}

Result<std::string> plainText(const Json& value) {
    try {
        return value.dump();
    } catch (const nlohmann::json::exception&) {
        return makeError(ErrorCode::Malformed, "text that is not UTF-8");
    }
}

Result<std::string> canonicalText(const Json& value) {
    if (const std::string reason = whyNotCanonical(value); !reason.empty()) {
        return makeError(ErrorCode::Malformed, reason);
    }
    // nlohmann keeps keys in byte order and escapes exactly what RFC 8785 section 3.2.2.2 names.
    return plainText(value);
}

Result<Json> parseCanonical(std::string_view text, JsonLimits limits) {
    Result<Json> value = parseJson(text, limits);
    if (!value.ok()) {
        return value;
    }
    const Result<std::string> canonical = canonicalText(*value);
    if (!canonical.ok()) {
        return canonical.error();
    }
    if (*canonical != text) {
        return makeError(ErrorCode::Malformed, "not in canonical form (RFC 8785)");
    }
    return value;
}

} // namespace hotswap::codec
