// SPDX-License-Identifier: Apache-2.0
#pragma once
// NodeTrust from keys: a root document's, or those of a plain folder; and this node's own secret key.

#include "core/crypto/trusted_keys.h"
#include "core/node/node_trust.h"
#include "core/node/trust_file.h"

#include <filesystem>
#include <optional>
#include <set>

namespace hotswap::node {

/// What a node without a root believes in, beside its own key: the simple way, for the lab.
struct TrustPolicy {
    crypto::TrustedKeys keys;
    crypto::LabKeys lab = crypto::LabKeys::Refused;
    std::set<EnvironmentId> gated; ///< environments whose commands need votes
    unsigned quorum = 1;
};

class KeyringTrust final : public NodeTrust, public TrustKeeper {
public:
    KeyringTrust(TrustPolicy policy, crypto::SigningKey nodeKey)
        : m_policy(std::move(policy)), m_key(std::move(nodeKey)) {}
    /// By a root document and what follows from it.
    KeyringTrust(KeptTrust kept, crypto::SigningKey nodeKey)
        : m_kept(std::move(kept)), m_key(std::move(nodeKey)) {}

    Result<Command> openCommand(const SignedCommand& command, Instant now) const override;
    Status verifyVotes(const Command& command, Instant now) const override;
    Status mayBegin(const Command& command, Instant now) const override;
    Status verifyWelcome(const frames::Welcome& welcome) const override;
    std::string signReceipt(const Receipt& receipt) const override;

    Status update(const std::vector<std::string>& documents, Instant now) override;
    TrustVersions versions() const override;
    std::optional<Error> damage() const override;

    /// This, when it goes by a root; nullptr: trust is a plain folder that nobody updates from afar.
    TrustKeeper* keeper() { return m_kept ? this : nullptr; }
    const crypto::PublicKey& publicKey() const { return m_key.publicKey(); }
    /// For reading packages at `now`; may be used on another thread.
    PackageChecks packageChecks(Instant now) const;

private:
    /// Gates as this node sees them; nothing: no votes are needed.
    std::optional<codec::VoteGate> gateOf(const EnvironmentId& environment) const;
    /// One vote's own rightness for this command; its content, or why it does not count.
    Result<Vote> countable(const SignedVote& vote, const Command& command, const codec::VoteGate& gate,
                           Instant now) const;
    Status checkQuorum(const Command& command, const codec::VoteGate& gate, Instant now) const;
    SignatureCheck check(crypto::KeyPurpose purpose, Instant now) const;
    const crypto::TrustedKeys& keys() const { return m_kept ? m_kept->store()->keys() : m_policy.keys; }
    crypto::LabKeys lab() const { return m_kept ? m_kept->store()->lab() : m_policy.lab; }

    TrustPolicy m_policy;
    std::optional<KeptTrust> m_kept;
    crypto::SigningKey m_key;
};

/// Public keys from every *.pub file of a folder. Errors: NotFound, and those of readPublicKey naming the
/// file.
Result<crypto::TrustedKeys> readTrustDirectory(const std::filesystem::path& dir);

/// The node's own key; made at the first call.
Result<crypto::SigningKey> loadOrMakeNodeKey(const std::filesystem::path& file, crypto::KeyOrigin origin);

} // namespace hotswap::node
