// SPDX-License-Identifier: Apache-2.0
#pragma once
// Approvals: people's signed agreement to one exact plan (design: semantics.md, Approvals).

#include "core/domain/command.h"
#include "core/domain/identity.h"
#include "core/domain/ids.h"
#include "core/domain/policy.h"
#include "core/domain/result.h"
#include "core/domain/time.h"

#include <string>
#include <vector>

namespace hotswap {

enum class VoteDecision { Approve, Reject };

/// What a voter signs: canonical bytes of exactly these fields.
struct Vote {
    ApprovalId approval;
    DeploymentId deployment;
    TenantId tenant;
    Digest planDigest;
    VoteDecision decision = VoteDecision::Approve;
    UserId voter;
    std::string reason; ///< required to reject, at most limits::kReasonCharsMax
    Instant at{};
    UserId requestedBy = {}; ///< whose request it is: nodes leave out the requester's own vote
    Digest release = {};     ///< the release agreed to: nodes take the vote for no other one
    bool operator==(const Vote&) const = default;
};

struct CastVote {
    Vote vote;
    SignedVote signedVote;
    std::set<std::string> groups; ///< the voter's at the time of voting
    bool operator==(const CastVote&) const = default;
};

enum class ApprovalState {
    Pending,  ///< waits for votes until expiry
    Approved, ///< quorum reached, every required group represented
    Rejected, ///< one rejection decides
    Expired,  ///< nobody decided in time; the deployment ends as aborted
    Void,     ///< the deployment ended or its plan changed before a decision
};

std::string_view approvalStateName(ApprovalState state);

/// One request for sign-off as stored.
struct Approval {
    ApprovalId id;
    DeploymentId deployment;
    Scope scope;
    Digest planDigest;
    UserId requestedBy;
    ApprovalPolicy policy;
    Instant requestedAt{};
    Instant expiresAt{};
    ApprovalState state = ApprovalState::Pending;
    Instant decidedAt{};
    std::vector<CastVote> votes;
    std::string changedSince; ///< what differs from the request that this one replaces; empty: first one
    bool operator==(const Approval&) const = default;
};

/// Whether `voter` may cast `decision` on `approval` at `now`: pending, not expired (Expired), role approver
/// (PermissionDenied), not the requester (FourEyes), not voted yet (AlreadyDecided), reason given to reject.
Status mayVote(const Approval& approval, const Identity& voter, VoteDecision decision,
               const std::string& reason, Instant now);

/// State after the votes cast so far: Rejected by any rejection, Approved by quorum and groups, else Pending.
ApprovalState decide(const Approval& approval);

} // namespace hotswap
