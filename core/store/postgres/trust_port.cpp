// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/trust_port.h"

#include "core/domain/limits.h"

namespace hotswap::store::postgres {

using ports::TrustDocument;

Status TrustPort::putTrust(const TrustDocument& document) {
    if (document.text.empty() || document.text.size() > limits::kTrustDocumentBytesMax ||
        document.version == 0 ||
        (document.kind == TrustDocument::Kind::Root) != document.environment.empty()) {
        return invalidField("document", "a root without, or another document with an environment; 512 KiB");
    }
    HS_TRY(m_pool.run("SELECT hotswap.put_trust($1, $2, $3, $4::bigint, $5)",
                      {document.tenant.value, std::string(trustKindName(document.kind)),
                       document.environment.value, std::to_string(document.version), document.text},
                      Effect::Write));
    return success();
}

Result<std::vector<TrustDocument>>
TrustPort::trustSince(const TenantId& tenant, const EnvironmentId& environment, std::uint64_t rootVersion) {
    const auto rows = m_pool.run(
        "(SELECT 0 AS place, kind, environment, version, body FROM hotswap.trust_document "
        "WHERE tenant_id = $1 AND kind = 'root' AND version > $3::bigint ORDER BY version LIMIT $4::bigint) "
        "UNION ALL (SELECT 1, kind, environment, version, body FROM hotswap.trust_document "
        "WHERE tenant_id = $1 AND kind <> 'root' AND environment = $2) ORDER BY place, kind, version",
        {tenant.value, environment.value, std::to_string(rootVersion),
         std::to_string(limits::kTrustDocumentsPerFrameMax)},
        Effect::Read);
    HS_TRY(rows);
    std::vector<TrustDocument> documents;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        TrustDocument document;
        const std::string_view kind = rows->text(i, 1);
        document.kind = kind == "root"       ? TrustDocument::Kind::Root
                        : kind == "releases" ? TrustDocument::Kind::Releases
                                             : TrustDocument::Kind::Timestamp;
        document.tenant = tenant;
        document.environment = EnvironmentId{std::string(rows->text(i, 2))};
        document.version = static_cast<std::uint64_t>(rows->number(i, 3));
        document.text = rows->text(i, 4);
        documents.push_back(std::move(document));
    }
    return documents;
}

} // namespace hotswap::store::postgres
