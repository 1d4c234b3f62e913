// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/membership.h"

#include "core/store/postgres/array_text.h"
#include "core/store/postgres/migrations.h"

namespace hotswap::store::postgres {

Status checkSession(Connection& connection) {
    // Behind a pooler in transaction mode a session lock taken now is not ours in the next statement.
    const auto locked =
        connection.run("SELECT pg_advisory_lock(hashtextextended('hotswap.session', pg_backend_pid())), "
                       "pg_backend_pid()",
                       {}, Effect::Read);
    HS_TRY(locked);
    const auto pid = static_cast<int>(locked->number(0, 1));
    for (int look = 0; look < 3; ++look) {
        const auto again = connection.run("SELECT pg_backend_pid()", {}, Effect::Read);
        HS_TRY(again);
        if (static_cast<int>(again->number(0, 0)) != pid || pid != connection.backendPid()) {
            return makeError(ErrorCode::Unsupported,
                             "a pooler in transaction mode stands before the database: "
                             "connect to the server itself or pool sessions");
        }
    }
    HS_TRY(connection.run("SELECT pg_advisory_unlock_all()", {}, Effect::Read));
    return success();
}

Status checkMember(Connection& connection) {
    const auto rows =
        connection.run("SELECT cardinality(hotswap.visible_tenants()), session_user", {}, Effect::Read);
    HS_TRY(rows);
    return rows->number(0, 0) > 0
               ? success()
               : Status(makeError(ErrorCode::PermissionDenied,
                                  "login " + std::string(rows->text(0, 1)) + " is no member of the tenant"));
}

Result<TenantId> onlyTenant(const ConnectionOptions& options) {
    auto connection = Connection::open(options);
    if (!connection.ok()) {
        return connection.error();
    }
    HS_TRY(checkSchema(**connection, {}));
    const auto rows = (*connection)
                          ->run("SELECT tenant_id FROM hotswap.member WHERE login = session_user "
                                "ORDER BY tenant_id",
                                {}, Effect::Read);
    HS_TRY(rows);
    if (rows->size() == 0) {
        return makeError(ErrorCode::PermissionDenied, "this login is a member of no tenant");
    }
    std::string names;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        names += (i == 0 ? "" : ", ") + std::string(rows->text(i, 0));
    }
    return rows->size() == 1 ? Result<TenantId>(TenantId{names})
                             : Result<TenantId>(invalidField("--tenant", "one of " + names));
}

Result<std::vector<Membership>> readMemberships(Pool& pool) {
    const auto rows =
        pool.run("SELECT tenant_id, user_id, roles, groups, key_id, program FROM hotswap.member "
                 "WHERE login = session_user ORDER BY tenant_id",
                 {}, Effect::Read);
    HS_TRY(rows);
    std::vector<Membership> memberships;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        Membership membership;
        membership.identity.tenant = TenantId{std::string(rows->text(i, 0))};
        membership.identity.user = UserId{std::string(rows->text(i, 1))};
        membership.identity.roles = rolesOf(wordsOf(rows->text(i, 2)));
        membership.identity.groups = wordsOf(rows->text(i, 3));
        membership.identity.key = KeyId{std::string(rows->text(i, 4))};
        membership.program = rows->flag(i, 5);
        memberships.push_back(std::move(membership));
    }
    return memberships;
}

Result<std::map<UserId, std::string>> readVotingKeys(Pool& pool, const TenantId& tenant) {
    const auto rows =
        pool.run("SELECT user_id, public_key FROM hotswap.voting_keys($1)", {tenant.value}, Effect::Read);
    HS_TRY(rows);
    std::map<UserId, std::string> keys;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        keys.emplace(UserId{std::string(rows->text(i, 0))}, rows->bytes(i, 1));
    }
    return keys;
}

Result<std::vector<TenantId>> unsealedTenants(Pool& pool) {
    const auto rows =
        pool.run("SELECT t.tenant_id FROM hotswap.tenant t WHERE EXISTS (SELECT 1 FROM hotswap.audit a "
                 "WHERE a.tenant_id = t.tenant_id AND a.sequence IS NULL) ORDER BY 1",
                 {}, Effect::Read);
    HS_TRY(rows);
    std::vector<TenantId> tenants;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        tenants.emplace_back(std::string(rows->text(i, 0)));
    }
    return tenants;
}

} // namespace hotswap::store::postgres
