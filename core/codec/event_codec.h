// SPDX-License-Identifier: Apache-2.0
#pragma once
// Bodies of events as JSON objects, as a database keeps them beside their name (eventName). How absent,
// unknown and unstorable things are treated: stored_archive.h.

#include "core/domain/deployment_event.h"
#include "core/domain/result.h"

#include <string>
#include <string_view>

namespace hotswap::codec {

/// The body's fields, without its name. Errors: none but Malformed.
Result<std::string> encodeEvent(const DeploymentEventBody& body);
/// Errors: Unsupported for an unknown name, Oversize, Malformed with every wrong field.
Result<DeploymentEventBody> decodeEvent(std::string_view name, std::string_view json);

} // namespace hotswap::codec
