// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which database a conninfo means, without connecting to it.

#include "core/domain/result.h"

#include <string>

namespace hotswap::store::postgres {

struct DatabaseAddress {
    std::string text;  ///< "host:port/database", or what a service file names; no secrets
    std::string login; ///< role that connects
};

/// With the environment's and the system's defaults, as libpq takes them. Errors: InvalidArgument naming
/// "--connect" with what libpq says.
Result<DatabaseAddress> addressOf(const std::string& conninfo);

} // namespace hotswap::store::postgres
