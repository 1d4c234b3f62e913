// SPDX-License-Identifier: Apache-2.0
#pragma once
// The cryptography that pure code asks for, as values handed to it. core/crypto supplies them; so reading and
// writing packages needs no cryptographic library and knows no key store.

#include "core/domain/ids.h"
#include "core/domain/result.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

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

/// What reading a package needs: hashing, and the decision on one signature.
struct PackageChecks {
    DigestFactory newDigest;
    SignatureCheck checkSignature;
};

} // namespace hotswap
