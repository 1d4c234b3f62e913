// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/policy_port.h"

#include "core/codec/policy_codec.h"

namespace hotswap::store::postgres {

namespace {

using ports::StoredPolicy;

constexpr std::string_view kColumns = "environment, module, version, document::text, author, reason, at";

Result<StoredPolicy> readRow(const Rows& rows, std::size_t i) {
    auto policy = codec::decodePolicy(rows.text(i, 3));
    HS_TRY(policy);
    StoredPolicy row;
    row.environment = EnvironmentId{std::string(rows.text(i, 0))};
    row.module = ModuleName{std::string(rows.text(i, 1))};
    row.policy = *std::move(policy);
    row.policy.version = static_cast<std::uint32_t>(rows.number(i, 2));
    row.author = UserId{std::string(rows.text(i, 4))};
    row.reason = rows.text(i, 5);
    row.at = instantFromMs(rows.number(i, 6));
    return row;
}

} // namespace

Result<std::uint32_t> PolicyPort::setPolicy(const Identity& who, const ports::PolicyChange& change) {
    HS_TRY(ports::checkPolicyChange(change));
    Policy unnumbered = change.policy;
    unnumbered.version = 0; // the column says it; the same document again is the same policy
    const auto document = codec::encodePolicy(unnumbered);
    HS_TRY(document);
    const std::string after = change.after ? std::to_string(*change.after) : "-1";
    const auto rows = m_pool.run(
        "SELECT hotswap.set_policy($1, $2, $3, $4::integer, $5::jsonb, $6)",
        {who.tenant.value, change.environment.value, change.module.value, after, *document, change.reason},
        Effect::Write);
    HS_TRY(rows);
    return static_cast<std::uint32_t>(rows->number(0, 0));
}

Result<std::vector<StoredPolicy>> PolicyPort::policies(const TenantId& tenant,
                                                       const EnvironmentId& environment,
                                                       const std::optional<ModuleName>& module,
                                                       std::size_t limit) {
    const auto rows =
        m_pool.run("SELECT " + std::string(kColumns) +
                       " FROM hotswap.policy WHERE tenant_id = $1 AND environment = $2 "
                       "AND ($3::boolean OR module = $4) ORDER BY version DESC LIMIT $5::bigint",
                   {tenant.value, environment.value, module ? "false" : "true",
                    module.value_or(ModuleName{}).value, std::to_string(limit)},
                   Effect::Read);
    HS_TRY(rows);
    std::vector<StoredPolicy> found;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        auto row = readRow(*rows, i);
        HS_TRY(row);
        found.push_back(*std::move(row));
    }
    return found;
}

Result<std::optional<StoredPolicy>> PolicyPort::policyFor(const Scope& scope) {
    const auto rows =
        m_pool.run("SELECT " + std::string(kColumns) +
                       " FROM hotswap.policy WHERE tenant_id = $1 AND environment = $2 "
                       "AND module IN ($3, '') ORDER BY (module <> '') DESC, version DESC LIMIT 1",
                   {scope.tenant.value, scope.environment.value, scope.module.value}, Effect::Read);
    HS_TRY(rows);
    if (rows->size() == 0) {
        return std::optional<StoredPolicy>();
    }
    auto row = readRow(*rows, 0);
    HS_TRY(row);
    return std::optional(*std::move(row));
}

} // namespace hotswap::store::postgres
