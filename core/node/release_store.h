// SPDX-License-Identifier: Apache-2.0
#pragma once
// Packages and unpacked releases in the state directory. Its calls block and are for the work thread; only
// load() is cheap.

#include "core/domain/cryptography.h"
#include "core/node/state_directory.h"

namespace hotswap::node {

/// One unpacked release.
struct StoredRelease {
    Release release;
    Manifest manifest;
};

class ReleaseStore {
public:
    explicit ReleaseStore(const StateDirectory& state) : m_state(state) {}

    /// Whether fetching can be left out: the package is there, or the release is unpacked.
    bool has(const Release& release) const;
    /// Unpacks a fetched package and keeps its manifest beside it. Success without work when it was done
    /// before. Errors: those of codec::Package, DigestMismatch when the package holds another release.
    Result<StoredRelease> unpack(const Release& release, const PackageChecks& checks) const;
    /// The unpacked release in a folder `<version>-<digest8>`. Errors: NotFound, Malformed.
    Result<StoredRelease> load(const ModuleName& module, const std::string& folder) const;
    /// Are the unpacked files still those of the manifest? Errors: DigestMismatch naming the file, NotFound.
    Status check(const StoredRelease& stored, const DigestFactory& newDigest) const;
    /// Deletes releases of the module whose folder is not in `keep`, with their packages.
    Status prune(const ModuleName& module, const std::vector<std::string>& keep) const;

private:
    const StateDirectory& m_state;
};

ReleaseFacts factsOf(const Manifest& manifest);

} // namespace hotswap::node
