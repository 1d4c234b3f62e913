// SPDX-License-Identifier: Apache-2.0
#pragma once
// Trust documents as canonical bytes: the root, which says whom nodes believe; the list of releases of an
// environment; and the short-lived timestamp that names the latest list. core/node/trust_store.h has the
// rules by which a node takes them.

#include "core/domain/approval.h"
#include "core/domain/cryptography.h"
#include "core/domain/module.h"
#include "core/domain/result.h"
#include "core/domain/time.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace hotswap::codec {

/// So many distinct keys of these must have signed.
struct TrustRole {
    std::vector<KeyId> keys;
    std::uint32_t threshold = 1;
    bool operator==(const TrustRole&) const = default;
};

/// A public key that the root names.
struct RootKey {
    std::string bytes; ///< raw Ed25519, 32 bytes
    Instant expires = kNever;
    bool lab = false;
    bool operator==(const RootKey&) const = default;
};

/// Whose voting key it is, and which groups that person stands for.
struct RootVoter {
    UserId user;
    std::set<std::string> groups;
    bool operator==(const RootVoter&) const = default;
};

/// Keys that may sign packages of some modules only.
struct Delegation {
    std::vector<std::string> modules; ///< names; '*' at the end stands for any ending
    TrustRole role;
    bool operator==(const Delegation&) const = default;
};

/// What an environment's commands need beside the leader's signature.
struct VoteGate {
    std::uint32_t quorum = 1;
    std::set<std::string> groups; ///< each must be represented
    bool fourEyes = true;         ///< the requester's vote does not count
    bool operator==(const VoteGate&) const = default;
};

/// Whom the nodes of a tenant believe. Signed by the threshold of its own root role and, but for the first,
/// of the version before.
struct RootDocument {
    TenantId tenant;
    std::uint64_t version = 1;
    Instant expires{};
    std::map<KeyId, RootKey> keys;
    TrustRole root;
    TrustRole orchestrator; ///< any one of them leads; the threshold is 1
    TrustRole module;       ///< may sign any module
    TrustRole releases;     ///< no keys: releases are not listed, packages' signatures alone count
    TrustRole timestamp;    ///< keys exactly when `releases` has some
    std::map<KeyId, RootVoter> voters;
    std::vector<Delegation> delegations;
    std::map<EnvironmentId, VoteGate> gates; ///< environments not named need no votes
    std::set<KeyId> revoked;                 ///< never believed again, whatever else names them
    bool operator==(const RootDocument&) const = default;
};

struct ListedRelease {
    Release release;
    std::uint64_t bytes = 0; ///< of the package file
    bool operator==(const ListedRelease&) const = default;
};

/// What may run in one environment.
struct ReleasesDocument {
    TenantId tenant;
    EnvironmentId environment;
    std::uint64_t version = 1;
    Instant expires{};
    std::vector<ListedRelease> releases;
    bool operator==(const ReleasesDocument&) const = default;
};

/// Which list and which root are the latest, said again and again by a key that is on line.
struct TimestampDocument {
    TenantId tenant;
    EnvironmentId environment;
    std::uint64_t version = 1;
    Instant at{};
    Instant expires{};
    std::uint64_t root = 1;     ///< the root's version
    std::uint64_t releases = 1; ///< the list's version
    Digest releasesDigest;      ///< of the list's signed bytes
    bool operator==(const TimestampDocument&) const = default;
};

/// One document with its signatures; `bytes` is the canonical form that they are over.
struct SignedDocument {
    std::string bytes;
    std::vector<KeySignature> signatures;
};

enum class TrustType { Root, Releases, Timestamp };

/// Canonical bytes to be signed. Errors: Malformed.
Result<std::string> encodeRoot(const RootDocument& root);
Result<std::string> encodeReleases(const ReleasesDocument& releases);
Result<std::string> encodeTimestamp(const TimestampDocument& timestamp);

/// Errors: Malformed with every wrong field; a role that could never reach its threshold, names a key that is
/// not there, or names one twice is wrong.
Result<RootDocument> decodeRoot(std::string_view bytes);
Result<ReleasesDocument> decodeReleases(std::string_view bytes);
Result<TimestampDocument> decodeTimestamp(std::string_view bytes);

/// Which kind the signed bytes are of. Errors: Malformed.
Result<TrustType> trustTypeOf(std::string_view bytes);

/// The text that travels and is stored: {"signatures": …, "signed": …}. Errors: Malformed, Oversize.
Result<std::string> encodeSigned(const SignedDocument& document);
/// Errors: Oversize, Malformed; also when a key signs twice.
Result<SignedDocument> decodeSigned(std::string_view text);

/// Does a delegation's pattern cover this name?
bool coversModule(std::string_view pattern, const ModuleName& module);

} // namespace hotswap::codec
