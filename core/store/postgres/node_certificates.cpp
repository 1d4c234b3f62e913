// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/node_certificates.h"

#include "core/codec/canonical_json.h"
#include "core/codec/row_codec.h"

namespace hotswap::store::postgres {

Result<std::optional<KnownAuthority>> NodeCertificates::authority(const TenantId& tenant) {
    const auto rows =
        m_pool.run("SELECT certificate, fingerprint FROM hotswap.authority WHERE tenant_id = $1",
                   {tenant.value}, Effect::Read);
    HS_TRY(rows);
    if (rows->size() == 0) {
        return std::optional<KnownAuthority>();
    }
    return std::optional(KnownAuthority{std::string(rows->text(0, 0)), std::string(rows->text(0, 1))});
}

Status NodeCertificates::putAuthority(const TenantId& tenant, const KnownAuthority& authority) {
    HS_TRY(m_pool.run("SELECT hotswap.put_authority($1, $2, $3)",
                      {tenant.value, authority.certificate, authority.fingerprint}, Effect::Write));
    return success();
}

Status NodeCertificates::certify(const NodeClaim& claim, Instant until) {
    const auto labels = codec::canonicalText(codec::Json(claim.labels));
    HS_TRY(labels);
    const auto rows =
        m_pool.run("SELECT hotswap.certify_node($1, $2, $3, $4::jsonb, $5::bytea, $6, $7, $8)",
                   {claim.tenant.value, claim.node.value, claim.environment.value, *labels,
                    byteaText(claim.publicKey), claim.linkKey, claim.tokenHash, std::to_string(toMs(until))},
                   Effect::Write);
    HS_TRY(rows);
    return rows->flag(0, 0) ? success() : Status(makeError(ErrorCode::Unauthenticated, claim.node.value));
}

Result<std::set<NodeId>> NodeCertificates::revoked(const TenantId& tenant) {
    const auto rows = m_pool.run("SELECT node FROM hotswap.node_key WHERE tenant_id = $1 AND revoked",
                                 {tenant.value}, Effect::Read);
    HS_TRY(rows);
    std::set<NodeId> nodes;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        nodes.insert(NodeId{std::string(rows->text(i, 0))});
    }
    return nodes;
}

Status NodeCertificates::labelToken(const TenantId& tenant, const std::string& tokenHash,
                                    const std::map<std::string, std::string>& labels) {
    const auto text = codec::canonicalText(codec::Json(labels));
    HS_TRY(text);
    HS_TRY(m_pool.run("SELECT hotswap.label_token($1, $2, $3::jsonb)", {tenant.value, tokenHash, *text},
                      Effect::Write));
    return success();
}

Result<ImportCounts> NodeCertificates::expectNodes(const TenantId& tenant, const std::vector<Node>& nodes) {
    std::string text = "[";
    for (const Node& node : nodes) {
        const auto id = codec::canonicalText(codec::Json(node.id.value));
        HS_TRY(id);
        const auto environment = codec::canonicalText(codec::Json(node.environment.value));
        HS_TRY(environment);
        const auto body = codec::encodeNode(node);
        HS_TRY(body);
        text += (text.size() > 1 ? ",{\"id\":" : "{\"id\":") + *id + ",\"environment\":" + *environment +
                ",\"body\":" + *body + "}";
    }
    const auto rows = m_pool.run("SELECT added, changed, unchanged, enrolled FROM hotswap.expect_nodes($1, "
                                 "$2::jsonb)",
                                 {tenant.value, text + "]"}, Effect::Write);
    HS_TRY(rows);
    const auto count = [&](int column) { return static_cast<std::uint64_t>(rows->number(0, column)); };
    return ImportCounts{count(0), count(1), count(2), count(3)};
}

} // namespace hotswap::store::postgres
