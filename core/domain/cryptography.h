// SPDX-License-Identifier: Apache-2.0
#pragma once
// The cryptography that pure code asks for, as values handed to it. core/crypto supplies them; so reading and
// writing packages needs no cryptographic library and knows no key store.

#include "core/domain/ids.h"
#include "core/domain/module.h"
#include "core/domain/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace hotswap {

/// A SHA-256 in progress.
class RunningDigest {
public:
    RunningDigest() = default;
    RunningDigest(const RunningDigest&) = delete;
    RunningDigest& operator=(const RunningDigest&) = delete;
    virtual ~RunningDigest() = default;
    virtual void add(std::string_view bytes) = 0;
    /// The digest of everything added; the object then starts anew.
    virtual Digest take() = 0;
};

using DigestFactory = std::function<std::unique_ptr<RunningDigest>()>;

/// One signature over bytes; `signature` is 64 raw bytes (Ed25519).
struct KeySignature {
    KeyId key;
    std::string signature;
    bool operator==(const KeySignature&) const = default;
};

/// Signs bytes with a key that the callable holds.
using Signer = std::function<KeySignature(std::string_view bytes)>;

/// Whether a signature over bytes is right and its key is trusted for the purpose. Errors: KeyUntrusted,
/// SignatureInvalid.
using SignatureCheck = std::function<Status(const KeySignature& signature, std::string_view bytes)>;

/// What a package's header claims, and whose right signatures it bears.
struct PackageClaim {
    Release release;
    std::uint64_t bytes = 0;    ///< of the whole package file
    std::vector<KeyId> signers; ///< distinct trusted keys whose signatures are right
};

/// Whether these signers may vouch for this release. Errors: KeyUntrusted, QuorumMissing, NotListed,
/// DigestMismatch, MetadataStale.
using ClaimCheck = std::function<Status(const PackageClaim& claim)>;

/// What reading a package needs: hashing, the decision on one signature, and the one on all of them.
struct PackageChecks {
    DigestFactory newDigest;
    SignatureCheck checkSignature;
    ClaimCheck checkClaim = {}; ///< empty: one right signature is enough for any release
};

} // namespace hotswap
