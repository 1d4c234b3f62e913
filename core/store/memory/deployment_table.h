// SPDX-License-Identifier: Apache-2.0
#pragma once
// Deployment streams of one tenant with the indexes that queries need: by submission, by scope, by state.

#include "core/ports/console_reader.h"
#include "core/ports/store.h"

#include <map>
#include <memory>
#include <set>
#include <unordered_map>
#include <vector>

namespace hotswap::store {

/// One deployment as stored.
struct Stream {
    std::uint64_t sequence = 0; ///< order of submission, over all tenants
    DeploymentSummary summary;
    std::vector<DeploymentEvent> events;
};

/// Not thread-safe: part of the locked state.
class DeploymentTable {
public:
    /// AlreadyExists, NotFound, VersionConflict, LimitExceeded; InvalidArgument for a wrong scope.
    Status check(const ports::Append& append) const;
    /// Whether the tenant stays within the transaction's limits.
    Status checkCounts(const ports::Transaction& transaction) const;
    /// TransitionRefused when a scope would have two active deployments.
    Status checkScopes(const ports::Transaction& transaction) const;
    /// Appends and updates every index; the stream's new version. A new stream gets the next submission
    /// number.
    std::uint64_t apply(const ports::Append& append, std::uint64_t& lastSubmission);
    /// Forgets the oldest finished deployments beyond `finishedKept`; which ones.
    std::vector<DeploymentId> prune(std::size_t finishedKept);

    const Stream* find(const DeploymentId& id) const;
    ports::ScopeDeployments inScope(const Scope& scope) const;
    /// Adds scopes with unfinished deployments, by the submission number of the oldest of these.
    void addScopesWithWork(std::map<std::uint64_t, Scope>& out) const;
    Result<ports::DeploymentPage> list(const ports::DeploymentFilter& filter, const std::string& page,
                                       std::size_t limit) const;

private:
    struct ScopeRow {
        std::map<std::uint64_t, const Stream*> unfinished;
        std::optional<Release> stable;
    };
    struct Counts {
        std::size_t queued = 0;
        std::size_t active = 0;
    };

    static Counts countsOf(DeploymentState state);
    void leave(const Stream& stream);
    void enter(const Stream& stream);

    std::unordered_map<DeploymentId, std::unique_ptr<Stream>> m_streams;
    std::map<std::uint64_t, Stream*> m_order;
    std::set<std::uint64_t> m_finished;
    std::map<Scope, ScopeRow> m_scopes;
    Counts m_counts;
};

} // namespace hotswap::store
