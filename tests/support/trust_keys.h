// SPDX-License-Identifier: Apache-2.0
#pragma once
// A tenant's keys and trust documents, made for tests: a root of two out of three, voters of two groups, keys
// that have run out or were revoked.

#include "core/codec/trust_codec.h"
#include "core/crypto/hash.h"
#include "core/crypto/trusted_keys.h"

#include <functional>
#include <string>
#include <vector>

namespace hotswap::support {

inline Signer signerOf(const crypto::SigningKey& key) {
    return [&key](std::string_view bytes) { return key.signatureOver(bytes); };
}

using KeyRefs = std::vector<std::reference_wrapper<const crypto::SigningKey>>;

/// The text of a document signed by these.
inline std::string seal(const Result<std::string>& bytes, const KeyRefs& keys) {
    codec::SignedDocument document{*bytes, {}};
    for (const crypto::SigningKey& key : keys) {
        document.signatures.push_back(key.signatureOver(document.bytes));
    }
    return *codec::encodeSigned(document);
}

struct TrustKeys {
    static crypto::SigningKey make(crypto::KeyPurpose purpose) {
        return crypto::generateSigningKey(purpose, crypto::KeyOrigin::Production);
    }

    Instant now = instantFromMs(1'790'000'000'000);
    TenantId tenant{"acme"};
    EnvironmentId environment{"Production"};
    crypto::SigningKey rootA = make(crypto::KeyPurpose::Root);
    crypto::SigningKey rootB = make(crypto::KeyPurpose::Root);
    crypto::SigningKey rootC = make(crypto::KeyPurpose::Root);
    crypto::SigningKey leader = make(crypto::KeyPurpose::Orchestrator);
    crypto::SigningKey oldLeader = make(crypto::KeyPurpose::Orchestrator);  ///< revoked
    crypto::SigningKey lateLeader = make(crypto::KeyPurpose::Orchestrator); ///< has run out
    crypto::SigningKey module = make(crypto::KeyPurpose::Module);
    crypto::SigningKey oldModule = make(crypto::KeyPurpose::Module);  ///< revoked
    crypto::SigningKey lateModule = make(crypto::KeyPurpose::Module); ///< has run out
    crypto::SigningKey shop = make(crypto::KeyPurpose::Module);       ///< for shop-* alone
    crypto::SigningKey releases = make(crypto::KeyPurpose::Releases);
    crypto::SigningKey timestamp = make(crypto::KeyPurpose::Timestamp);
    crypto::SigningKey eve = make(crypto::KeyPurpose::Voter);             ///< group ops
    crypto::SigningKey carl = make(crypto::KeyPurpose::Voter);            ///< group ops
    crypto::SigningKey bob = make(crypto::KeyPurpose::Voter);             ///< group security
    crypto::SigningKey rita = make(crypto::KeyPurpose::Voter);            ///< group ops; makes the requests
    crypto::SigningKey gone = make(crypto::KeyPurpose::Voter);            ///< revoked
    crypto::SigningKey stranger = make(crypto::KeyPurpose::Orchestrator); ///< in no document

    codec::RootDocument root(std::uint64_t version = 1) const {
        codec::RootDocument root;
        root.tenant = tenant;
        root.version = version;
        root.expires = now + std::chrono::hours(24 * 365);
        const auto name = [&root](const crypto::SigningKey& key, Instant expires = kNever) {
            root.keys[key.id()] = {key.publicKey().bytes(), expires, false};
            return key.id();
        };
        root.root = {{name(rootA), name(rootB), name(rootC)}, 2};
        root.orchestrator = {{name(leader), name(oldLeader), name(lateLeader, now - std::chrono::hours(1))},
                             1};
        root.module = {{name(module), name(oldModule), name(lateModule, now - std::chrono::hours(1))}, 1};
        root.releases = {{name(releases)}, 1};
        root.timestamp = {{name(timestamp)}, 1};
        root.delegations = {{{"shop-*"}, {{name(shop)}, 1}}};
        root.voters = {{name(eve), {UserId{"eve"}, {"ops"}}},
                       {name(carl), {UserId{"carl"}, {"ops"}}},
                       {name(bob), {UserId{"bob"}, {"security"}}},
                       {name(rita), {UserId{"rita"}, {"ops"}}},
                       {name(gone), {UserId{"gone"}, {"security"}}}};
        root.gates = {{environment, {2, {"security"}, true}}};
        root.revoked = {oldLeader.id(), oldModule.id(), gone.id()};
        return root;
    }
    std::string rootText(std::uint64_t version = 1) const {
        return seal(codec::encodeRoot(root(version)), {rootA, rootB});
    }
    codec::ReleasesDocument list(std::uint64_t version,
                                 const std::vector<codec::ListedRelease>& listed) const {
        return {tenant, environment, version, now + std::chrono::hours(24 * 30), listed};
    }
    codec::TimestampDocument word(std::uint64_t version, const codec::ReleasesDocument& list) const {
        return {tenant,
                environment,
                version,
                now,
                now + std::chrono::hours(24),
                1,
                list.version,
                crypto::digestOf(*codec::encodeReleases(list))};
    }
    /// A list and the timestamp that names it.
    std::vector<std::string> set(std::uint64_t version,
                                 const std::vector<codec::ListedRelease>& listed) const {
        const codec::ReleasesDocument document = list(version, listed);
        return {seal(codec::encodeReleases(document), {releases}),
                seal(codec::encodeTimestamp(word(version, document)), {timestamp})};
    }
};

} // namespace hotswap::support
