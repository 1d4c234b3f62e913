// SPDX-License-Identifier: Apache-2.0
#pragma once
// The store's write side: one transaction as a value, committed whole or not at all, plus what leaders and
// services must read to decide. Reading for people is core/ports/console_reader.h.

#include "core/domain/approval.h"
#include "core/domain/audit.h"
#include "core/domain/command.h"
#include "core/domain/deployment_event.h"
#include "core/domain/deployment_summary.h"
#include "core/domain/ids.h"
#include "core/domain/look.h"
#include "core/domain/result.h"
#include "core/domain/time.h"
#include "core/ports/fleet_orders.h"

#include <optional>
#include <string>
#include <vector>

namespace hotswap::ports {

/// Events for one deployment's stream. `expectedVersion` 0 creates it (AlreadyExists if it is there);
/// otherwise it must equal the stored version (VersionConflict). One that would make a second deployment of
/// the scope active is refused (TransitionRefused).
struct Append {
    DeploymentId deployment;
    std::uint64_t expectedVersion = 0;
    std::vector<DeploymentEventBody> events;
    Instant at{};              ///< environment time of the writer
    DeploymentSummary summary; ///< after these events; its version is set by the store
};

/// The leader's proof that it still leads: checked under a row lock in the same transaction (EpochStale).
struct LeaseProof {
    Scope scope;
    HolderId holder;
    Fence fence;
};

/// A change to one approval. Put creates it; Decide stores it only while the stored one is still Pending
/// (AlreadyDecided), so that a decision and an expiry cannot both win.
struct ApprovalChange {
    enum class Kind { Put, Vote, Decide };
    Kind kind = Kind::Put;
    Approval approval; ///< Vote and Decide: the whole new value, with one vote more than stored or a decision
};

/// Claims or frees capacity of an environment over all deployments. What a deployment still holds when it
/// ends is free from then on.
struct CapacityChange {
    DeploymentId deployment;
    EnvironmentId environment;
    std::vector<NodeId> claim;   ///< each refused (CapacityRefused) while another deployment holds it
    std::vector<NodeId> release; ///< ignored where not held
    /// How many nodes of the environment may be out of service at a time: those claimed with `lowers`, by
    /// anybody, together with those not serving. Checked only for claims that lower capacity; one claim is
    /// always allowed when all other nodes serve, and claiming a node that is not serving costs nothing.
    std::uint32_t outOfServiceMax = 0;
    bool lowers = false; ///< the change costs downtime on the node
};

/// Everything one decision changes. Empty parts are allowed; an empty transaction is an error. One that holds
/// a key and nothing else asks what became of the key: the first use's result as a repetition, KeyReused, or
/// NotFound when it was not used.
struct Transaction {
    TenantId tenant;
    std::optional<LeaseProof> proof;
    std::optional<IdempotencyKey> key; ///< with `user`; the stored result of the first use is returned again
    UserId user;
    std::string requestDigest; ///< of the request behind the key: another one under the same key is KeyReused
    std::string keyResult;     ///< what to answer when the key is used again, usually an id
    std::vector<Append> appends;
    std::vector<SignedCommand>
        commands;             ///< become visible to gateways after the commit; need the proof, whose
                              ///< scope and fence they carry. An id that is queued already is sent
                              ///< again with the new bytes, unless it was answered or made void
    DeploymentId commandsFor; ///< whose commands these are; empty: the only append's
    std::vector<CommandId> voidCommands; ///< those never delivered become void
    std::vector<ApprovalChange> approvals;
    std::vector<CapacityChange> capacity;
    std::vector<AuditRecord> audit;
    std::vector<OrderChange> orders;
    /// Looks that this transaction's only append decides by. One that is kept already is not kept twice
    /// (number within the deployment); beyond limits::kEvidenceBytesPerDeploymentMax none are.
    std::vector<LookEvidence> evidence;
    /// Most deployments of the tenant that may be Queued after this (QueueFull); checked with the appends, so
    /// that two submits cannot share the last place.
    std::optional<std::size_t> queuedMax;
    /// Most deployments of the tenant that may be active (isActive) after this (LimitExceeded).
    std::optional<std::size_t> runningMax;
};

/// Whether nothing would change: with a key that is a question about the key.
bool isQuestion(const Transaction& tx);
/// What can be wrong with a transaction whatever is stored; every store checks it first. InvalidArgument.
Status checkTransaction(const Transaction& tx);

struct Committed {
    bool repeated = false;               ///< the key was used before: nothing was written now
    std::string keyResult;               ///< of the first use
    std::vector<std::uint64_t> versions; ///< new version of each append's stream
};

/// A deployment that is not in a terminal state, or the last successful one of a scope.
struct ScopeDeployments {
    std::vector<DeploymentId> active; ///< queued and running ones, oldest first
    std::optional<Release> stable;    ///< release the scope is known to be stable on
    bool hasOrders = false;           ///< open orders for its leader (core/ports/fleet_orders.h)
};

/// Thread-safe. Every call may answer Unavailable; commit may answer OutcomeUnknown (then read again by key,
/// stream version or command id before acting).
class Store {
public:
    virtual ~Store() = default;
    virtual Result<Committed> commit(const Transaction& transaction) = 0;
    /// Events of one stream after `afterVersion`, oldest first, at most `limit`. NotFound for another
    /// tenant's.
    virtual Result<std::vector<DeploymentEvent>> loadEvents(const TenantId& tenant,
                                                            const DeploymentId& deployment,
                                                            std::uint64_t afterVersion,
                                                            std::size_t limit) = 0;
    virtual Result<ScopeDeployments> scopeDeployments(const Scope& scope) = 0;
    /// All scopes with work for a leader (active deployments, open orders), for start-up and catch-up; the
    /// scope whose oldest one was submitted first comes first.
    virtual Result<std::vector<Scope>> scopesWithWork() = 0;
    virtual Result<Approval> loadApproval(const TenantId& tenant, const ApprovalId& approval) = 0;
    /// Pending approvals whose expiry is not after `now`, oldest first, at most `limit`.
    virtual Result<std::vector<Approval>> expiredApprovals(Instant now, std::size_t limit) = 0;
    virtual Result<Instant> now() = 0; ///< store time
};

} // namespace hotswap::ports
