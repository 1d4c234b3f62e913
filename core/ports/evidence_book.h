// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads what judges decided by: for a leader that takes over, for explanations, back-tests and reports.
// Written with the decisions themselves (Transaction::evidence).

#include "core/domain/ids.h"
#include "core/domain/look.h"
#include "core/domain/result.h"

#include <vector>

namespace hotswap::ports {

/// Thread-safe. NotFound for another tenant's deployment.
class EvidenceBook {
public:
    virtual ~EvidenceBook() = default;
    /// Looks of one deployment after the one numbered `afterNumber`, in order, at most `limit`. Those past
    /// retention are gone.
    virtual Result<std::vector<LookEvidence>> evidence(const TenantId& tenant, const DeploymentId& deployment,
                                                       std::uint32_t afterNumber, std::size_t limit) = 0;
};

} // namespace hotswap::ports
