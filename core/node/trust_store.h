// SPDX-License-Identifier: Apache-2.0
#pragma once
// The rules by which trust documents are taken and used, in the manner of The Update Framework
// (theupdateframework.io, sections 5.3 to 5.6 of its specification). README.md in this folder says which
// attack each rule stops. Pure: no clock, no files.

#include "core/codec/trust_codec.h"
#include "core/crypto/trusted_keys.h"
#include "core/domain/command.h"
#include "core/domain/node.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hotswap::node {

/// What of a tenant and environment a node believes. A value.
class TrustStore {
public:
    /// Begins with a root that came by a way of its own (the operator's hands). It must be signed by its own
    /// root role; that it has expired shows later. Errors: Malformed, Oversize, SignatureMissing,
    /// SignatureInvalid, KeyUntrusted, QuorumMissing, WrongRecipient.
    static Result<TrustStore> begin(std::string_view root, const TenantId& tenant,
                                    const EnvironmentId& environment, crypto::LabKeys lab);

    /// Takes documents that are newer, roots step by step. Those that were known are passed over; at the
    /// first one that is refused the rest is left, except that good roots before it stay. Lists and
    /// timestamps are taken only as sets that fit together. `now` is store time. Errors: as begin();
    /// MetadataStale for rollback (older version, or another document under the same one), freeze (run out)
    /// and mix-and-match.
    Status update(const std::vector<std::string>& documents, Instant now);

    /// May anything new begin? Errors: MetadataStale when the root has run out.
    Status usable(Instant now) const;
    /// May this release begin to run? Errors: MetadataStale (no list, or its word has run out), NotListed.
    /// `goingBack`: an expired list is good enough, because repair must not wait for people with keys.
    enum class Direction { Forward, GoingBack };
    Status mayRun(const Release& release, Direction direction, Instant now) const;
    /// May these signers vouch for the package, and is it the listed one? Errors: KeyUntrusted,
    /// QuorumMissing, NotListed, DigestMismatch.
    Status mayVouch(const PackageClaim& claim) const;
    /// Nothing: the environment needs no votes.
    const codec::VoteGate* gate() const;
    const codec::RootVoter* voter(const KeyId& key) const;

    /// The root's keys, each for the purpose it is named for, with expiry and revocation.
    const crypto::TrustedKeys& keys() const { return m_keys; }
    crypto::LabKeys lab() const { return m_lab; }
    const codec::RootDocument& root() const { return m_root.content; }
    TrustVersions versions() const;
    /// Store time is at least this: the latest timestamp was made then.
    Instant timeFloor() const;
    /// The documents in force, root first: what is kept on disk.
    std::vector<std::string> documents() const;
    /// Takes back what documents() gave. They were checked when they were taken, and are again but for
    /// expiry. Errors: as begin().
    static Result<TrustStore> restore(const std::vector<std::string>& documents, const TenantId& tenant,
                                      const EnvironmentId& environment, crypto::LabKeys lab);

private:
    template <class Document>
    struct Held {
        Document content;
        std::string text;
        std::string bytes; ///< signed ones
    };
    struct Offered;

    TrustStore() = default;
    void setRoot(Held<codec::RootDocument> root);
    Status addRoot(const Offered& offered);
    Status addTimestamp(const Offered& offered, Instant now);
    Status addReleases(const Offered& offered, Instant now);
    Status checkFit() const;
    Status checkPlace(const TenantId& tenant, const EnvironmentId& environment) const;

    TenantId m_tenant;
    EnvironmentId m_environment;
    crypto::LabKeys m_lab = crypto::LabKeys::Refused;
    Held<codec::RootDocument> m_root;
    std::optional<Held<codec::ReleasesDocument>> m_releases;
    std::optional<Held<codec::TimestampDocument>> m_timestamp;
    crypto::TrustedKeys m_keys;
};

} // namespace hotswap::node
