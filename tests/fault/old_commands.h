// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whether nodes did what an earlier leader told them: counted from the nodes' own journals, and tried by
// sending them a command of an earlier term that is signed with the real key.

#include "tests/fault/shared_world.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace hotswap::fault {

/// Commands that nodes have accepted, by their journals.
struct Accepted {
    std::size_t commands = 0;
    std::size_t old = 0; ///< after one of a later (generation, epoch) of the same scope
    bool whole = true;   ///< every journal could be read to its end
};

Accepted acceptedCommands(const std::vector<std::filesystem::path>& nodeStates);

/// Sends one node a command of the scope's first term by way of the real gateway: its row says the present
/// term, as only somebody with the database's own rights could make it, the signed bytes say the old one.
/// What the node answered; nothing: no answer came.
std::optional<Receipt> sendOldCommand(SharedWorld& world, shared::Session& console, std::size_t node,
                                      const std::string& id);

} // namespace hotswap::fault
