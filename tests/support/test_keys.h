// SPDX-License-Identifier: Apache-2.0
#pragma once
// Voter keys of people, and a signer that a test can make lie.

#include "core/codec/vote_codec.h"
#include "core/crypto/signing.h"
#include "core/crypto/trusted_keys.h"
#include "core/ports/command_signer.h"

#include <functional>
#include <map>
#include <string>

namespace hotswap::support {

/// Signs with real keys, made from the owner's name.
class TestVoteSigner final : public ports::VoteSigner {
public:
    /// Makes the person's key, if it is not there, and answers its id.
    KeyId addPerson(const std::string& name) {
        std::string seed = name;
        seed.resize(crypto::kSeedBytes, '.');
        auto key = crypto::SigningKey::fromSeed(seed, crypto::KeyPurpose::Voter, crypto::KeyOrigin::Lab);
        const KeyId id = key->id();
        m_trusted.add(crypto::trustedHalf(*key));
        m_keys.emplace(id, std::move(*key));
        return id;
    }

    Result<SignedVote> sign(const Vote& vote, const KeyId& key) override {
        if (forge) {
            return forge(vote, key);
        }
        return signHonestly(vote, key);
    }

    Result<SignedVote> signHonestly(const Vote& vote, const KeyId& key) const {
        const auto it = m_keys.find(key);
        if (it == m_keys.end()) {
            return makeError(ErrorCode::KeyUntrusted, key.value);
        }
        return codec::signVote(vote, [&](std::string_view bytes) { return it->second.signatureOver(bytes); });
    }

    Status verify(const Vote& vote, const SignedVote& signedVote, const KeyId& expectedKey) override {
        if (signedVote.key != expectedKey) {
            return makeError(ErrorCode::SignatureInvalid, "another key");
        }
        const auto said = codec::verifyVote(signedVote, [&](const KeySignature& signature,
                                                            std::string_view bytes) {
            return m_trusted.check(signature, bytes, crypto::KeyPurpose::Voter, crypto::LabKeys::Allowed, {});
        });
        HS_TRY(said);
        return *said == vote ? success() : Status(makeError(ErrorCode::SignatureInvalid, "another vote"));
    }

    /// What a compromised signer answers instead.
    std::function<Result<SignedVote>(const Vote&, const KeyId&)> forge;

private:
    std::map<KeyId, crypto::SigningKey> m_keys;
    crypto::TrustedKeys m_trusted;
};

} // namespace hotswap::support
