// SPDX-License-Identifier: Apache-2.0
#include "core/codec/module_toml.h"

#include "core/codec/manifest_fields.h"
#include "core/codec/toml_json.h"
#include "core/domain/limits.h"

namespace hotswap::codec {

Result<Manifest> parseModuleToml(std::string_view text) {
    Result<Json> json = parseToml(text, "module.toml", limits::kManifestBytesMax);
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
