// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/trusted_keys.h"

#include "core/crypto/hash.h"

namespace hotswap::crypto {

namespace {

Error untrusted(const KeyId& id, const char* reason) {
    Error error = makeError(ErrorCode::KeyUntrusted, id.value);
    error.fields.emplace("key", reason);
    return error;
}

} // namespace

TrustedKey trustedHalf(const SigningKey& key, Instant expires) {
    return TrustedKey{key.publicKey(), key.purpose(), key.origin(), expires, false};
}

void TrustedKeys::add(TrustedKey key) {
    auto name = std::make_pair(key.key.id(), key.purpose);
    m_keys.insert_or_assign(std::move(name), std::move(key));
}

void TrustedKeys::revoke(const KeyId& id) {
    for (auto& [name, key] : m_keys) {
        if (name.first == id) {
            key.revoked = true;
        }
    }
}

Result<PublicKey> TrustedKeys::find(const KeyId& id, KeyPurpose purpose, LabKeys lab, Instant now) const {
    const auto it = m_keys.find({id, purpose});
    if (it == m_keys.end()) {
        return untrusted(id, "a key trusted for this purpose");
    }
    const TrustedKey& key = it->second;
    if (key.revoked) {
        return untrusted(id, "a key that is not revoked");
    }
    if (now >= key.expires) {
        return untrusted(id, "a key that has not expired");
    }
    if (key.origin == KeyOrigin::Lab && lab == LabKeys::Refused) {
        return untrusted(id, "no lab key outside the lab");
    }
    return key.key;
}

Status TrustedKeys::check(const KeySignature& signature, std::string_view bytes, KeyPurpose purpose,
                          LabKeys lab, Instant now) const {
    const Result<PublicKey> key = find(signature.key, purpose, lab, now);
    if (!key.ok()) {
        return key.error();
    }
    return verify(bytes, signature.signature, *key);
}

PackageChecks packageChecks(TrustedKeys keys, LabKeys lab, Instant now) {
    return {digestFactory(),
            [keys = std::move(keys), lab, now](const KeySignature& signature, std::string_view bytes) {
                return keys.check(signature, bytes, KeyPurpose::Module, lab, now);
            }};
}

} // namespace hotswap::crypto
