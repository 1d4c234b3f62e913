// SPDX-License-Identifier: Apache-2.0
// Rules about who may do what.

#include "core/sim/auditor.h"

#include <algorithm>

namespace hotswap::sim {

namespace {

/// I7: nothing gated happens without a valid quorum bound to the exact plan, and on no other node.
class ApprovedPlan final : public Checker {
public:
    using Checker::Checker;

    void committed(const ports::Transaction& transaction, Instant now) override {
        for (const SignedCommand& written : transaction.commands) {
            const CommandTrack* const track = model().command(written.id);
            if (track == nullptr || track->command.id.empty()) {
                report("command " + written.id.value + " was written but never signed here", now);
                continue;
            }
            const CommandAction action = track->command.action;
            if (isForward(action) || action == CommandAction::Prepare) {
                check(track->command, now);
            }
        }
    }

private:
    void check(const Command& command, Instant now) {
        const DeploymentTrack* const track = model().find(command.deployment);
        if (track == nullptr || !track->spec.policy.approval.required) {
            return;
        }
        const auto& nodes = track->plan.mayChange;
        if (std::find(nodes.begin(), nodes.end(), command.node) == nodes.end()) {
            report("node " + command.node.value + " is changed and is not in the plan that was agreed to",
                   now);
        }
        const bool agreed =
            std::any_of(model().approvals().begin(), model().approvals().end(), [&](const auto& each) {
                return each.second.deployment == command.deployment &&
                       each.second.planDigest == track->plan.digest && quorum(each.second);
            });
        if (!agreed) {
            report("node " + command.node.value + " is changed by " + command.deployment.value +
                       " without a quorum on its plan",
                   now);
        }
        if (command.planDigest != track->plan.digest) {
            report("command " + command.id.value + " names another plan than the one agreed to", now);
        }
    }

    static bool quorum(const Approval& approval) {
        std::set<UserId> agree;
        for (const CastVote& cast : approval.votes) {
            const Vote& vote = cast.vote;
            if (vote.decision == VoteDecision::Reject) {
                return false;
            }
            const bool own = approval.policy.fourEyes && vote.voter == approval.requestedBy;
            if (!own && vote.planDigest == approval.planDigest && vote.at <= approval.expiresAt) {
                agree.insert(vote.voter);
            }
        }
        return agree.size() >= approval.policy.quorum;
    }
};

/// Nobody decides on their own request.
class FourEyes final : public Checker {
public:
    using Checker::Checker;

    void committed(const ports::Transaction& transaction, Instant now) override {
        for (const ports::ApprovalChange& change : transaction.approvals) {
            for (const CastVote& cast : change.approval.votes) {
                const DeploymentTrack* const track = model().find(change.approval.deployment);
                const UserId requester = track == nullptr ? UserId{} : track->spec.requestedBy;
                if (change.approval.policy.fourEyes && cast.vote.voter == requester) {
                    report(requester.value + " voted on a request of their own", now);
                }
            }
        }
    }
};

/// I10: what a person may not do is refused.
class Permissions final : public Checker {
public:
    using Checker::Checker;

    void acted(const PersonAct& act, Instant now) override {
        if (act.forbidden && act.answer.ok()) {
            report(act.who.user.value + " did what they may not do and was not refused", now);
        }
    }
};

} // namespace

void addPeopleCheckers(Checkers& all, const AuditWorld& world, std::vector<Violation>& found) {
    all.push_back(std::make_unique<ApprovedPlan>("approved-plan", world, found));
    all.push_back(std::make_unique<FourEyes>("four-eyes", world, found));
    all.push_back(std::make_unique<Permissions>("permissions", world, found));
}

} // namespace hotswap::sim
