// SPDX-License-Identifier: Apache-2.0
#include "core/domain/audit_chain.h"

#include <utility>

namespace hotswap {

namespace {

void put(std::string& bytes, std::string_view text) {
    bytes += std::to_string(text.size());
    bytes += ':';
    bytes += text;
}

} // namespace

std::string auditBytes(const AuditRecord& record) {
    std::string bytes;
    put(bytes, std::to_string(record.sequence));
    put(bytes, std::to_string(toMs(record.at)));
    put(bytes, record.tenant.value);
    put(bytes, record.actor);
    put(bytes, record.via);
    put(bytes, record.action);
    put(bytes, record.subject);
    put(bytes, std::to_string(record.details.size()));
    for (const auto& [name, value] : record.details) {
        put(bytes, name);
        put(bytes, value);
    }
    put(bytes, record.previousHash);
    return bytes;
}

void sealRecord(AuditRecord& record, AuditHead& head, const TextHash& hash) {
    record.previousHash = head.hash;
    record.hash = hash(auditBytes(record));
    head = AuditHead{record.sequence, record.hash};
}

AuditWalk::AuditWalk(AuditHead from, TextHash hash)
    : m_head(std::move(from)), m_hash(std::move(hash)), m_next(m_head.sequence + 1) {}

void AuditWalk::add(const AuditRecord& record) {
    ++m_records;
    if (record.sequence != m_next) {
        broken(m_next);
    }
    m_next = record.sequence + 1;
    if (record.hash.empty()) {
        m_sealedEnded = true;
        return;
    }
    ++m_sealed;
    const bool fits =
        !m_sealedEnded && record.previousHash == m_head.hash && record.hash == m_hash(auditBytes(record));
    if (!fits) {
        broken(record.sequence);
    }
    m_head = AuditHead{record.sequence, record.hash};
}

void AuditWalk::finish(const AuditHead& sealerHead) {
    if (m_head != sealerHead) {
        broken(m_head.sequence < sealerHead.sequence ? m_head.sequence + 1 : sealerHead.sequence);
    }
}

void AuditWalk::broken(std::uint64_t sequence) {
    if (!m_firstBroken) {
        m_firstBroken = sequence;
    }
}

} // namespace hotswap
