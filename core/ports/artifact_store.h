// SPDX-License-Identifier: Apache-2.0
#pragma once
// Packages by digest: where releases come from.

#include "core/domain/ids.h"
#include "core/domain/module.h"
#include "core/domain/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hotswap::ports {

/// Thread-safe.
class ArtifactStore {
public:
    virtual ~ArtifactStore() = default;
    virtual Result<ReleaseInfo> find(const ModuleName& module, const Version& version) = 0;
    virtual Result<ReleaseInfo> findByDigest(const Digest& digest) = 0;
    virtual Result<std::vector<ReleaseInfo>> list() = 0;
    /// Bytes [offset, offset+length) of a package; shorter at its end. NotFound for an unknown digest.
    virtual Result<std::string> read(const Digest& digest, std::uint64_t offset, std::size_t length) = 0;
    /// Checks integrity: payload hash and manifest. DigestMismatch, Malformed, Truncated.
    virtual Status verifyIntegrity(const Digest& digest) = 0;
    /// Checks signature, trust and the deny list. SignatureMissing, SignatureInvalid, KeyUntrusted.
    virtual Status verifyTrust(const Digest& digest) = 0;
};

} // namespace hotswap::ports
