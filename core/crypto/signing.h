// SPDX-License-Identifier: Apache-2.0
#pragma once
// Ed25519 keys and signatures (RFC 8032).

#include "core/domain/cryptography.h"
#include "core/domain/result.h"

#include <array>
#include <string>
#include <string_view>

namespace hotswap::crypto {

inline constexpr std::size_t kPublicKeyBytes = 32;
inline constexpr std::size_t kSeedBytes = 32;
inline constexpr std::size_t kSignatureBytes = 64;

/// What a key may sign. A key of one purpose is never accepted for another.
enum class KeyPurpose {
    Module,       ///< packages
    Orchestrator, ///< commands and the time in a welcome
    Voter,        ///< votes of one person
    Node,         ///< receipts of one node
    Root,         ///< root documents: whom nodes believe at all; kept off line
    Releases,     ///< the list of releases that may run in an environment
    Timestamp,    ///< short-lived statements of which list is the latest
};

/// Every purpose, in order.
inline constexpr std::array kKeyPurposes{KeyPurpose::Module,   KeyPurpose::Orchestrator, KeyPurpose::Voter,
                                         KeyPurpose::Node,     KeyPurpose::Root,         KeyPurpose::Releases,
                                         KeyPurpose::Timestamp};

/// Where a key counts. Lab keys are throw-away ones that nodes refuse outside lab mode.
enum class KeyOrigin { Production, Lab };

/// "module", "orchestrator", "voter", "node", "root", "releases", "timestamp": as in key files.
std::string_view keyPurposeName(KeyPurpose purpose);

/// The public half of a key pair.
class PublicKey {
public:
    /// Errors: InvalidArgument naming "publicKey" unless it is 32 bytes long.
    static Result<PublicKey> fromBytes(std::string_view bytes);

    /// 32 raw bytes.
    const std::string& bytes() const { return m_bytes; }
    /// First 16 hexadecimal digits of the BLAKE2b-256 of the bytes.
    const KeyId& id() const { return m_id; }
    bool operator==(const PublicKey&) const = default;

private:
    std::string m_bytes;
    KeyId m_id;
};

/// A key pair that signs. It is moved, never copied, wiped when it goes, and has no way to be printed but
/// core/crypto/key_file.h.
class SigningKey {
public:
    /// The pair that belongs to a seed of 32 bytes. Errors: InvalidArgument naming "seed".
    static Result<SigningKey> fromSeed(std::string_view seed, KeyPurpose purpose, KeyOrigin origin);

    SigningKey(SigningKey&& other) noexcept;
    SigningKey& operator=(SigningKey&& other) noexcept;
    SigningKey(const SigningKey&) = delete;
    SigningKey& operator=(const SigningKey&) = delete;
    ~SigningKey();

    const PublicKey& publicKey() const { return m_public; }
    const KeyId& id() const { return m_public.id(); }
    KeyPurpose purpose() const { return m_purpose; }
    KeyOrigin origin() const { return m_origin; }

    /// Signature over the bytes, 64 raw bytes.
    std::string sign(std::string_view bytes) const;
    /// The same with the key's id beside it.
    KeySignature signatureOver(std::string_view bytes) const { return {id(), sign(bytes)}; }

private:
    friend std::string secretKeyText(const SigningKey& key);
    SigningKey() = default;
    void wipe();

    std::array<unsigned char, 64> m_secret{}; ///< libsodium's form: seed, then public key
    PublicKey m_public;
    KeyPurpose m_purpose = KeyPurpose::Module;
    KeyOrigin m_origin = KeyOrigin::Production;
};

/// A new key pair from the operating system's randomness.
SigningKey generateSigningKey(KeyPurpose purpose, KeyOrigin origin);

/// Success, or SignatureInvalid when the signature is not this key's over these bytes.
Status verify(std::string_view bytes, std::string_view signature, const PublicKey& key);

} // namespace hotswap::crypto
