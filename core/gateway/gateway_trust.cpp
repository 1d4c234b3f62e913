// SPDX-License-Identifier: Apache-2.0
// Trust documents on their way to nodes, and alarms on their way back. The gateway believes neither: nodes
// check the one, people read the other.
#include "core/gateway/gateway.h"

#include <algorithm>

namespace hotswap::gateway {

namespace {

/// Of one frame; as JSON text within JSON a document grows by its quotation marks.
constexpr std::size_t kDocumentSetsMax = 64; ///< kept at a time; nodes stand at few different roots
constexpr std::size_t kDocumentBytesPerFrame = limits::kFrameBytesMax / 3;

bool isNewer(const ports::TrustDocument& document, const TrustVersions& than) {
    switch (document.kind) {
    case ports::TrustDocument::Kind::Root: return document.version > than.root;
    case ports::TrustDocument::Kind::Releases: return document.version != than.releases;
    case ports::TrustDocument::Kind::Timestamp: return document.version != than.timestamp;
    }
    return false;
}

} // namespace

void Gateway::onAlarm(const Link& link, const NodeAlarm& alarm, Instant now) {
    NodeAlarm kept = alarm;
    kept.at = std::min(kept.at, now); // a node's clock is its own
    m_rows.alarm(link.node, kept, now);
}

void Gateway::onTrustState(Link& link, const TrustVersions& trust, Instant now) {
    if (link.trust.root < trust.root) {
        link.trustSent = 0; // there may be roots beyond those of one frame
        m_trustWaits = true;
    }
    link.trust = trust;
    m_rows.trust(link.node, trust, now);
}

void Gateway::sendTrust(Instant now) {
    if (!m_ports.trust || (!m_trustWaits && now < m_trustRereadAt)) {
        return;
    }
    if (now >= m_trustRereadAt) {
        m_trustRound += 1;
        m_documents.clear();
        m_trustRereadAt = now + m_config.times.fleetReread;
    }
    std::vector<LinkId> sessions;
    for (const auto& [node, id] : m_bySession) {
        sessions.push_back(id);
    }
    for (const LinkId id : sessions) {
        const auto link = m_links.find(id);
        if (link != m_links.end() && link->second.trustSent < m_trustRound &&
            !sendTrustTo(id, link->second)) {
            m_trustWaits = true;
            m_retryAt = now + m_config.times.storeRetry;
            return;
        }
    }
    m_trustWaits = false;
}

const std::vector<ports::TrustDocument>* Gateway::documentsFor(const Link& link) {
    const Node* node = m_rows.find(link.node);
    const auto key = std::make_pair(node ? node->environment : EnvironmentId{}, link.trust.root);
    if (const auto known = m_documents.find(key); known != m_documents.end()) {
        return &known->second;
    }
    auto read = m_ports.trust->trustSince(m_config.tenant, key.first, key.second);
    if (!read.ok()) {
        return nullptr;
    }
    if (m_documents.size() >= kDocumentSetsMax) {
        m_documents.clear();
    }
    return &m_documents.emplace(key, *std::move(read)).first->second;
}

/// False: the store did not answer.
bool Gateway::sendTrustTo(LinkId id, Link& link) {
    const auto* documents = documentsFor(link);
    if (!documents) {
        return false;
    }
    link.trustSent = m_trustRound;
    const bool newer = std::any_of(documents->begin(), documents->end(),
                                   [&](const auto& document) { return isNewer(document, link.trust); });
    if (!newer) {
        return true;
    }
    frames::TrustUpdate update;
    std::size_t bytes = 0;
    for (const ports::TrustDocument& document : *documents) {
        // Roots first: what does not fit is sent after the node has told that it took these.
        if (!update.documents.empty() && bytes + document.text.size() > kDocumentBytesPerFrame) {
            break;
        }
        bytes += document.text.size();
        update.documents.push_back(document.text);
    }
    send(id, update);
    return true;
}

} // namespace hotswap::gateway
