// SPDX-License-Identifier: Apache-2.0
#pragma once
// Keys and tokens of nodes, shared by all gateways.

#include "core/ports/enrolment_book.h"
#include "core/store/postgres/node_certificates.h"
#include "core/store/postgres/pool.h"

namespace hotswap::store::postgres {

using ports::EnrolledNode;

/// Thread-safe.
class NodeKeys {
public:
    explicit NodeKeys(Pool& pool) : m_pool(pool) {}

    NodeCertificates certificates() { return NodeCertificates(m_pool); }

    /// Whether a node with this raw Ed25519 key may come in; a new one's key becomes known by a token's hash.
    /// Errors: Unauthenticated, and those of the database.
    Status admit(const TenantId& tenant, const NodeId& node, const EnvironmentId& environment,
                 const std::string& publicKey, const std::string& tokenHash);
    /// Makes a token known by its hash. For administrators. `uses` 1..10,000, `valid` at most 30 days.
    Status addToken(const TenantId& tenant, const EnvironmentId& environment, const std::string& tokenHash,
                    Duration valid, std::uint32_t uses);
    /// Every node that ever enrolled, by name; `environment` empty: of all. For every role.
    Result<std::vector<EnrolledNode>> list(const TenantId& tenant, const EnvironmentId& environment);
    /// The node may come in no more, and the gateway that holds its session ends it. For administrators;
    /// audited with the reason. False: it was revoked before. Errors: NotFound, PermissionDenied.
    Result<bool> revoke(const TenantId& tenant, const NodeId& node, const std::string& reason);

private:
    Pool& m_pool;
};

} // namespace hotswap::store::postgres
