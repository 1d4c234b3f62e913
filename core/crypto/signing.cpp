// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/signing.h"

#include "core/domain/encoding.h"
#include "core/domain/invariant.h"

#include <sodium.h>

namespace hotswap::crypto {

namespace {

constexpr std::size_t kKeyIdBytes = 8;

static_assert(kPublicKeyBytes == crypto_sign_PUBLICKEYBYTES);
static_assert(kSeedBytes == crypto_sign_SEEDBYTES);
static_assert(kSignatureBytes == crypto_sign_BYTES);

const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

} // namespace

std::string_view keyPurposeName(KeyPurpose purpose) {
    switch (purpose) {
    case KeyPurpose::Module: return "module";
    case KeyPurpose::Orchestrator: return "orchestrator";
    case KeyPurpose::Voter: return "voter";
    case KeyPurpose::Node: return "node";
    case KeyPurpose::Root: return "root";
    case KeyPurpose::Releases: return "releases";
    case KeyPurpose::Timestamp: return "timestamp";
    }
    invariantFailed("purpose", "a purpose of the enum", __FILE__, __LINE__);
}

Result<PublicKey> PublicKey::fromBytes(std::string_view bytes) {
    if (bytes.size() != kPublicKeyBytes) {
        return invalidField("publicKey", "32 bytes");
    }
    std::string hash(crypto_generichash_BYTES, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(), raw(bytes), bytes.size(),
                       nullptr, 0);
    PublicKey key;
    key.m_bytes = bytes;
    key.m_id = KeyId{toHex(std::string_view(hash).substr(0, kKeyIdBytes))};
    return key;
}

Result<SigningKey> SigningKey::fromSeed(std::string_view seed, KeyPurpose purpose, KeyOrigin origin) {
    static_assert(sizeof SigningKey::m_secret == crypto_sign_SECRETKEYBYTES);
    if (seed.size() != kSeedBytes) {
        return invalidField("seed", "32 bytes");
    }
    SigningKey key;
    key.m_purpose = purpose;
    key.m_origin = origin;
    std::string publicBytes(kPublicKeyBytes, '\0');
    crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(publicBytes.data()), key.m_secret.data(),
                             raw(seed));
    key.m_public = PublicKey::fromBytes(publicBytes).value();
    return key;
}

SigningKey::SigningKey(SigningKey&& other) noexcept
    : m_secret(other.m_secret),
      m_public(std::move(other.m_public)),
      m_purpose(other.m_purpose),
      m_origin(other.m_origin) {
    other.wipe();
}

SigningKey& SigningKey::operator=(SigningKey&& other) noexcept {
    if (this != &other) {
        m_secret = other.m_secret;
        m_public = std::move(other.m_public);
        m_purpose = other.m_purpose;
        m_origin = other.m_origin;
        other.wipe();
    }
    return *this;
}

SigningKey::~SigningKey() {
    wipe();
}

void SigningKey::wipe() {
    sodium_memzero(m_secret.data(), m_secret.size());
}

std::string SigningKey::sign(std::string_view bytes) const {
    HS_INVARIANT(!m_public.bytes().empty(), "a key that was not moved away");
    std::string signature(kSignatureBytes, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, raw(bytes),
                         bytes.size(), m_secret.data());
    return signature;
}

SigningKey generateSigningKey(KeyPurpose purpose, KeyOrigin origin) {
    std::string seed(kSeedBytes, '\0');
    randombytes_buf(seed.data(), seed.size());
    SigningKey key = SigningKey::fromSeed(seed, purpose, origin).value();
    sodium_memzero(seed.data(), seed.size());
    return key;
}

Status verify(std::string_view bytes, std::string_view signature, const PublicKey& key) {
    const bool right =
        signature.size() == kSignatureBytes && key.bytes().size() == kPublicKeyBytes &&
        crypto_sign_verify_detached(raw(signature), raw(bytes), bytes.size(), raw(key.bytes())) == 0;
    if (!right) {
        return makeError(ErrorCode::SignatureInvalid, "key " + key.id().value);
    }
    return success();
}

} // namespace hotswap::crypto
