// SPDX-License-Identifier: Apache-2.0
#pragma once
// The public keys somebody trusts, each for one purpose.

#include "core/crypto/signing.h"
#include "core/domain/time.h"

#include <map>
#include <string_view>
#include <utility>

namespace hotswap::crypto {

/// Whether throw-away keys of the lab count.
enum class LabKeys { Refused, Allowed };

/// One public key and what it is trusted for.
struct TrustedKey {
    PublicKey key;
    KeyPurpose purpose = KeyPurpose::Module;
    KeyOrigin origin = KeyOrigin::Production;
    Instant expires = kNever; ///< store time; from then on it is refused
    bool revoked = false;
    bool operator==(const TrustedKey&) const = default;
};

/// The trusted form of a signing key's public half.
TrustedKey trustedHalf(const SigningKey& key, Instant expires = kNever);

/// A set of trusted keys. A value: hand out copies, never share one between threads.
class TrustedKeys {
public:
    /// Adds, or replaces the entry of the same key and purpose.
    void add(TrustedKey key);
    /// Marks every entry of this key as revoked; an id that is not in the set changes nothing.
    void revoke(const KeyId& id);
    bool empty() const { return m_keys.empty(); }

    /// The key if it is trusted for this purpose now. Errors: KeyUntrusted, with the id as detail
    /// and what would be right in the field "key".
    Result<PublicKey> find(const KeyId& id, KeyPurpose purpose, LabKeys lab, Instant now) const;

    /// find, then verify. Errors: KeyUntrusted, SignatureInvalid.
    Status check(const KeySignature& signature, std::string_view bytes, KeyPurpose purpose, LabKeys lab,
                 Instant now) const;

private:
    std::map<std::pair<KeyId, KeyPurpose>, TrustedKey> m_keys;
};

/// What core/codec needs to read packages: hashing, and signatures by module keys of this set. Takes a copy.
PackageChecks packageChecks(TrustedKeys keys, LabKeys lab, Instant now);

} // namespace hotswap::crypto
