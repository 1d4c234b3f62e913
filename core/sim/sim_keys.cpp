// SPDX-License-Identifier: Apache-2.0
#include "core/sim/sim_keys.h"

#include "core/codec/command_codec.h"
#include "core/codec/vote_codec.h"
#include "core/sim/sim_random.h"

namespace hotswap::sim {

namespace {

crypto::SigningKey keyFrom(std::uint64_t seed, std::string_view whose, crypto::KeyPurpose purpose) {
    SimRandom random(mixSeed(seed, whose));
    std::string bytes;
    while (bytes.size() < crypto::kSeedBytes) {
        const std::uint64_t word = random.next();
        for (int shift = 0; shift < 64; shift += 8) {
            bytes.push_back(static_cast<char>(word >> shift));
        }
    }
    return crypto::SigningKey::fromSeed(bytes, purpose, crypto::KeyOrigin::Lab).value();
}

Signer signerOf(const crypto::SigningKey& key) {
    return [&key](std::string_view bytes) { return key.signatureOver(bytes); };
}

} // namespace

SimKeys::SimKeys(std::uint64_t seed, std::set<EnvironmentId> gated)
    : m_seed(seed),
      m_gated(std::move(gated)),
      m_orchestrator(keyFrom(seed, "orchestrator", crypto::KeyPurpose::Orchestrator)) {
    m_trusted.add(crypto::trustedHalf(m_orchestrator));
    renewTrust();
}

void SimKeys::renewTrust() {
    m_nodes = std::make_unique<node::KeyringTrust>(
        node::TrustPolicy{m_trusted, crypto::LabKeys::Allowed, m_gated, 1},
        keyFrom(m_seed, "node", crypto::KeyPurpose::Node));
}

KeyId SimKeys::addVoter(const UserId& user) {
    crypto::SigningKey key = keyFrom(m_seed, "voter/" + user.value, crypto::KeyPurpose::Voter);
    m_trusted.add(crypto::trustedHalf(key));
    const KeyId id = key.id();
    m_voters.emplace(id, std::move(key));
    renewTrust();
    return id;
}

Result<SignedCommand> SimKeys::sign(const Command& command) {
    if (m_listener) {
        m_listener(command);
    }
    return codec::signCommand(command, signerOf(m_orchestrator));
}

Result<SignedVote> SimKeys::sign(const Vote& vote, const KeyId& key) {
    const auto found = m_voters.find(key);
    if (found == m_voters.end()) {
        return makeError(ErrorCode::KeyUntrusted, key.value);
    }
    return codec::signVote(vote, signerOf(found->second));
}

Status SimKeys::verify(const Vote& vote, const SignedVote& signedVote, const KeyId& expectedKey) {
    if (signedVote.key != expectedKey) {
        return makeError(ErrorCode::KeyUntrusted, signedVote.key.value);
    }
    const auto read =
        codec::verifyVote(signedVote, [this](const KeySignature& signature, std::string_view bytes) {
            return m_trusted.check(signature, bytes, crypto::KeyPurpose::Voter, crypto::LabKeys::Allowed,
                                   Instant{});
        });
    HS_TRY(read);
    return *read == vote ? success() : Status(makeError(ErrorCode::SignatureInvalid, "another vote"));
}

Result<Command> SimKeys::openCommand(const SignedCommand& command, Instant now) const {
    return m_nodes->openCommand(command, now);
}

Status SimKeys::verifyVotes(const Command& command, Instant now) const {
    return m_nodes->verifyVotes(command, now);
}

} // namespace hotswap::sim
