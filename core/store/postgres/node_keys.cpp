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

} // namespace hotswap::store::postgres
