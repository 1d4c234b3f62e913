// SPDX-License-Identifier: Apache-2.0
#pragma once
// The file behind the cache: nobody else's, and put aside when it is damaged.

#include "core/domain/result.h"

#include <cstdint>
#include <filesystem>

namespace hotswap::store::local {

/// Makes the file if it is missing and takes everybody else's rights to it away; its folder is made with
/// 0700. Errors: PermissionDenied when it is somebody else's, a link, or no plain file; Unavailable with the
/// system's words.
Status guardFile(const std::filesystem::path& file);

/// Renames it to `file`.damaged, in place of an earlier one, and removes what SQLite keeps beside it.
void putFileAside(const std::filesystem::path& file);

/// Removes it with what SQLite keeps beside it.
void removeFile(const std::filesystem::path& file);

/// Its size with what SQLite keeps beside it; 0: there is none.
std::uint64_t fileBytes(const std::filesystem::path& file);

} // namespace hotswap::store::local
