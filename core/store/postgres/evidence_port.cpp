// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/evidence_port.h"

#include "core/codec/look_codec.h"

namespace hotswap::store::postgres {

Status EvidencePort::checkKnown(const TenantId& tenant, const DeploymentId& deployment) {
    const auto known = m_pool.run("SELECT 1 FROM hotswap.deployment WHERE tenant_id = $1 AND id = $2",
                                  {tenant.value, deployment.value}, Effect::Read);
    HS_TRY(known);
    return known->size() == 0 ? Status(makeError(ErrorCode::NotFound, deployment.value)) : success();
}

Result<std::vector<LookEvidence>> EvidencePort::evidence(const TenantId& tenant,
                                                         const DeploymentId& deployment,
                                                         std::uint32_t afterNumber, std::size_t limit) {
    const auto rows = m_pool.run(
        "SELECT document FROM hotswap.look_evidence "
        "WHERE tenant_id = $1 AND deployment = $2 AND number > $3 "
        "ORDER BY number LIMIT $4",
        {tenant.value, deployment.value, std::to_string(afterNumber), std::to_string(limit)}, Effect::Read);
    HS_TRY(rows);
    if (rows->size() == 0) {
        HS_TRY(checkKnown(tenant, deployment));
    }
    std::vector<LookEvidence> looks;
    looks.reserve(rows->size());
    for (std::size_t i = 0; i < rows->size(); ++i) {
        auto look = codec::decodeLook(rows->bytes(i, 0));
        HS_TRY(look);
        looks.push_back(*std::move(look));
    }
    return looks;
}

Result<ports::EvidenceKept> EvidencePort::kept(const TenantId& tenant, const DeploymentId& deployment) {
    HS_TRY(checkKnown(tenant, deployment));
    const auto rows = m_pool.run("SELECT count(*), coalesce(max(total), 0), coalesce(bool_or(truncated), "
                                 "false) FROM hotswap.look_evidence "
                                 "WHERE tenant_id = $1 AND deployment = $2",
                                 {tenant.value, deployment.value}, Effect::Read);
    HS_TRY(rows);
    return ports::EvidenceKept{static_cast<std::uint32_t>(rows->number(0, 0)),
                               static_cast<std::uint64_t>(rows->number(0, 1)), rows->flag(0, 2)};
}

} // namespace hotswap::store::postgres
