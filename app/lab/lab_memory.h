// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a lab remembers in its state directory from one run to the next: where its gateway listened, its node
// processes, and what Development was stable on.

#include "app/common/child_process.h"
#include "core/domain/ids.h"
#include "core/domain/module.h"

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>

namespace hotswap::lab {

struct LabMemory {
    std::uint16_t gatewayPort = 0;
    std::map<NodeId, app::ProcessIdentity> nodes;
    Digest stable; ///< release that Development was last stable on; empty: none
};

/// Errors: NotFound, Malformed.
Result<LabMemory> readMemory(const std::filesystem::path& file);
/// Replaces the file in one step. Errors: IoError, NoSpace.
Status writeMemory(const std::filesystem::path& file, const LabMemory& memory);

/// A state directory in use by this program. Released when destroyed, and by the system when the program
/// ends.
class DirectoryLock {
public:
    /// Errors: Unavailable when another program has it.
    static Result<DirectoryLock> take(const std::filesystem::path& directory);

private:
    explicit DirectoryLock(codec::Descriptor descriptor) : m_descriptor(std::move(descriptor)) {}
    codec::Descriptor m_descriptor;
};

} // namespace hotswap::lab
