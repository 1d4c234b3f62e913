// SPDX-License-Identifier: Apache-2.0
#pragma once
// The only caller of the outside world on behalf of a decision: one transaction that proves the lease, then
// checks, questions and looks.

#include "core/engine/engine.h"
#include "core/engine/mailbox.h"
#include "core/engine/run.h"

#include <memory>

namespace hotswap::engine {

/// How acting on a decision went.
enum class Acted {
    Done,      ///< committed; memory is what is stored
    Again,     ///< the stream moved on or its end is not known: reload and decide again
    Unknown,   ///< as Again, and the connection may be gone: whether this still leads comes first
    LostLease, ///< somebody else leads
    Later,     ///< the store cannot be reached, or the lease is about to end: try again soon
};

class EffectRunner {
public:
    EffectRunner(const EnginePorts& ports, const EngineOptions& options, std::shared_ptr<Mailbox> mailbox,
                 EngineStats& stats);

    /// What decisions on one deployment change, one after the other, and what is not committed yet. Until the
    /// end of it the run's deployment is ahead of what is stored.
    struct Batch {
        ports::Transaction transaction;
        std::vector<DeploymentEventBody> bodies;
        std::uint64_t versionBefore = 0;
        bool begins = false; ///< the deployment was not active before
        Fence fence;         ///< of the term it was decided in, which commands carry

        bool isEmpty() const {
            return bodies.empty() && transaction.commands.empty() && transaction.voidCommands.empty() &&
                   transaction.approvals.empty() && transaction.capacity.empty();
        }
    };

    /// Acts on a decision made at `now`. On Done the run's deployment has taken the events, and `batch` holds
    /// what is to be committed yet: what has to happen after a commit ends the batch. On anything else the
    /// batch is gone and the run is to be loaded anew.
    Acted act(ScopeState& scope, Run& run, const Decision& decision, Instant now, Batch& batch);
    /// Commits what the batch holds, and empties it.
    Acted commit(ScopeState& scope, Run& run, Batch& batch, Instant now);
    /// Ends a pending approval whose time has run out by store time.
    Acted expire(ScopeState& scope, Run& run, const Approval& approval, Instant now);

private:
    Status addApproval(const ScopeState& scope, const Run& run, const Decision& decision, Batch& added);
    Status addVoidApprovals(const ScopeState& scope, const Decision& decision, Batch& added);
    Status addCommands(const ScopeState& scope, const Run& run, const Decision& decision, Instant now,
                       Batch& added);
    void addCapacity(const Run& run, const Decision& decision, Batch& added) const;
    void take(Run& run, Batch&& added, Batch& batch, const Fence& fence, Instant now);
    Acted refused(Run& run, const Error& error, Instant now);
    void startChecks(Run& run, const Decision& decision);
    void askCommands(Run& run, const Decision& decision);
    void look(Run& run, const LookRequest& request, Instant now);
    void askSeries(Run& run, const LookRequest& request, Instant now);
    bool leaseHolds(const ScopeState& scope) const;

    const EnginePorts& m_ports;
    const EngineOptions& m_options;
    std::shared_ptr<Mailbox> m_mailbox;
    EngineStats& m_stats;
};

} // namespace hotswap::engine
