// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/store_port.h"

#include "core/codec/canonical_json.h"
#include "core/codec/event_codec.h"
#include "core/codec/row_codec.h"
#include "core/store/postgres/transaction_text.h"

namespace hotswap::store::postgres {

namespace {

constexpr std::size_t kAnswerBytesMax = 1024 * 1024;

Result<ports::Committed> committedOf(std::string_view text) {
    const auto json = codec::parseJson(text, {kAnswerBytesMax});
    HS_TRY(json);
    ports::Committed committed;
    committed.repeated = json->value("repeated", false);
    if (json->contains("keyResult") && (*json)["keyResult"].is_string()) {
        committed.keyResult = (*json)["keyResult"].get<std::string>();
    }
    if (json->contains("versions") && (*json)["versions"].is_array()) {
        for (const auto& version : (*json)["versions"]) {
            committed.versions.push_back(version.get<std::uint64_t>());
        }
    }
    return committed;
}

} // namespace

Result<ports::Committed> StorePort::commit(const ports::Transaction& transaction) {
    HS_TRY(ports::checkTransaction(transaction));
    auto parameters = commitParameters(transaction);
    HS_TRY(parameters);
    const Crowd::Commit commit(m_crowd);
    parameters->push_back(commit.alone() ? "t" : "f");
    const auto rows = m_pool.run("SELECT hotswap.commit($1::jsonb, $2::text[], $3::text[], $4::bytea[], "
                                 "$5::text[], $6::bytea[], $7)",
                                 *parameters, Effect::Write);
    HS_TRY(rows);
    if (!commit.alone()) {
        m_committed();
    }
    return committedOf(rows->text(0, 0));
}

Result<std::vector<DeploymentEvent>> StorePort::loadEvents(const TenantId& tenant,
                                                           const DeploymentId& deployment,
                                                           std::uint64_t afterVersion, std::size_t limit) {
    const auto rows = m_pool.run(
        "SELECT version, at, type, body FROM hotswap.event "
        "WHERE tenant_id = $1 AND deployment = $2 AND version > $3 "
        "ORDER BY version LIMIT $4",
        {tenant.value, deployment.value, std::to_string(afterVersion), std::to_string(limit)}, Effect::Read);
    HS_TRY(rows);
    if (rows->size() == 0) {
        const auto known = m_pool.run("SELECT 1 FROM hotswap.deployment WHERE tenant_id = $1 AND id = $2",
                                      {tenant.value, deployment.value}, Effect::Read);
        HS_TRY(known);
        if (known->size() == 0) {
            return makeError(ErrorCode::NotFound, deployment.value);
        }
    }
    std::vector<DeploymentEvent> events;
    events.reserve(rows->size());
    for (std::size_t i = 0; i < rows->size(); ++i) {
        auto body = codec::decodeEvent(rows->text(i, 2), rows->text(i, 3));
        HS_TRY(body);
        events.push_back({static_cast<std::uint64_t>(rows->number(i, 0)), instantFromMs(rows->number(i, 1)),
                          *std::move(body)});
    }
    return events;
}

Result<ports::ScopeDeployments> StorePort::scopeDeployments(const Scope& scope) {
    const std::vector<std::string> where{scope.tenant.value, scope.environment.value, scope.module.value};
    // One statement, so that all are of the same moment.
    const auto rows =
        m_pool.run("SELECT id, NULL::jsonb, submission FROM hotswap.deployment "
                   "WHERE tenant_id = $1 AND environment = $2 AND module = $3 AND NOT terminal "
                   "UNION ALL SELECT NULL, stable, 0 FROM hotswap.scope_state "
                   "WHERE tenant_id = $1 AND environment = $2 AND module = $3 AND stable IS NOT NULL "
                   "UNION ALL SELECT NULL, NULL, -1 WHERE EXISTS (SELECT 1 FROM hotswap.fleet_order "
                   "WHERE tenant_id = $1 AND environment = $2 AND module = $3 AND open) ORDER BY 3",
                   where, Effect::Read);
    HS_TRY(rows);
    ports::ScopeDeployments answer;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        if (rows->isNull(i, 0) && rows->isNull(i, 1)) {
            answer.hasOrders = true;
            continue;
        }
        if (rows->isNull(i, 1)) {
            answer.active.emplace_back(std::string(rows->text(i, 0)));
            continue;
        }
        auto stable = codec::decodeRelease(rows->text(i, 1));
        HS_TRY(stable);
        answer.stable = *std::move(stable);
    }
    return answer;
}

Result<std::vector<Scope>> StorePort::scopesWithWork() {
    const auto rows = m_pool.run(
        "SELECT tenant_id, environment, module FROM ("
        "SELECT tenant_id, environment, module, 0 AS after, submission AS place FROM hotswap.deployment "
        "WHERE NOT terminal UNION ALL "
        "SELECT tenant_id, environment, module, 1, sequence FROM hotswap.fleet_order WHERE open) w "
        "GROUP BY 1, 2, 3 ORDER BY min(after), min(place)",
        {}, Effect::Read);
    HS_TRY(rows);
    std::vector<Scope> scopes;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        scopes.push_back({TenantId{std::string(rows->text(i, 0))},
                          EnvironmentId{std::string(rows->text(i, 1))},
                          ModuleName{std::string(rows->text(i, 2))}});
    }
    return scopes;
}

Result<Approval> StorePort::loadApproval(const TenantId& tenant, const ApprovalId& approval) {
    const auto rows = m_pool.run("SELECT body FROM hotswap.approval WHERE tenant_id = $1 AND id = $2",
                                 {tenant.value, approval.value}, Effect::Read);
    HS_TRY(rows);
    if (rows->size() == 0) {
        return makeError(ErrorCode::NotFound, approval.value);
    }
    return codec::decodeApproval(rows->text(0, 0));
}

Result<std::vector<Approval>> StorePort::expiredApprovals(Instant now, std::size_t limit) {
    const auto rows =
        m_pool.run("SELECT body FROM hotswap.approval WHERE state = 'pending' AND expires_at <= $1 "
                   "ORDER BY expires_at, sequence LIMIT $2",
                   {std::to_string(toMs(now)), std::to_string(limit)}, Effect::Read);
    HS_TRY(rows);
    std::vector<Approval> expired;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        auto approval = codec::decodeApproval(rows->text(i, 0));
        HS_TRY(approval);
        expired.push_back(*std::move(approval));
    }
    return expired;
}

Result<Instant> StorePort::now() {
    const auto rows = m_pool.run("SELECT hotswap.store_now()", {}, Effect::Read);
    HS_TRY(rows);
    return instantFromMs(rows->number(0, 0));
}

} // namespace hotswap::store::postgres
