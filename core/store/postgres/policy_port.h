// SPDX-License-Identifier: Apache-2.0
#pragma once
// Policies on PostgreSQL.

#include "core/ports/policy_book.h"
#include "core/store/postgres/pool.h"

namespace hotswap::store::postgres {

/// Thread-safe. Who sets a policy is the login, whatever the identity says.
class PolicyPort final : public ports::PolicyBook {
public:
    explicit PolicyPort(Pool& pool) : m_pool(pool) {}
    Result<std::uint32_t> setPolicy(const Identity& who, const ports::PolicyChange& change) override;
    Result<std::vector<ports::StoredPolicy>> policies(const TenantId& tenant,
                                                      const EnvironmentId& environment,
                                                      const std::optional<ModuleName>& module,
                                                      std::size_t limit) override;
    Result<std::optional<ports::StoredPolicy>> policyFor(const Scope& scope) override;

private:
    Pool& m_pool;
};

} // namespace hotswap::store::postgres
