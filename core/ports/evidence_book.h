// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads what judges decided by: for a leader that takes over, for explanations, back-tests and reports.
// Written with the decisions themselves (Transaction::evidence).

#include "core/domain/ids.h"
#include "core/domain/look.h"
#include "core/domain/result.h"

#include <cstdint>
#include <vector>

namespace hotswap::ports {

/// How much is kept of one deployment.
struct EvidenceKept {
    std::uint32_t looks = 0;
    std::uint64_t bytes = 0;
    bool truncated = false; ///< there were more looks than limits::kEvidenceBytesPerDeploymentMax takes
};

/// Thread-safe. NotFound for another tenant's deployment.
class EvidenceBook {
public:
    virtual ~EvidenceBook() = default;
    /// Looks of one deployment after the one numbered `afterNumber`, in order, at most `limit`. Those past
    /// retention are gone.
    virtual Result<std::vector<LookEvidence>> evidence(const TenantId& tenant, const DeploymentId& deployment,
                                                       std::uint32_t afterNumber, std::size_t limit) = 0;
    virtual Result<EvidenceKept> kept(const TenantId& tenant, const DeploymentId& deployment) = 0;
};

} // namespace hotswap::ports
