// SPDX-License-Identifier: Apache-2.0
#pragma once
// The digest of a request, by which a repeated idempotency key is told from a reused one.

#include "core/ports/console_service.h"

#include <string>

namespace hotswap::service {

/// SHA-256 over every field of the request, in hexadecimal digits.
std::string requestDigest(const ports::ConsoleRequest& request);

} // namespace hotswap::service
