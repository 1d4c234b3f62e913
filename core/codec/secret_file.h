// SPDX-License-Identifier: Apache-2.0
#pragma once
// Files that their owner alone may read.

#include "core/codec/file_io.h"

namespace hotswap::codec {

/// Errors: PermissionDenied unless it is a regular file of this user that nobody else may read or write, or
/// one that root hands over; Oversize, NotFound, IoError.
Result<std::string> readSecretFile(const std::filesystem::path& path, std::size_t bytesMax);
/// Writes or replaces it with mode 0600; durable on success.
Status writeSecretFile(const std::filesystem::path& path, std::string_view bytes);

} // namespace hotswap::codec
