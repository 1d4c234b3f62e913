// SPDX-License-Identifier: Apache-2.0
#pragma once
// Lists for people, and the audit chain, on PostgreSQL.

#include "core/domain/audit_chain.h"
#include "core/ports/console_reader.h"
#include "core/store/postgres/pool.h"
#include "core/store/postgres/store_port.h"

namespace hotswap::store::postgres {

class ReaderPort final : public ports::ConsoleReader {
public:
    ReaderPort(Pool& pool, TextHash hash) : m_pool(pool), m_hash(std::move(hash)) {}
    Result<ports::DeploymentPage> deployments(const TenantId& tenant, const ports::DeploymentFilter& filter,
                                              const std::string& page, std::size_t limit) override;
    Result<DeploymentSummary> deployment(const TenantId& tenant, const DeploymentId& id) override;
    Result<std::vector<Approval>> approvals(const TenantId& tenant, const std::vector<ApprovalState>& states,
                                            std::size_t limit) override;
    Result<ports::AuditPage> audit(const TenantId& tenant, const ports::AuditFilter& filter,
                                   const std::string& page, std::size_t limit) override;
    Result<ports::AuditCheck> verifyAudit(const TenantId& tenant) override;

    /// Seals up to `limit` records of one tenant behind its chain; how many. Only records that no running
    /// transaction can still come before. For programs.
    Result<std::size_t> seal(const TenantId& tenant, std::size_t limit);

private:
    Result<AuditHead> head(const TenantId& tenant);

    Pool& m_pool;
    TextHash m_hash;
};

} // namespace hotswap::store::postgres
