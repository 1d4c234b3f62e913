// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tells a fresh store what an environment runs already: the lab's store lives in memory, nodes outlive it.

#include "app/lab/shared_parts.h"

namespace hotswap::lab {

struct AdoptedScope {
    Scope scope;
    Release release;
    std::vector<NodeId> nodes;
};

/// Writes a finished deployment that says so, with its audit record. Errors: those of the store.
Status recordAdoption(SharedParts& shared, const AdoptedScope& adopted, Instant environmentNow);

} // namespace hotswap::lab
