// SPDX-License-Identifier: Apache-2.0
#pragma once
// Manifests as canonical bytes, which are what gets signed and whose SHA-256 is the release digest.

#include "core/domain/module.h"
#include "core/domain/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace hotswap::codec {

/// Canonical bytes of a manifest. Errors: those of validate(), Oversize above limits::kManifestBytesMax.
Result<std::string> encodeManifest(const Manifest& manifest);

/// Reads canonical bytes back; unknown fields are refused, for a node must not run what it half understands.
/// Errors: Oversize, Malformed (with every wrong field), and those of validate().
Result<Manifest> decodeManifest(std::string_view bytes);

/// What planners and judges need to know of a release.
ReleaseInfo releaseInfo(const Manifest& manifest, const Digest& digest, std::vector<KeyId> signedBy,
                        std::uint64_t packageBytes);

} // namespace hotswap::codec
