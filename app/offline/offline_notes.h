// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a console heard and was answered since the last write, one value per thing, so that writing costs what
// changed and not what was said.

#include "core/ports/console_service.h"
#include "core/store/local/local_cache.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hotswap::offline {

/// Not thread-safe. `at` is store time.
class Notes {
public:
    void add(const ports::ConsoleDelta& delta, Instant at);
    /// Answers that nobody would read offline are passed over.
    void add(const ports::ConsoleQuery& query, const ports::QueryAnswer& answer, Instant at);

    /// A snapshot is among it: what it does not name is gone.
    bool whole() const { return m_whole; }
    bool empty() const;
    /// As rows to write; events join those that are kept. Errors: those of encoding and of reading `cache`.
    Result<store::local::Batch> batch(store::local::LocalCache& cache,
                                      const store::local::Owner& owner) const;

private:
    template <class T>
    struct At {
        T value;
        Instant at{};
    };

    bool m_whole = false;
    std::map<NodeId, At<Node>> m_nodes;
    std::map<DeploymentId, At<DeploymentSummary>> m_deployments;
    std::map<ApprovalId, At<Approval>> m_approvals;
    std::map<DeploymentId, At<ports::DeploymentDetail>> m_details;
    std::map<DeploymentId, At<std::vector<DeploymentEvent>>> m_events;
    std::map<ApprovalId, At<ports::ApprovalDetail>> m_approvalDetails;
    std::map<std::uint64_t, At<AuditRecord>> m_records;
    std::map<NodeId, At<ports::NodeDetail>> m_nodeDetails;
};

/// Keys of the rows of an owner of which there is one.
inline constexpr const char* kOnlyKey = "";
/// Sequences as keys sort as numbers do.
std::string sequenceKey(std::uint64_t sequence);

} // namespace hotswap::offline
