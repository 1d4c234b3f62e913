// SPDX-License-Identifier: Apache-2.0
#include "core/codec/toml_json.h"

#include <toml++/toml.h>

namespace hotswap::codec {

namespace {

Json toJson(const toml::node& node) {
    if (const auto* table = node.as_table()) {
        Json object = Json::object();
        for (const auto& [key, value] : *table) {
            object[std::string(key.str())] = toJson(value);
        }
        return object;
    }
    if (const auto* array = node.as_array()) {
        Json list = Json::array();
        for (const auto& value : *array) {
            list.push_back(toJson(value));
        }
        return list;
    }
    if (const auto text = node.value_exact<std::string>()) {
        return *text;
    }
    if (const auto integer = node.value_exact<std::int64_t>()) {
        return *integer;
    }
    if (const auto flag = node.value_exact<bool>()) {
        return *flag;
    }
    if (const auto number = node.value_exact<double>()) {
        return *number;
    }
    return nullptr;
}

} // namespace

Result<Json> parseToml(std::string_view text, const std::string& name, std::size_t bytesMax) {
    if (text.size() > bytesMax) {
        return makeError(ErrorCode::Oversize,
                         name + " has at most " + std::to_string(bytesMax / 1024) + " KiB");
    }
    try {
        return toJson(toml::parse(text));
    } catch (const toml::parse_error& error) {
        const auto& where = error.source().begin;
        return makeError(ErrorCode::Malformed, name + " line " + std::to_string(where.line) + ", column " +
                                                   std::to_string(where.column) + ": " +
                                                   std::string(error.description()));
    }
}

std::string tomlString(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string quoted = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            quoted += std::string("\\") + c;
        } else if (byte < 0x20 || byte == 0x7F) {
            quoted += std::string("\\u00") + kHex[byte >> 4] + kHex[byte & 15];
        } else {
            quoted += c;
        }
    }
    return quoted + "\"";
}

} // namespace hotswap::codec
