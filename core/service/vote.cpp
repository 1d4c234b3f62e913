// SPDX-License-Identifier: Apache-2.0
#include "core/domain/planted.h"
#include "core/service/handlers.h"

#include "core/domain/approval.h"

#include <string>

namespace hotswap::service {

namespace {

std::string_view decisionName(VoteDecision decision) {
    return decision == VoteDecision::Approve ? "approve" : "reject";
}

AuditRecord voteRecord(const Approval& approval, const CastVote& cast) {
    AuditRecord record;
    record.actor = cast.vote.voter.value;
    record.action = "approval.vote";
    record.subject = approval.id.value;
    record.details = {{"deployment", approval.deployment.value},
                      {"decision", std::string(decisionName(cast.vote.decision))},
                      {"plan", approval.planDigest.value},
                      {"key", cast.signedVote.key.value},
                      {"state", std::string(approvalStateName(approval.state))}};
    if (!cast.vote.reason.empty()) {
        record.details["reason"] = cast.vote.reason;
    }
    return record;
}

} // namespace

Result<ports::Answer> Handlers::vote(const RequestContext& context,
                                     const ports::requests::CastVote& request) {
    return withRetries([&] { return tryVote(context, request); });
}

Result<ports::Answer> Handlers::tryVote(const RequestContext& context,
                                        const ports::requests::CastVote& request) {
    auto loaded = m_ports.store.loadApproval(context.who.tenant, request.approval);
    HS_TRY(loaded);
    const Result<Instant> now = m_ports.store.now();
    HS_TRY(now);
    Approval approval = *std::move(loaded);
    HS_TRY(mayVote(approval, context.who, request.decision, request.reason, *now));
    if (request.planDigest != approval.planDigest) {
        return makeError(ErrorCode::PlanChanged, approval.planDigest.value);
    }
    const auto deployment = m_loader.load(approval.scope.tenant, approval.deployment);
    HS_TRY(deployment);
    const Digest& release = (*deployment)->spec().release.release.digest;
    const Result<CastVote> cast = sign(context.who, request, approval, release, *now);
    HS_TRY(cast);
    approval.votes.push_back(*cast);
    approval.state = decide(approval);
    ports::Transaction tx = begin(context, approval.id.value);
    if (approval.state == ApprovalState::Pending) {
        tx.approvals.push_back({ports::ApprovalChange::Kind::Vote, approval});
    } else {
        approval.decidedAt = *now;
        auto decided = decision(approval, *cast);
        HS_TRY(decided);
        tx.appends.push_back(*std::move(decided));
        tx.approvals.push_back({ports::ApprovalChange::Kind::Decide, approval});
    }
    if (!isPlanted(PlantedBug::VoteUnaudited)) {
        tx.audit.push_back(voteRecord(approval, *cast));
    }
    return commit(context, tx);
}

Result<CastVote> Handlers::sign(const Identity& who, const ports::requests::CastVote& request,
                                const Approval& approval, const Digest& release, Instant now) const {
    if (who.key.empty()) {
        return makeError(ErrorCode::KeyUntrusted, "no key for " + who.user.value);
    }
    CastVote cast;
    cast.vote = Vote{approval.id,           approval.deployment,
                     approval.scope.tenant, approval.planDigest,
                     request.decision,      who.user,
                     request.reason,        now,
                     approval.requestedBy,  release};
    cast.groups = who.groups;
    auto signedVote = m_ports.votes.sign(cast.vote, who.key);
    HS_TRY(signedVote);
    cast.signedVote = *std::move(signedVote);
    // What goes into the store is what nodes will check: never trust the signing side to have done it right.
    HS_TRY(m_ports.votes.verify(cast.vote, cast.signedVote, who.key));
    return cast;
}

Result<ports::Append> Handlers::decision(const Approval& approval, const CastVote& deciding) {
    const auto deployment = m_loader.load(approval.scope.tenant, approval.deployment);
    HS_TRY(deployment);
    const ApprovalProgress* pending = (*deployment)->pendingApproval();
    if (pending == nullptr || pending->id != approval.id) {
        return makeError(ErrorCode::AlreadyDecided, approval.id.value);
    }
    if (pending->planDigest != approval.planDigest) {
        return makeError(ErrorCode::PlanChanged, pending->planDigest.value);
    }
    events::ApprovalDecided decided{
        approval.id, approval.state, deciding.vote.voter, deciding.vote.reason, {}};
    for (const CastVote& cast : approval.votes) {
        decided.votes.push_back(cast.signedVote);
    }
    return append(**deployment, {std::move(decided)});
}

} // namespace hotswap::service
