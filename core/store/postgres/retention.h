// SPDX-License-Identifier: Apache-2.0
#pragma once
// House-keeping in small transactions: what is old goes in batches, telemetry by whole partitions.

#include "core/store/postgres/pool.h"
#include "core/store/postgres/postgres_store.h"

namespace hotswap::store::postgres {

/// One round of everything.
Result<Tended> tendOnce(Pool& pool, const Retention& retention);

} // namespace hotswap::store::postgres
