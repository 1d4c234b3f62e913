// SPDX-License-Identifier: Apache-2.0
#pragma once
// NodeTrust from keys: orchestrators', voters' and modules' public keys, this node's own secret key.

#include "core/crypto/trusted_keys.h"
#include "core/node/node_trust.h"

#include <filesystem>
#include <set>

namespace hotswap::node {

/// What a node believes in, beside its own key.
struct TrustPolicy {
    crypto::TrustedKeys keys;
    crypto::LabKeys lab = crypto::LabKeys::Refused;
    std::set<EnvironmentId> gated; ///< environments whose commands need votes
    unsigned quorum = 1;
};

class KeyringTrust final : public NodeTrust {
public:
    KeyringTrust(TrustPolicy policy, crypto::SigningKey nodeKey)
        : m_policy(std::move(policy)), m_key(std::move(nodeKey)) {}

    Result<Command> openCommand(const SignedCommand& command, Instant now) const override;
    Status verifyVotes(const Command& command, Instant now) const override;
    Status verifyWelcome(const frames::Welcome& welcome) const override;
    std::string signReceipt(const Receipt& receipt) const override;

    const crypto::PublicKey& publicKey() const { return m_key.publicKey(); }
    /// For reading packages at `now`.
    PackageChecks packageChecks(Instant now) const;

private:
    SignatureCheck check(crypto::KeyPurpose purpose, Instant now) const;

    TrustPolicy m_policy;
    crypto::SigningKey m_key;
};

/// Public keys from every *.pub file of a folder. Errors: NotFound, and those of readPublicKey naming the
/// file.
Result<crypto::TrustedKeys> readTrustDirectory(const std::filesystem::path& dir);

/// The node's own key; made at the first call.
Result<crypto::SigningKey> loadOrMakeNodeKey(const std::filesystem::path& file, crypto::KeyOrigin origin);

} // namespace hotswap::node
