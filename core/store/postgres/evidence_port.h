// SPDX-License-Identifier: Apache-2.0
#pragma once
// Kept looks, read from PostgreSQL.

#include "core/ports/evidence_book.h"
#include "core/store/postgres/pool.h"

namespace hotswap::store::postgres {

class EvidencePort final : public ports::EvidenceBook {
public:
    explicit EvidencePort(Pool& pool) : m_pool(pool) {}
    Result<std::vector<LookEvidence>> evidence(const TenantId& tenant, const DeploymentId& deployment,
                                               std::uint32_t afterNumber, std::size_t limit) override;
    Result<ports::EvidenceKept> kept(const TenantId& tenant, const DeploymentId& deployment) override;

private:
    Status checkKnown(const TenantId& tenant, const DeploymentId& deployment);

    Pool& m_pool;
};

} // namespace hotswap::store::postgres
