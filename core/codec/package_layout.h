// SPDX-License-Identifier: Apache-2.0
#pragma once
// Sizes of the parts of a package file, shared by its reader and its writer.

#include "core/codec/package.h"
#include "core/domain/limits.h"

namespace hotswap::codec {

inline constexpr std::size_t kKeyIdBytes = 8;
inline constexpr std::size_t kSignatureBytes = 64;

/// The longest header that is accepted.
inline constexpr std::size_t kHeaderBytesMax =
    kPackageMagic.size() + 2 + 4 + limits::kManifestBytesMax + 2 +
    limits::kSignaturesPerPackageMax * (kKeyIdBytes + kSignatureBytes);

} // namespace hotswap::codec
