// SPDX-License-Identifier: Apache-2.0
#include "core/codec/event_codec.h"

#include "core/codec/stored_events.h"

namespace hotswap::codec {

namespace {

/// A plan over a whole fleet, or an event that names every node of one.
constexpr std::size_t kEventBytesMax = 8 * 1024 * 1024;

/// The body with default content whose name this is.
template <std::size_t I = 0>
std::optional<DeploymentEventBody> emptyBody(std::string_view name) {
    if constexpr (I < std::variant_size_v<DeploymentEventBody>) {
        DeploymentEventBody body(std::in_place_index<I>);
        return eventName(body) == name ? std::optional(std::move(body)) : emptyBody<I + 1>(name);
    } else {
        return std::nullopt;
    }
}

} // namespace

Result<std::string> encodeEvent(const DeploymentEventBody& body) {
    return std::visit([](const auto& event) { return plainText(StoredWriter::write(event)); }, body);
}

Result<DeploymentEventBody> decodeEvent(std::string_view name, std::string_view text) {
    auto body = emptyBody(name);
    if (!body) {
        return makeError(ErrorCode::Unsupported, "event " + std::string(name));
    }
    const auto json = parseJson(text, {kEventBytesMax});
    if (!json.ok()) {
        return json.error();
    }
    FieldErrors errors;
    StoredReader reader(*json, errors, {});
    std::visit([&](auto& event) { reader.read(*json, event, {}); }, *body);
    HS_TRY(errors.status(ErrorCode::Malformed, "event " + std::string(name)));
    return *std::move(body);
}

} // namespace hotswap::codec
