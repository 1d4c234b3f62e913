// SPDX-License-Identifier: Apache-2.0
#include "core/domain/approval.h"

#include "core/domain/invariant.h"
#include "core/domain/limits.h"
#include "core/domain/planted.h"

#include <algorithm>
#include <set>

namespace hotswap {

std::string_view approvalStateName(ApprovalState state) {
    switch (state) {
    case ApprovalState::Pending: return "pending";
    case ApprovalState::Approved: return "approved";
    case ApprovalState::Rejected: return "rejected";
    case ApprovalState::Expired: return "expired";
    case ApprovalState::Void: return "void";
    }
    invariantFailed("state", "an approval state of the enum", __FILE__, __LINE__);
}

Status mayVote(const Approval& approval, const Identity& voter, VoteDecision decision,
               const std::string& reason, Instant now) {
    if (voter.tenant != approval.scope.tenant) {
        return makeError(ErrorCode::NotFound, "approval");
    }
    if (!voter.has(Role::Approver)) {
        return makeError(ErrorCode::PermissionDenied, "voting needs the role approver");
    }
    if (approval.state == ApprovalState::Expired ||
        (approval.state == ApprovalState::Pending && now >= approval.expiresAt)) {
        return makeError(ErrorCode::Expired, approval.id.value);
    }
    if (approval.state != ApprovalState::Pending) {
        return makeError(ErrorCode::AlreadyDecided, std::string(approvalStateName(approval.state)));
    }
    if (approval.policy.fourEyes && voter.user == approval.requestedBy &&
        !isPlanted(PlantedBug::OwnVoteCounts)) {
        return makeError(ErrorCode::FourEyes, voter.user.value);
    }
    const bool voted = std::any_of(approval.votes.begin(), approval.votes.end(),
                                   [&](const CastVote& cast) { return cast.vote.voter == voter.user; });
    if (voted) {
        return makeError(ErrorCode::AlreadyDecided, "this person has voted");
    }
    if (approval.votes.size() >= limits::kVotesMax) {
        return makeError(ErrorCode::LimitExceeded, "votes");
    }
    if (decision == VoteDecision::Reject && reason.empty()) {
        return invalidField("reason", "a reason, to reject");
    }
    if (reason.size() > limits::kReasonCharsMax) {
        return invalidField("reason", "at most " + std::to_string(limits::kReasonCharsMax) + " characters");
    }
    return success();
}

ApprovalState decide(const Approval& approval) {
    std::uint32_t approvals = 0;
    std::set<std::string> groups;
    for (const CastVote& cast : approval.votes) {
        if (cast.vote.decision == VoteDecision::Reject) {
            return ApprovalState::Rejected;
        }
        ++approvals;
        groups.insert(cast.groups.begin(), cast.groups.end());
    }
    const bool represented = std::all_of(approval.policy.groups.begin(), approval.policy.groups.end(),
                                         [&](const std::string& group) { return groups.contains(group); });
    // A quorum of nought would let nobody's consent count as consent.
    const std::uint32_t quorum = std::max<std::uint32_t>(approval.policy.quorum, 1);
    return approvals >= quorum && represented ? ApprovalState::Approved : ApprovalState::Pending;
}

} // namespace hotswap
