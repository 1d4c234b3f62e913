// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads what is kept as the answers that the console service would have given.

#include "core/ports/console_service.h"
#include "core/store/local/local_cache.h"

namespace hotswap::offline {

/// Who the owner's login was. NotFound when nothing is kept.
Result<Identity> keptIdentity(store::local::LocalCache& cache, const store::local::Owner& owner);

/// Everything that a console starts with: nodes, deployments, approvals. Who leads is not kept.
Result<ports::ConsoleDelta> keptSnapshot(store::local::LocalCache& cache, const store::local::Owner& owner);

/// Errors: Unavailable for what is not kept, so that it looks like what it is: out of reach.
Result<ports::QueryAnswer> keptAnswer(store::local::LocalCache& cache, const store::local::Owner& owner,
                                      const ports::ConsoleQuery& query);

} // namespace hotswap::offline
