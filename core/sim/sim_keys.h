// SPDX-License-Identifier: Apache-2.0
#pragma once
// All keys of a simulated world and what is done with them: leaders sign commands, people sign votes, nodes
// check both. Keys come from the seed, so a run repeats to the byte.

#include "core/crypto/trusted_keys.h"
#include "core/domain/identity.h"
#include "core/node/keyring_trust.h"
#include "core/ports/command_signer.h"

#include <functional>
#include <map>
#include <set>

namespace hotswap::sim {

class SimKeys final : public ports::CommandSigner, public ports::VoteSigner, public node::NodeTrust {
public:
    /// `gated`: environments in which nodes want votes to go with commands that bring something new.
    SimKeys(std::uint64_t seed, std::set<EnvironmentId> gated);

    /// Makes a voting key for a person and answers its id.
    KeyId addVoter(const UserId& user);
    /// Told of every command that is signed.
    void listen(std::function<void(const Command&)> listener) { m_listener = std::move(listener); }

    Result<SignedCommand> sign(const Command& command) override;
    Result<SignedVote> sign(const Vote& vote, const KeyId& key) override;
    Status verify(const Vote& vote, const SignedVote& signedVote, const KeyId& expectedKey) override;

    Result<Command> openCommand(const SignedCommand& command, Instant now) const override;
    Status verifyVotes(const Command& command, Instant now) const override;
    // Links and receipts are trusted here: a simulated link cannot be listened to.
    Status verifyWelcome(const frames::Welcome&) const override { return success(); }
    std::string signReceipt(const Receipt&) const override { return {}; }

private:
    void renewTrust();

    std::uint64_t m_seed;
    std::set<EnvironmentId> m_gated;
    crypto::SigningKey m_orchestrator;
    std::map<KeyId, crypto::SigningKey> m_voters;
    crypto::TrustedKeys m_trusted;
    std::unique_ptr<node::KeyringTrust> m_nodes; ///< what nodes believe
    std::function<void(const Command&)> m_listener;
};

} // namespace hotswap::sim
