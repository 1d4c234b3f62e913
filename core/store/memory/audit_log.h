// SPDX-License-Identifier: Apache-2.0
#pragma once
// A tenant's audit records in the order of the commits, sealed into a hash chain afterwards.

#include "core/domain/audit_chain.h"
#include "core/ports/console_reader.h"

#include <deque>

namespace hotswap::store {

/// Not thread-safe: part of the locked state. Rows and heads are open: what guards them is the chain, and
/// tests play the intruder on them.
struct AuditLog {
    std::deque<AuditRecord> rows;
    AuditHead before; ///< the last record that retention dropped
    AuditHead sealer; ///< the last record that was sealed
    std::uint64_t lastSequence = 0;

    /// Stamps place and time; drops the oldest sealed rows beyond `rowsKept`.
    void append(AuditRecord record, Instant now, std::size_t rowsKept);
    /// Seals up to `limit` records, oldest first; how many.
    std::size_t seal(std::size_t limit, const TextHash& hash);
    ports::AuditCheck verify(const TextHash& hash) const;
    /// Newest first. InvalidArgument naming "page" for a page that no answer gave.
    Result<ports::AuditPage> list(const ports::AuditFilter& filter, const std::string& page,
                                  std::size_t limit) const;
};

} // namespace hotswap::store
