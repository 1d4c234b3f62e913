// SPDX-License-Identifier: Apache-2.0
#pragma once
// The keys of one person or program: secret ones that sign, public ones that are trusted. Read from one
// folder:
// *.key secret (mode 0600), *.pub trusted.

#include "core/crypto/trusted_keys.h"
#include "core/domain/cryptography.h"
#include "core/ports/clock.h"
#include "core/ports/command_signer.h"

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace hotswap::shared {

/// Thread-safe.
class KeyRing final : public ports::CommandSigner, public ports::VoteSigner {
public:
    /// A folder that is missing or empty gives an empty ring. `secrets`: texts of more secret keys, from a
    /// keychain; they are wiped. Errors: those of key files, naming the file.
    static Result<std::unique_ptr<KeyRing>> load(const std::filesystem::path& directory,
                                                 const ports::Clock& clock,
                                                 std::vector<std::string>& secrets);
    /// The orchestrator key of the folder, made at the first start with its public half beside it.
    Status makeOrchestratorKey(const std::filesystem::path& directory);

    /// Voting keys as the database knows them, raw Ed25519. A key is trusted for votes as long as it is
    /// there.
    void trustVoters(const std::map<UserId, std::string>& keys);

    Result<SignedCommand> sign(const Command& command) override;
    Result<SignedVote> sign(const Vote& vote, const KeyId& key) override;
    Status verify(const Vote& vote, const SignedVote& signedVote, const KeyId& expectedKey) override;
    /// For the time in a welcome. Without an orchestrator key its signature is empty.
    Signer welcomeSigner() const;
    bool canSignCommands() const { return m_orchestrator != nullptr; }

    /// Whose packages and votes are believed.
    crypto::TrustedKeys trusted() const;

private:
    explicit KeyRing(const ports::Clock& clock) : m_clock(clock) {}

    void take(crypto::SigningKey key);

    const ports::Clock& m_clock;
    std::unique_ptr<crypto::SigningKey> m_orchestrator;
    std::map<KeyId, crypto::SigningKey> m_voters;
    mutable std::mutex m_mutex;
    crypto::TrustedKeys m_trusted;
};

} // namespace hotswap::shared
