// SPDX-License-Identifier: Apache-2.0
#pragma once
// The store's read side for people: pages of rows, never whole tables.

#include "core/domain/approval.h"
#include "core/domain/audit.h"
#include "core/domain/deployment_summary.h"
#include "core/domain/ids.h"
#include "core/domain/result.h"

#include <optional>
#include <string>
#include <vector>

namespace hotswap::ports {

struct DeploymentFilter {
    std::optional<EnvironmentId> environment;
    std::optional<ModuleName> module;
    std::vector<DeploymentState> states; ///< empty: any
    std::string text;                    ///< occurs in id, module, version, requester or description
};

/// A page, newest first. `next` is given back to get the following page; empty: the last one.
struct DeploymentPage {
    std::vector<DeploymentSummary> rows;
    std::string next;
};

struct AuditFilter {
    std::string text; ///< occurs in actor, action, subject or details
    std::optional<Instant> from;
    std::optional<Instant> to;
};

struct AuditPage {
    std::vector<AuditRecord> rows;
    std::string next;
};

/// Result of walking the hash chain.
struct AuditCheck {
    std::uint64_t records = 0;
    std::uint64_t sealedRecords = 0;
    std::optional<std::uint64_t> firstBroken; ///< sequence of the first record that does not fit
};

/// Thread-safe. `limit` is at most limits::kPageRowsMax.
class ConsoleReader {
public:
    virtual ~ConsoleReader() = default;
    virtual Result<DeploymentPage> deployments(const TenantId& tenant, const DeploymentFilter& filter,
                                               const std::string& page, std::size_t limit) = 0;
    virtual Result<DeploymentSummary> deployment(const TenantId& tenant, const DeploymentId& id) = 0;
    /// Newest first; `states` empty: any.
    virtual Result<std::vector<Approval>>
    approvals(const TenantId& tenant, const std::vector<ApprovalState>& states, std::size_t limit) = 0;
    virtual Result<AuditPage> audit(const TenantId& tenant, const AuditFilter& filter,
                                    const std::string& page, std::size_t limit) = 0;
    virtual Result<AuditCheck> verifyAudit(const TenantId& tenant) = 0;
};

} // namespace hotswap::ports
