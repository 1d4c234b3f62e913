// SPDX-License-Identifier: Apache-2.0
#pragma once
// The installation's authority and nodes' certificates as all gateways share them; nodes that are expected.

#include "core/domain/node.h"
#include "core/store/postgres/pool.h"

#include <optional>
#include <set>

namespace hotswap::store::postgres {

/// Public half of a tenant's certificate authority.
struct KnownAuthority {
    std::string certificate; ///< PEM
    std::string fingerprint; ///< SHA-256, hexadecimal
};

/// A node that asks for a certificate; both its keys have signed that.
struct NodeClaim {
    TenantId tenant;
    NodeId node;
    EnvironmentId environment;
    std::map<std::string, std::string> labels;
    std::string publicKey; ///< raw Ed25519
    std::string linkKey;   ///< fingerprint of the key to be certified
    std::string tokenHash; ///< empty: it has none
};

/// What an import came to.
struct ImportCounts {
    std::uint64_t added = 0;
    std::uint64_t changed = 0;
    std::uint64_t unchanged = 0;
    std::uint64_t enrolled = 0; ///< have said hello before and are as they say
    bool operator==(const ImportCounts&) const = default;
};

/// Thread-safe; a handle.
class NodeCertificates {
public:
    explicit NodeCertificates(Pool& pool) : m_pool(pool) {}

    /// Nothing: none was made.
    Result<std::optional<KnownAuthority>> authority(const TenantId& tenant);
    /// For administrators. Errors: AlreadyExists; nodes go by the one that is there.
    Status putAuthority(const TenantId& tenant, const KnownAuthority& authority);
    /// Notes that the node gets a certificate until then. Errors: Unauthenticated: neither are its keys known
    /// and not revoked, nor does the token let it in.
    Status certify(const NodeClaim& claim, Instant until);
    /// Every node that was revoked.
    Result<std::set<NodeId>> revoked(const TenantId& tenant);
    /// Narrows a token, by its hash, to nodes that have these labels. For who made it.
    Status labelToken(const TenantId& tenant, const std::string& tokenHash,
                      const std::map<std::string, std::string>& labels);
    /// Makes rows for nodes that are to come, by id, environment and labels; those that came are left alone.
    /// For administrators.
    Result<ImportCounts> expectNodes(const TenantId& tenant, const std::vector<Node>& nodes);

private:
    Pool& m_pool;
};

} // namespace hotswap::store::postgres
