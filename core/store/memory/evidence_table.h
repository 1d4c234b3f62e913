// SPDX-License-Identifier: Apache-2.0
#pragma once
// Kept looks of one tenant's deployments, as bytes: as values they would take ten times the room.

#include "core/domain/ids.h"
#include "core/domain/look.h"
#include "core/domain/result.h"
#include "core/ports/evidence_book.h"
#include "core/ports/store.h"

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace hotswap::store {

/// Not thread-safe: part of the locked state.
class EvidenceTable {
public:
    /// The transaction's looks as bytes, before anything is changed. LimitExceeded.
    static Result<std::vector<std::string>> pack(const ports::Transaction& transaction);
    /// Keeps packed looks of the transaction. Beyond `bytesMax` over all deployments those of the one that
    /// was looked at first go.
    void apply(const ports::Transaction& transaction, std::vector<std::string> packed, std::size_t bytesMax);
    void removeOf(const DeploymentId& deployment);

    Result<std::vector<LookEvidence>> after(const DeploymentId& deployment, std::uint32_t number,
                                            std::size_t limit) const;
    ports::EvidenceKept kept(const DeploymentId& deployment) const;

private:
    struct Look {
        std::uint32_t number = 0;
        std::string bytes;
    };
    struct Kept {
        std::vector<Look> looks;
        std::size_t bytes = 0;
        bool truncated = false;
    };

    std::unordered_map<DeploymentId, Kept> m_kept;
    std::deque<DeploymentId> m_order; ///< by their first look
    std::size_t m_bytes = 0;
};

} // namespace hotswap::store
