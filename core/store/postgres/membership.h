// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who the login is, and whether the session is one that can be worked with.

#include "core/store/postgres/pool.h"
#include "core/store/postgres/postgres_store.h"

#include <map>

namespace hotswap::store::postgres {

/// Unsupported behind a pooler that changes the server session between two statements.
Status checkSession(Connection& connection);
/// PermissionDenied when the login is a member of no tenant, or not of the one that the options name.
Status checkMember(Connection& connection);

Result<std::vector<Membership>> readMemberships(Pool& pool);
Result<std::map<UserId, std::string>> readVotingKeys(Pool& pool, const TenantId& tenant);
/// Visible tenants that have audit records without a seal.
Result<std::vector<TenantId>> unsealedTenants(Pool& pool);

} // namespace hotswap::store::postgres
