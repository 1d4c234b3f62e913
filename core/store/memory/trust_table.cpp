// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/trust_table.h"

#include "core/domain/limits.h"

namespace hotswap::store {

using Kind = ports::TrustDocument::Kind;

Status TrustPort::putTrust(const ports::TrustDocument& document) {
    if (document.text.empty() || document.text.size() > limits::kTrustDocumentBytesMax ||
        document.version == 0 || (document.kind == Kind::Root) != document.environment.empty()) {
        return invalidField("document", "a root without, or another document with an environment; 512 KiB");
    }
    {
        const std::lock_guard lock(m_state.mutex);
        auto& versions = m_documents[{document.tenant, document.kind, document.environment}];
        const std::uint64_t latest = versions.empty() ? 0 : versions.rbegin()->first;
        if (const auto same = versions.find(document.version);
            same != versions.end() && same->second.text == document.text) {
            return success();
        }
        const bool gap = document.kind == Kind::Root && latest > 0 && document.version != latest + 1;
        if (document.version <= latest || gap) {
            return makeError(ErrorCode::VersionConflict,
                             std::string(trustKindName(document.kind)) + " " + std::to_string(latest));
        }
        if (document.kind != Kind::Root) {
            versions.clear();
        }
        versions.emplace(document.version, document);
        ports::StreamHint hint;
        hint.kind = ports::StreamHint::Kind::Fleet;
        hint.tenant = document.tenant;
        m_state.feed.queue({hint});
    }
    m_state.feed.drain();
    return success();
}

Result<std::vector<ports::TrustDocument>>
TrustPort::trustSince(const TenantId& tenant, const EnvironmentId& environment, std::uint64_t rootVersion) {
    const std::lock_guard lock(m_state.mutex);
    std::vector<ports::TrustDocument> documents;
    const auto roots = m_documents.find({tenant, Kind::Root, {}});
    if (roots != m_documents.end()) {
        for (auto it = roots->second.upper_bound(rootVersion);
             it != roots->second.end() && documents.size() < limits::kTrustDocumentsPerFrameMax; ++it) {
            documents.push_back(it->second);
        }
    }
    for (const Kind kind : {Kind::Releases, Kind::Timestamp}) {
        const auto found = m_documents.find({tenant, kind, environment});
        if (found != m_documents.end() && !found->second.empty()) {
            documents.push_back(found->second.rbegin()->second);
        }
    }
    return documents;
}

} // namespace hotswap::store
