// SPDX-License-Identifier: Apache-2.0
#include "core/codec/module_toml.h"

#include "core/codec/manifest_fields.h"
#include "core/domain/limits.h"

#include <toml++/toml.h>

namespace hotswap::codec {

namespace {

/// TOML as JSON; dates and other types without a JSON form become null, which no field accepts.
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

Result<Json> parseToml(std::string_view text) {
    try {
        return toJson(toml::parse(text));
    } catch (const toml::parse_error& error) {
        const auto& where = error.source().begin;
        return makeError(ErrorCode::Malformed, "module.toml line " + std::to_string(where.line) +
                                                   ", column " + std::to_string(where.column) + ": " +
                                                   std::string(error.description()));
    }
}

} // namespace

Result<Manifest> parseModuleToml(std::string_view text) {
    if (text.size() > limits::kManifestBytesMax) {
        return makeError(ErrorCode::Oversize, "module.toml has at most 1 MiB");
    }
    Result<Json> json = parseToml(text);
    if (!json.ok()) {
        return json.error();
    }
    FieldErrors errors;
    const auto sockets = json->find("sockets");
    if (sockets == json->end() && json->value("kind", Json()) == "service") {
        errors.add("sockets",
                   "\"none\", or a list of sockets"); // a service without any must say so: it costs downtime
    } else if (sockets != json->end() && *sockets == "none") {
        *sockets = Json::array();
    }
    ObjectReader reader(*json, errors);
    Manifest manifest = readAuthoredFields(reader);
    reader.refuseUnknown();
    HS_TRY(errors.status(ErrorCode::InvalidArgument, "module.toml"));
    return manifest;
}

} // namespace hotswap::codec
