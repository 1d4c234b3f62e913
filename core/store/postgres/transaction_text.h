// SPDX-License-Identifier: Apache-2.0
#pragma once
// A transaction as the parameters of hotswap.commit().

#include "core/ports/store.h"

#include <string>
#include <vector>

namespace hotswap::store::postgres {

/// The parameters in their order: the JSON text, then ids, nodes, bytes, keys and signatures of the commands
/// as arrays. Errors: Malformed,
/// LimitExceeded.
Result<std::vector<std::string>> commitParameters(const ports::Transaction& transaction);

} // namespace hotswap::store::postgres
