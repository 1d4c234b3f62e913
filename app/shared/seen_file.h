// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a program has seen of an installation, as a small file of its own.

#include "core/store/postgres/tail_memory.h"

#include <filesystem>

namespace hotswap::shared {

/// Keeps it in `folder`, which is made when missing; an empty path keeps nothing. A file that cannot be
/// written costs no more than the memory.
store::postgres::TailStorage seenIn(const std::filesystem::path& folder);

} // namespace hotswap::shared
