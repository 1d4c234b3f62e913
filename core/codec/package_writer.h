// SPDX-License-Identifier: Apache-2.0
#pragma once
// Writing packages. The same source gives the same bytes: files sorted, times and owners zero, modes reduced
// to 0644 or 0755, one fixed compression level.

#include "core/codec/package.h"

#include <filesystem>
#include <map>
#include <string>

namespace hotswap::codec {

/// What goes into one package.
struct PackSource {
    std::filesystem::path moduleToml;            ///< the author's module.toml
    std::filesystem::path files;                 ///< folder whose content becomes the release directory
    std::map<std::string, std::string> metadata; ///< added to, and above, the [metadata] of module.toml
};

/// Packs without signature; `output` appears complete or not at all. Errors: NotFound, Malformed and
/// InvalidArgument for module.toml, HostileArchive for a link or special file among the files, LimitExceeded,
/// NoSpace, IoError.
Result<PackageHeader> pack(const PackSource& source, const std::filesystem::path& output,
                           const DigestFactory& newDigest);

/// Adds a signature, or replaces the one by the same key; the file is replaced in one step. Errors: those of
/// Package::open, DigestMismatch when the payload is damaged, LimitExceeded above 16 signatures, NoSpace,
/// IoError.
Result<PackageHeader> sign(const std::filesystem::path& package, const Signer& signer,
                           const DigestFactory& newDigest);

} // namespace hotswap::codec
