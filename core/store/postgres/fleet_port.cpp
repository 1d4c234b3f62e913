// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/fleet_port.h"

#include "core/codec/row_codec.h"

#include <map>

namespace hotswap::store::postgres {

namespace {

/// The rows of one tenant, each once: a later row counts unless its session is older.
Result<std::map<NodeId, const Node*>> latest(const std::vector<const Node*>& nodes) {
    std::map<NodeId, const Node*> rows;
    for (const Node* node : nodes) {
        if (node->id.empty() || node->environment.empty()) {
            return invalidField(node->id.empty() ? "node" : "environment", "a name");
        }
        const auto [it, added] = rows.try_emplace(node->id, node);
        if (!added && it->second->environment != node->environment) {
            return invalidField("environment", it->second->environment.value + ", where node " +
                                                   node->id.value + " is enrolled");
        }
        if (!added && node->session >= it->second->session) {
            it->second = node;
        }
    }
    return rows;
}

Result<std::string> rowText(const Node& node) {
    Node row = node;
    row.version = 0; // the store's own, beside the body
    const auto body = codec::encodeNode(row);
    HS_TRY(body);
    const bool serving = isServing(node.state) || node.state == NodeState::Retired;
    return "{\"id\":" + codec::jsonString(node.id.value) +
           ",\"environment\":" + codec::jsonString(node.environment.value) +
           ",\"session\":" + std::to_string(node.session) + ",\"serving\":" + (serving ? "true" : "false") +
           ",\"body\":" + *body + "}";
}

Result<Node> nodeAt(const Rows& rows, std::size_t row) {
    auto node = codec::decodeNode(rows.text(row, 0));
    HS_TRY(node);
    node->version = static_cast<std::uint64_t>(rows.number(row, 1));
    return node;
}

} // namespace

Status FleetPort::putNodes(const std::vector<Node>& nodes) {
    std::map<TenantId, std::vector<const Node*>> byTenant;
    for (const Node& node : nodes) {
        if (node.tenant.empty()) {
            return invalidField("tenant", "a name");
        }
        byTenant[node.tenant].push_back(&node);
    }
    for (const auto& [tenant, list] : byTenant) {
        const auto rows = latest(list);
        HS_TRY(rows);
        std::string text = "[";
        for (const auto& [id, node] : *rows) {
            const auto row = rowText(*node);
            HS_TRY(row);
            text += (text.size() > 1 ? "," : "") + *row;
        }
        HS_TRY(
            m_pool.run("SELECT hotswap.put_nodes($1, $2::jsonb)", {tenant.value, text + "]"}, Effect::Write));
        m_committed();
    }
    return success();
}

Result<ports::FleetDelta> FleetPort::nodesSince(const TenantId& tenant, const EnvironmentId& environment,
                                                std::uint64_t afterVersion) {
    // One statement, so that no version is told without its rows. A reader that knows more than this store
    // has read from another one: it gets everything.
    const auto rows = m_pool.run(
        "WITH f AS (SELECT coalesce(max(version), 0) AS version FROM hotswap.fleet WHERE tenant_id = $1) "
        "SELECT n.body, n.version FROM f, hotswap.node n WHERE n.tenant_id = $1 "
        "AND ($2 = '' OR n.environment = $2) AND (n.version > $3::bigint OR $3::bigint > f.version) "
        "UNION ALL SELECT NULL, f.version FROM f ORDER BY 2, 1 NULLS LAST",
        {tenant.value, environment.value, std::to_string(afterVersion)}, Effect::Read);
    HS_TRY(rows);
    ports::FleetDelta delta;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        if (rows->isNull(i, 0)) {
            delta.version = static_cast<std::uint64_t>(rows->number(i, 1));
            continue;
        }
        auto node = nodeAt(*rows, i);
        HS_TRY(node);
        delta.nodes.push_back(*std::move(node));
    }
    delta.complete = afterVersion == 0 || afterVersion > delta.version;
    return delta;
}

Result<Node> FleetPort::node(const TenantId& tenant, const NodeId& id) {
    const auto rows = m_pool.run("SELECT body, version FROM hotswap.node WHERE tenant_id = $1 AND id = $2",
                                 {tenant.value, id.value}, Effect::Read);
    HS_TRY(rows);
    if (rows->size() == 0) {
        return makeError(ErrorCode::NotFound, id.value);
    }
    return nodeAt(*rows, 0);
}

} // namespace hotswap::store::postgres
