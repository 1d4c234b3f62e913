// SPDX-License-Identifier: Apache-2.0
#pragma once
// The lab's throw-away keys: one that signs commands, and one for each of its three people. Made at the first
// start of a state directory, marked as lab keys, never accepted outside a lab.

#include "core/crypto/trusted_keys.h"
#include "core/domain/identity.h"
#include "core/ports/command_signer.h"

#include <filesystem>
#include <memory>

namespace hotswap::lab {

/// Immutable after load, so every call is thread-safe.
class LabKeys final : public ports::CommandSigner, public ports::VoteSigner {
public:
    /// Reads the keys of a directory, or makes them. `modulePublicKeys`: whose packages are trusted.
    static Result<std::unique_ptr<LabKeys>> load(const std::filesystem::path& directory,
                                                 const std::vector<std::filesystem::path>& modulePublicKeys);

    Result<SignedCommand> sign(const Command& command) override;
    Result<SignedVote> sign(const Vote& vote, const KeyId& key) override;
    Status verify(const Vote& vote, const SignedVote& signedVote, const KeyId& expectedKey) override;
    /// For the time in a welcome.
    Signer welcomeSigner() const;

    /// operator, approver, viewer.
    const std::vector<Identity>& people() const { return m_people; }
    /// Everything that nodes believe in.
    const crypto::TrustedKeys& trusted() const { return m_trusted; }
    /// Writes the trusted keys as *.pub files for node processes.
    Status writeTrust(const std::filesystem::path& directory) const;

private:
    explicit LabKeys(crypto::SigningKey orchestrator) : m_orchestrator(std::move(orchestrator)) {}

    crypto::SigningKey m_orchestrator;
    std::map<KeyId, crypto::SigningKey> m_voters;
    std::vector<Identity> m_people;
    std::vector<crypto::TrustedKey> m_public;
    crypto::TrustedKeys m_trusted;
};

inline const TenantId kLabTenant{"lab"};

} // namespace hotswap::lab
