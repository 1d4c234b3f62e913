// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/rights_acts.h"

namespace hotswap::rights {

namespace {

using Kind = ports::ApprovalChange::Kind;

CastVote castBy(const Approval& approval, const std::string& who) {
    CastVote cast;
    cast.vote = Vote{approval.id,
                     approval.deployment,
                     approval.scope.tenant,
                     approval.planDigest,
                     VoteDecision::Approve,
                     UserId{who},
                     "",
                     {}};
    cast.signedVote = {"bytes", KeyId{"key-" + who}, "signature"};
    cast.groups = {"ops"};
    return cast;
}

/// The deciding vote, with the approval changed before the event is made of it.
template <class Change>
ports::Transaction changed(const Stream& stream, const std::string& who, Change change) {
    Approval approval = *stream.approval;
    approval.votes.push_back(castBy(approval, who));
    approval.state = ApprovalState::Approved;
    change(approval);
    events::ApprovalDecided decided{stream.approval->id, approval.state, UserId{who}, "", {}};
    for (const CastVote& cast : approval.votes) {
        decided.votes.push_back(cast.signedVote);
    }
    ports::Transaction tx = transactionOf(stream.proof.scope.tenant.value, who);
    tx.appends.push_back(World::append(stream, {decided}));
    tx.approvals.push_back({Kind::Decide, approval});
    tx.audit.push_back(World::record("somebody else", "approval.vote", approval.id.value));
    return tx;
}

/// The deciding vote, with its event changed.
template <class Change>
ports::Transaction told(const Stream& stream, const std::string& who, Change change) {
    ports::Transaction tx = vote(stream, who);
    change(std::get<events::ApprovalDecided>(tx.appends.front().events.front()));
    return tx;
}

void addBallots(const Stream& stream, const std::string& who, std::vector<Forgery>& all) {
    const auto cast = [&](const char* what, auto change) {
        all.push_back({what, changed(stream, who, [&](Approval& a) { change(a.votes.back()); })});
    };
    cast("another's vote", [](CastVote& c) { c.vote.voter = UserId{"ann"}; });
    cast("nobody's vote", [](CastVote& c) { c.vote.voter = {}; });
    cast("a group that is not the voter's", [](CastVote& c) { c.groups = {"ops", "security"}; });
    cast("another's key", [](CastVote& c) { c.signedVote.key = KeyId{"key-admin"}; });
    cast("no key", [](CastVote& c) { c.signedVote.key = {}; });
    cast("another plan", [](CastVote& c) { c.vote.planDigest = Digest{"other"}; });
    cast("another approval", [](CastVote& c) { c.vote.approval = ApprovalId{"other"}; });
    cast("another deployment", [](CastVote& c) { c.vote.deployment = DeploymentId{"acme-running"}; });
    cast("the other tenant", [](CastVote& c) { c.vote.tenant = TenantId{kVictim}; });
    cast("a rejection that approves", [](CastVote& c) { c.vote.decision = VoteDecision::Reject; });
    cast("no group, though one is asked for", [](CastVote& c) { c.groups.clear(); });
}

void addApprovals(const Stream& stream, const std::string& who, std::vector<Forgery>& all) {
    const auto with = [&](const char* what, auto change) {
        all.push_back({what, changed(stream, who, change)});
    };
    with("two votes at once", [&](Approval& a) { a.votes.push_back(castBy(a, "ann")); });
    with("no vote", [](Approval& a) { a.votes.pop_back(); });
    with("an earlier vote taken away", [](Approval& a) { a.votes.erase(a.votes.begin()); });
    with("an earlier vote changed", [](Approval& a) { a.votes.front().vote.voter = UserId{"ann"}; });
    with("expired", [](Approval& a) { a.state = ApprovalState::Expired; });
    with("void", [](Approval& a) { a.state = ApprovalState::Void; });
    with("rejected by a yes", [](Approval& a) { a.state = ApprovalState::Rejected; });
    with("of another deployment", [](Approval& a) { a.deployment = DeploymentId{"acme-running"}; });
    with("that is not there", [](Approval& a) { a.id = ApprovalId{"nothing"}; });
    with("of the other tenant", [](Approval& a) { a.id = ApprovalId{"approval-globex"}; });
    with("void without a vote", [](Approval& a) {
        a.votes.pop_back();
        a.state = ApprovalState::Void;
    });
}

void addEvents(const Stream& stream, const std::string& who, std::vector<Forgery>& all) {
    all.push_back({"the event in another's name",
                   told(stream, who, [](events::ApprovalDecided& e) { e.by = UserId{"ann"}; })});
    all.push_back({"the event with another state",
                   told(stream, who, [](events::ApprovalDecided& e) { e.state = ApprovalState::Rejected; })});
    all.push_back({"the event with other signatures",
                   told(stream, who, [](events::ApprovalDecided& e) { e.votes.front().bytes = "other"; })});
    all.push_back({"the event without signatures",
                   told(stream, who, [](events::ApprovalDecided& e) { e.votes.clear(); })});
    all.push_back({"the event of another approval", told(stream, who, [](events::ApprovalDecided& e) {
                       e.approval = ApprovalId{"approval-globex"};
                   })});
    ports::Transaction tx = vote(stream, who);
    tx.appends.clear();
    all.push_back({"the decision without its event", tx});
    tx = vote(stream, who);
    tx.approvals.clear();
    all.push_back({"the event without its decision", tx});
    tx = vote(stream, who);
    tx.audit.clear();
    all.push_back({"unrecorded", tx});
    tx = vote(stream, who);
    tx.approvals.front().kind = Kind::Vote;
    all.push_back({"a decision as a vote", tx});
    tx = vote(stream, who);
    tx.appends.front().summary.state = DeploymentState::Aborted;
    all.push_back({"and the end of the deployment", tx});
}

void addCircumstances(const Stream& stream, const std::string& who, std::vector<Forgery>& all) {
    const std::string approval = "UPDATE hotswap.approval SET ";
    const std::string place = " WHERE tenant_id = 'acme'";
    all.push_back({"on one's own request", vote(stream, who),
                   approval + "requested_by = " + quoted(who) + place,
                   approval + "requested_by = 'deployer'" + place});
    all.push_back({"after its end", vote(stream, who), approval + "expires_at = 5" + place,
                   approval + "expires_at = (body->>'expiresAt')::bigint" + place});
    all.push_back({"once it is decided", vote(stream, who), approval + "state = 'rejected'" + place,
                   approval + "state = 'pending'" + place});
    all.push_back({"with too few others", vote(stream, who),
                   approval + "body = jsonb_set(body, '{policy,quorum}', '3')" + place,
                   approval + "body = jsonb_set(body, '{policy,quorum}', '2')" + place});
    const std::string voters = place + " AND user_id IN ('approver', 'all')";
    all.push_back(
        {"without a role", vote(stream, who), "UPDATE hotswap.member SET roles = '{deployer}'" + voters,
         "UPDATE hotswap.member SET roles = CASE user_id WHEN 'all' THEN '{deployer,approver,admin}' "
         "ELSE '{approver}' END::text[]" +
             voters});
    all.push_back({"without a key", vote(stream, who), "UPDATE hotswap.member SET key_id = ''" + place,
                   "UPDATE hotswap.member SET key_id = 'key-' || user_id" + place + " AND NOT program"});
    all.push_back(
        {"for the second time", vote(stream, who),
         "INSERT INTO hotswap.vote VALUES ('acme', 'approval-acme', 9, " + quoted(who) + ", '', '', 0, '{}')",
         "DELETE FROM hotswap.vote WHERE position = 9"});
}

} // namespace

ports::Transaction vote(const Stream& stream, const std::string& who) {
    return changed(stream, who, [](Approval&) {});
}

std::vector<Forgery> forgedVotes(const World& world, const std::string& who) {
    const Stream& stream = world.stream(kOwn, "waiting");
    std::vector<Forgery> all;
    addBallots(stream, who, all);
    addApprovals(stream, who, all);
    addEvents(stream, who, all);
    addCircumstances(stream, who, all);
    return all;
}

} // namespace hotswap::rights
