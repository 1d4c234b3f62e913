// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/members.h"

#include "core/store/postgres/array_text.h"

#include <algorithm>

namespace hotswap::store::postgres {

namespace {

constexpr std::size_t kLoginBytesMax = 63;
constexpr std::size_t kNameBytesMax = 63;

bool isTenantName(std::string_view name) {
    const auto isWord = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    return !name.empty() && name.size() <= kNameBytesMax && isWord(name.front()) &&
           std::all_of(name.begin(), name.end(),
                       [&](char c) { return isWord(c) || c == '.' || c == '_' || c == '-'; });
}

bool isPlainText(std::string_view text, std::size_t bytesMax) {
    return !text.empty() && text.size() <= bytesMax && std::none_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20;
    });
}

Status checkMemberFields(const Member& member) {
    if (!isPlainText(member.login, kLoginBytesMax) || member.login.starts_with("pg_") ||
        member.login.starts_with("hotswap_")) {
        return invalidField("login", "1 to 63 printable bytes, beginning with neither pg_ nor hotswap_");
    }
    if (!isPlainText(member.user.value, kNameBytesMax)) {
        return invalidField("user", "1 to 63 printable bytes");
    }
    for (const std::string& group : member.groups) {
        if (!isPlainText(group, kNameBytesMax)) {
            return invalidField("group", "1 to 63 printable bytes");
        }
    }
    return success();
}

std::vector<std::string> roleNames(const Member& member) {
    std::vector<std::string> names;
    for (const Role role : member.roles) {
        names.emplace_back(roleName(role));
    }
    return names;
}

/// Every person reads; beyond that a role of the program is a group role of the database.
std::vector<std::string> groupRoles(const Member& member) {
    if (member.program) {
        return {"hotswap_orchestrator"};
    }
    std::vector<std::string> groups{"hotswap_viewer"};
    for (const std::string& name : roleNames(member)) {
        if (name != "viewer") {
            groups.push_back("hotswap_" + name);
        }
    }
    return groups;
}

/// What a failing statement of ours means, told in our words.
Error explained(Error error, const char* exists) {
    const auto holds = [&](const char* part) { return error.detail.find(part) != std::string::npos; };
    if (holds("23505") || holds("42710")) { // unique key, role exists
        return makeError(ErrorCode::AlreadyExists, exists);
    }
    if (holds("23503")) { // foreign key
        return makeError(ErrorCode::NotFound, "tenant");
    }
    if (holds("42704")) { // no such role
        return makeError(ErrorCode::NotFound, "login");
    }
    if (holds("3F000") || holds("42P01")) { // schema or table is not there
        return makeError(ErrorCode::Unsupported,
                         "the database has no HotSwap schema: run hotswapctl db init");
    }
    return error;
}

/// Has the server compose a script of one row of text, then runs it.
Status runComposed(Connection& connection, std::string_view composer,
                   const std::vector<std::string>& parameters, const char* exists) {
    const auto script = connection.run(composer, parameters, Effect::Read);
    if (!script.ok()) {
        return explained(script.error(), exists);
    }
    const Status done = connection.runScript(std::string(script->text(0, 0)));
    return done.ok() ? done : Status(explained(done.error(), exists));
}

/// Row-level security binds the owner of `tenant` too, and nobody can be a member of a tenant that is not
/// there yet: who is no superuser lifts it for the length of the transaction.
constexpr std::string_view kAddTenant = R"sql(
SELECT 'BEGIN; SET LOCAL lock_timeout = ''5s''; '
    || CASE WHEN r.rolsuper OR r.rolbypassrls THEN ''
            ELSE 'ALTER TABLE hotswap.tenant NO FORCE ROW LEVEL SECURITY; ' END
    || format('INSERT INTO hotswap.tenant (tenant_id) VALUES (%L); ', $1::text)
    || CASE WHEN r.rolsuper OR r.rolbypassrls THEN ''
            ELSE 'ALTER TABLE hotswap.tenant FORCE ROW LEVEL SECURITY; ' END
    || 'COMMIT'
FROM pg_roles r WHERE r.rolname = current_user
)sql";

/// $1 login, $2 verifier or empty, $3 group roles, $4 tenant, $5 user, $6 roles, $7 groups, $8 key, $9 public
/// key or empty, $10 program. Group roles that go with another membership of the login stay.
constexpr std::string_view kPutMember = R"sql(
SELECT 'BEGIN; '
    || CASE WHEN $2::text = '' THEN ''
            ELSE format('CREATE ROLE %I LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB '
                        'NOREPLICATION PASSWORD %L; ', $1::text, $2) END
    || (SELECT string_agg(format('GRANT %I TO %I; ', name, $1), '') FROM unnest($3::text[]) AS name)
    || format('INSERT INTO hotswap.member (tenant_id, login, user_id, roles, groups, key_id, public_key, '
              'program) VALUES (%L, %L, %L, %L, %L, %L, %L, %L) ON CONFLICT (login, tenant_id) DO UPDATE SET '
              'user_id = EXCLUDED.user_id, roles = EXCLUDED.roles, groups = EXCLUDED.groups, '
              'key_id = EXCLUDED.key_id, public_key = EXCLUDED.public_key, program = EXCLUDED.program; ',
              $4::text, $1, $5::text, $6::text[], $7::text[], $8::text,
              CASE WHEN $9::text = '' THEN NULL ELSE $9::bytea END, $10::boolean)
    || 'COMMIT'
)sql";

constexpr std::string_view kDropLogin = R"sql(
SELECT 'BEGIN; '
    || format('DELETE FROM hotswap.member WHERE login = %L; ', $1::text)
    || format('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %L; ', $1)
    || format('DROP ROLE IF EXISTS %I; ', $1)
    || 'COMMIT'
)sql";

Status refusePowerful(Connection& connection, const std::string& login) {
    const auto rows =
        connection.run("SELECT rolname FROM pg_roles WHERE rolname = $1 AND (rolsuper OR rolbypassrls OR "
                       "pg_has_role(oid, 'hotswap_owner', 'MEMBER'))",
                       {login}, Effect::Read);
    if (!rows.ok()) {
        return explained(rows.error(), "");
    }
    return rows->size() == 0
               ? success()
               : Status(makeError(ErrorCode::PermissionDenied,
                                  "a superuser, BYPASSRLS or owner login is not bound to its tenant"));
}

} // namespace

Status addTenant(Connection& connection, const TenantId& tenant) {
    if (!isTenantName(tenant.value)) {
        return invalidField("tenant", "1 to 63 letters, digits, dots, dashes and underscores");
    }
    return runComposed(connection, kAddTenant, {tenant.value}, "tenant");
}

Result<bool> loginExists(Connection& connection, const std::string& login) {
    const auto rows =
        connection.run("SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1)", {login}, Effect::Read);
    HS_TRY(rows);
    return rows->flag(0, 0);
}

Status putMember(Connection& connection, const Member& member, const std::optional<NewLogin>& make) {
    HS_TRY(checkMemberFields(member));
    if (!make) {
        HS_TRY(refusePowerful(connection, member.login));
    }
    const std::vector<std::string> groups(member.groups.begin(), member.groups.end());
    const Status put =
        runComposed(connection, kPutMember,
                    {member.login, make ? make->verifier : std::string(), arrayText(groupRoles(member)),
                     member.tenant.value, member.user.value, arrayText(roleNames(member)), arrayText(groups),
                     member.key.value, member.publicKey.empty() ? std::string() : byteaText(member.publicKey),
                     member.program ? "t" : "f"},
                    make ? "login, or another login is this user" : "another login is this user");
    if (!put.ok() && put.error().code == ErrorCode::NotFound) {
        const bool tenant = put.error().detail == "tenant";
        return makeError(ErrorCode::NotFound,
                         tenant ? "tenant " + member.tenant.value : "login " + member.login);
    }
    return put;
}

Result<std::vector<Member>> listMembers(Connection& connection, const TenantId& tenant) {
    const auto rows = connection.run(
        "SELECT login, tenant_id, user_id, roles, groups, key_id, public_key, program FROM hotswap.member "
        "WHERE $1 = '' OR tenant_id = $1 ORDER BY tenant_id, user_id",
        {tenant.value}, Effect::Read);
    if (!rows.ok()) {
        return explained(rows.error(), "");
    }
    std::vector<Member> members;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        Member member;
        member.login = rows->text(i, 0);
        member.tenant = TenantId{std::string(rows->text(i, 1))};
        member.user = UserId{std::string(rows->text(i, 2))};
        member.roles = rolesOf(wordsOf(rows->text(i, 3)));
        member.groups = wordsOf(rows->text(i, 4));
        member.key = KeyId{std::string(rows->text(i, 5))};
        if (!rows->isNull(i, 6)) {
            member.publicKey = rows->bytes(i, 6);
        }
        member.program = rows->flag(i, 7);
        members.push_back(std::move(member));
    }
    return members;
}

Status removeMember(Connection& connection, const std::string& login, const TenantId& tenant,
                    Login afterwards) {
    const auto known = connection.run(
        "SELECT count(*) FILTER (WHERE tenant_id = $2), count(*) FILTER (WHERE tenant_id <> $2) "
        "FROM hotswap.member WHERE login = $1",
        {login, tenant.value}, Effect::Read);
    if (!known.ok()) {
        return explained(known.error(), "");
    }
    if (known->number(0, 0) == 0) {
        return makeError(ErrorCode::NotFound, login + " in " + tenant.value);
    }
    if (afterwards == Login::Drop) {
        if (known->number(0, 1) > 0) {
            return makeError(ErrorCode::TransitionRefused, login + " is a member of another tenant too");
        }
        return runComposed(connection, kDropLogin, {login}, "");
    }
    HS_TRY(connection.run("DELETE FROM hotswap.member WHERE login = $1 AND tenant_id = $2",
                          {login, tenant.value}, Effect::Write));
    return success();
}

} // namespace hotswap::store::postgres
