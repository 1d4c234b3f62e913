// SPDX-License-Identifier: Apache-2.0
#pragma once
// Audit: one record per change, written in the transaction of the change.

#include "core/domain/ids.h"
#include "core/domain/time.h"

#include <cstdint>
#include <map>
#include <string>

namespace hotswap {

/// Who did what to which thing. `actor` and `via` are stamped by the store; they differ only where a program
/// acts for a person (via = the program's holder id).
struct AuditRecord {
    std::uint64_t sequence = 0; ///< position in the chain; set by the store
    Instant at{};               ///< set by the store
    TenantId tenant;
    std::string actor; ///< user, or holder id of the leader that decided
    std::string via;
    std::string action;  ///< closed vocabulary: "deployment.submit", "approval.vote", …
    std::string subject; ///< id of the thing changed
    std::map<std::string, std::string> details; ///< no secrets; at most limits::kMetadataEntriesMax
    std::string previousHash;                   ///< hex SHA-256 of the record before; set by the sealer
    std::string hash; ///< hex SHA-256 over this record and previousHash; empty: not sealed yet
    bool operator==(const AuditRecord&) const = default;
};

} // namespace hotswap
