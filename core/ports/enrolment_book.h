// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who may come in as a node: those that enrolled, and the tokens that new ones enrol with.

#include "core/domain/identity.h"
#include "core/domain/ids.h"
#include "core/domain/result.h"
#include "core/domain/time.h"

#include <string>
#include <vector>

namespace hotswap::ports {

/// A node whose key is known.
struct EnrolledNode {
    NodeId node;
    EnvironmentId environment;
    Instant enrolledAt{};
    bool revoked = false;
};

/// A token that still counts. The token itself is not kept.
struct OpenToken {
    std::string id; ///< first 12 hexadecimal characters of its hash, for people
    EnvironmentId environment;
    UserId madeBy;
    Instant expiresAt{};
    std::uint32_t usesLeft = 0;
};

/// What a token is to be good for.
struct TokenTerms {
    EnvironmentId environment;
    Duration valid{};       ///< at most limits::kTokenValidMax
    std::uint32_t uses = 1; ///< at most limits::kTokenUsesMax
};

/// Thread-safe. Changes are audited by the store itself, in the same transaction.
class EnrolmentBook {
public:
    virtual ~EnrolmentBook() = default;
    /// Makes a token known by its SHA-256 in hexadecimal. PermissionDenied unless an administrator asks.
    virtual Status addToken(const Identity& who, const TokenTerms& terms, const std::string& tokenHash) = 0;
    /// Tokens that still count, those that end first in front. PermissionDenied unless an administrator asks.
    virtual Result<std::vector<OpenToken>> openTokens(const Identity& who) = 0;
    /// Every node that ever enrolled, by name; `environment` empty: of all.
    virtual Result<std::vector<EnrolledNode>> enrolled(const TenantId& tenant,
                                                       const EnvironmentId& environment) = 0;
    /// The node may come in no more, and the gateway that holds its session ends it. False: it was revoked
    /// before. Errors: NotFound; PermissionDenied unless an administrator asks.
    virtual Result<bool> revoke(const Identity& who, const NodeId& node, const std::string& reason) = 0;
};

} // namespace hotswap::ports
