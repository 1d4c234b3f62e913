// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/node_keys.h"

namespace hotswap::store::postgres {

Status NodeKeys::admit(const TenantId& tenant, const NodeId& node, const EnvironmentId& environment,
                       const std::string& publicKey, const std::string& tokenHash) {
    const auto rows = m_pool.run(
        "SELECT hotswap.admit_node($1, $2, $3, $4::bytea, $5)",
        {tenant.value, node.value, environment.value, byteaText(publicKey), tokenHash}, Effect::Write);
    HS_TRY(rows);
    return rows->flag(0, 0) ? success() : Status(makeError(ErrorCode::Unauthenticated, node.value));
}

Status NodeKeys::addToken(const TenantId& tenant, const EnvironmentId& environment,
                          const std::string& tokenHash, Duration valid, std::uint32_t uses) {
    HS_TRY(m_pool.run(
        "SELECT hotswap.make_token($1, $2, $3, $4, $5)",
        {tenant.value, environment.value, tokenHash, std::to_string(valid.count()), std::to_string(uses)},
        Effect::Write));
    return success();
}

Result<std::vector<EnrolledNode>> NodeKeys::list(const TenantId& tenant, const EnvironmentId& environment) {
    const auto rows = m_pool.run("SELECT node, environment, enrolled_at, revoked FROM hotswap.node_key "
                                 "WHERE tenant_id = $1 AND ($2 = '' OR environment = $2) ORDER BY node",
                                 {tenant.value, environment.value}, Effect::Read);
    HS_TRY(rows);
    std::vector<EnrolledNode> nodes;
    nodes.reserve(rows->size());
    for (std::size_t i = 0; i < rows->size(); ++i) {
        nodes.push_back({NodeId{std::string(rows->text(i, 0))}, EnvironmentId{std::string(rows->text(i, 1))},
                         instantFromMs(rows->number(i, 2)), rows->flag(i, 3)});
    }
    return nodes;
}

Result<bool> NodeKeys::revoke(const TenantId& tenant, const NodeId& node, const std::string& reason) {
    const auto rows = m_pool.run("SELECT hotswap.revoke_node($1, $2, $3)", {tenant.value, node.value, reason},
                                 Effect::Write);
    HS_TRY(rows);
    return rows->flag(0, 0);
}

} // namespace hotswap::store::postgres
