// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a submitting client wrote down, apart from the programs, and whether the database agrees with it:
// nothing lost, nothing twice, everything where it should end.

#include "tests/fault/shared_world.h"

#include <string>
#include <vector>

namespace hotswap::fault {

/// One deployment that was submitted, in the order of its module's line.
struct LedgerEntry {
    DeploymentId id; ///< empty: not answered
    std::string module;
    std::string version;
};

/// Prints what is wrong; false: something is. Every entry must have succeeded.
bool agreesWithLedger(SharedWorld& world, shared::Session& console, const std::vector<LedgerEntry>& ledger);

} // namespace hotswap::fault
