// SPDX-License-Identifier: Apache-2.0
#pragma once
// The hash chain over a tenant's audit records: each sealed record carries a hash over itself and the hash
// before, so that an edit, a cut or a reordering shows (design: reliability.md, Audit).

#include "core/domain/audit.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace hotswap {

/// SHA-256 of bytes as 64 lower-case hexadecimal digits; core/crypto supplies it.
using TextHash = std::function<std::string(std::string_view)>;

/// Where a chain stands after its last sealed record, or before its first kept one. Empty hash: the start.
struct AuditHead {
    std::uint64_t sequence = 0;
    std::string hash;
    bool operator==(const AuditHead&) const = default;
};

/// What the hash of a record is taken over: every field but `hash`, each with its length in front.
std::string auditBytes(const AuditRecord& record);

/// Seals a record behind `head` and moves `head` on to it.
void sealRecord(AuditRecord& record, AuditHead& head, const TextHash& hash);

/// Walks a chain record by record, oldest first, from the record after `from`.
class AuditWalk {
public:
    AuditWalk(AuditHead from, TextHash hash);

    /// Takes the next record. Unsealed ones may only stand at the end.
    void add(const AuditRecord& record);
    /// Compares the end of the walk with where the sealer says the chain stands: a cut tail shows here.
    void finish(const AuditHead& sealerHead);

    std::uint64_t records() const { return m_records; }
    std::uint64_t sealedRecords() const { return m_sealed; }
    /// Sequence of the first record that does not fit; none: the chain holds.
    const std::optional<std::uint64_t>& firstBroken() const { return m_firstBroken; }

private:
    void broken(std::uint64_t sequence);

    AuditHead m_head;
    TextHash m_hash;
    std::uint64_t m_next;
    std::uint64_t m_records = 0;
    std::uint64_t m_sealed = 0;
    bool m_sealedEnded = false;
    std::optional<std::uint64_t> m_firstBroken;
};

} // namespace hotswap
