// SPDX-License-Identifier: Apache-2.0
#pragma once
// Trust documents on PostgreSQL.

#include "core/ports/trust_documents.h"
#include "core/store/postgres/pool.h"

namespace hotswap::store::postgres {

/// Thread-safe. putTrust is for administrators.
class TrustPort final : public ports::TrustDocuments {
public:
    explicit TrustPort(Pool& pool) : m_pool(pool) {}
    Status putTrust(const ports::TrustDocument& document) override;
    Result<std::vector<ports::TrustDocument>>
    trustSince(const TenantId& tenant, const EnvironmentId& environment, std::uint64_t rootVersion) override;

private:
    Pool& m_pool;
};

} // namespace hotswap::store::postgres
