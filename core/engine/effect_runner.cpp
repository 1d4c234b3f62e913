// SPDX-License-Identifier: Apache-2.0
#include "core/engine/effect_runner.h"

#include "core/domain/limits.h"
#include "core/domain/planted.h"

#include <algorithm>

namespace hotswap::engine {

struct EffectRunner::Draft {
    ports::Transaction transaction;
    std::vector<DeploymentEventBody> bodies;

    bool isEmpty() const {
        return bodies.empty() && transaction.commands.empty() && transaction.voidCommands.empty() &&
               transaction.approvals.empty() && transaction.capacity.empty();
    }
};

namespace {

/// What the audit trail calls the transaction: its weightiest event.
std::string_view actionOf(const std::vector<DeploymentEventBody>& bodies) {
    static constexpr std::string_view kByWeight[] = {
        "finished",        "rollbackStarted", "interventionNeeded", "started",     "approvalRequested",
        "approvalDecided", "paused",          "pauseEnded",         "waveStarted", "wavePassed",
        "bakeStarted",     "stageChanged",    "nodeStuck",          "nodeFailed",  "nodeCommanded"};
    for (const std::string_view name : kByWeight) {
        for (const DeploymentEventBody& body : bodies) {
            if (eventName(body) == name) {
                return name;
            }
        }
    }
    return bodies.empty() ? "commandsVoided" : eventName(bodies.front());
}

AuditRecord auditOf(const ScopeState& scope, const Run& run, const HolderId& holder,
                    const std::vector<DeploymentEventBody>& bodies) {
    AuditRecord record;
    record.tenant = scope.scope.tenant;
    record.actor = holder.value;
    record.via = holder.value;
    record.action = "deployment." + std::string(actionOf(bodies));
    record.subject = run.id.value;
    record.details = {{"scope", scope.scope.text()}, {"events", std::to_string(bodies.size())}};
    return record;
}

} // namespace

EffectRunner::EffectRunner(const EnginePorts& ports, const EngineOptions& options,
                           std::shared_ptr<Mailbox> mailbox, EngineStats& stats)
    : m_ports(ports), m_options(options), m_mailbox(std::move(mailbox)), m_stats(stats) {}

bool EffectRunner::leaseHolds(const ScopeState& scope) const {
    return scope.lease && m_ports.storeClock.now() + m_options.leaseMargin < scope.lease->expiresAt;
}

Status EffectRunner::addApproval(const ScopeState& scope, const Run& run, const Decision& decision,
                                 Draft& draft) {
    if (!decision.requestApproval) {
        return success();
    }
    const Deployment& deployment = *run.deployment;
    Approval approval;
    approval.id = ApprovalId(ports::makeUniqueText(m_ports.random));
    approval.deployment = run.id;
    approval.scope = scope.scope;
    approval.planDigest = deployment.plan().digest;
    approval.requestedBy = deployment.spec().requestedBy;
    approval.policy = deployment.policy().approval;
    approval.requestedAt = m_ports.storeClock.now();
    approval.expiresAt = approval.requestedAt + approval.policy.expiresAfter;
    approval.changedSince = decision.approvalChangedSince;
    if (deployment.stage(Stage::Approval).state == StageState::Pending) {
        draft.bodies.emplace_back(events::StageChanged{Stage::Approval, StageState::WaitingForApproval, {}});
    }
    draft.bodies.emplace_back(
        events::ApprovalRequested{approval.id, approval.planDigest, approval.expiresAt});
    draft.transaction.approvals.push_back({ports::ApprovalChange::Kind::Put, std::move(approval)});
    return success();
}

Status EffectRunner::addVoidApprovals(const ScopeState& scope, const Decision& decision, Draft& draft) {
    for (const ApprovalId& id : decision.voidApprovals) {
        auto approval = m_ports.store.loadApproval(scope.scope.tenant, id);
        HS_TRY(approval);
        if (approval->state == ApprovalState::Pending) {
            approval->state = ApprovalState::Void;
            approval->decidedAt = m_ports.storeClock.now();
            draft.transaction.approvals.push_back(
                {ports::ApprovalChange::Kind::Decide, std::move(*approval)});
        }
    }
    return success();
}

Status EffectRunner::addCommands(const ScopeState& scope, const Run& run, const Decision& decision,
                                 Instant now, Draft& draft) {
    const Deployment& deployment = *run.deployment;
    const Policy& policy = deployment.policy();
    for (const NodeIntent& intent : decision.intents) {
        HS_INVARIANT(intent.rollback || !policy.approval.required || !deployment.votes().empty() ||
                         isPlanted(PlantedBug::ApprovalIsSkipped),
                     "nothing gated happens without votes");
        Command command;
        command.id = CommandId(ports::makeUniqueText(m_ports.random));
        command.node = deployment.nodes().at(intent.node).id;
        command.scope = scope.scope;
        command.deployment = run.id;
        command.release = intent.release;
        command.action = intent.action;
        command.planDigest = deployment.plan().digest;
        command.votes = deployment.votes();
        command.fence = scope.lease->fence;
        command.notAfter = now + limits::kCommandLifetimeMax;
        command.minHealthyTime = policy.gate.minHealthyTime;
        command.healthyDeadline = intent.action == CommandAction::Prepare ? policy.strategy.smokeLimit
                                                                          : policy.gate.healthyDeadline;
        auto signedCommand = m_ports.signer.sign(command);
        HS_TRY(signedCommand);
        draft.transaction.commands.push_back(std::move(*signedCommand));
        draft.bodies.emplace_back(events::NodeCommanded{command.node, command.id, intent.action, intent.wave,
                                                        intent.rollback, intent.giveUpAt});
    }
    return success();
}

void EffectRunner::addCapacity(const Run& run, const Decision& decision, Draft& draft) const {
    const Deployment& deployment = *run.deployment;
    ports::CapacityChange change;
    change.deployment = run.id;
    change.environment = deployment.spec().scope.environment;
    change.release = decision.release;
    for (const NodeIntent& intent : decision.intents) {
        if (!run.withoutClaims || !intent.rollback) {
            change.claim.push_back(deployment.nodes().at(intent.node).id);
        }
    }
    if (change.claim.empty() && change.release.empty()) {
        return;
    }
    const std::uint32_t total = run.facts.environmentNodes;
    const std::uint32_t floor = floorNodes(total, deployment.policy().gate.availabilityFloorPercent);
    change.outOfServiceMax = total > floor ? total - floor : 0;
    change.lowers = !deployment.spec().release.swapsWithoutDowntime;
    draft.transaction.capacity.push_back(std::move(change));
}

Acted EffectRunner::act(ScopeState& scope, Run& run, const Decision& decision, Instant now) {
    if (!leaseHolds(scope)) {
        return Acted::Later;
    }
    Draft draft;
    draft.bodies = decision.events;
    draft.transaction.voidCommands = decision.voidCommands;
    Status drafted = addApproval(scope, run, decision, draft);
    if (drafted.ok()) {
        drafted = addVoidApprovals(scope, decision, draft);
    }
    if (drafted.ok()) {
        drafted = addCommands(scope, run, decision, now, draft);
    }
    if (!drafted.ok()) {
        return refused(run, drafted.error(), now);
    }
    addCapacity(run, decision, draft);
    if (!draft.isEmpty()) {
        if (const Acted acted = commit(scope, run, draft, now); acted != Acted::Done) {
            return acted;
        }
    }
    startChecks(run, decision);
    askCommands(run, decision);
    if (decision.look) {
        look(run, *decision.look, now);
    }
    if (m_ports.nodes != nullptr && !decision.askNodes.empty()) {
        m_ports.nodes->ask(decision.askNodes, Duration{1'000}, decision.askDuring);
    }
    return Acted::Done;
}

Acted EffectRunner::commit(ScopeState& scope, Run& run, Draft& draft, Instant now) {
    ports::Transaction& tx = draft.transaction;
    tx.tenant = scope.scope.tenant;
    tx.proof = ports::LeaseProof{scope.scope, m_options.holder, scope.lease->fence};
    if (!isPlanted(PlantedBug::DecisionUnaudited)) {
        tx.audit.push_back(auditOf(scope, run, m_options.holder, draft.bodies));
    }
    tx.runningMax = m_options.runningMax;
    if (!draft.bodies.empty()) {
        const std::uint64_t before = run.deployment->version();
        DeploymentEvent event;
        event.version = before;
        event.at = now;
        for (const DeploymentEventBody& body : draft.bodies) {
            ++event.version;
            event.body = body;
            const Status taken = run.deployment->apply(event);
            HS_INVARIANT(taken.ok(), (std::string(eventName(body)) + ": " + describe(taken.error())).c_str());
        }
        tx.appends.push_back({run.id, before, std::move(draft.bodies), now, run.deployment->summarize()});
    }
    ++m_stats.commits;
    const auto committed = m_ports.store.commit(tx);
    return committed.ok() ? Acted::Done : refused(run, committed.error(), now);
}

Acted EffectRunner::refused(Run& run, const Error& error, Instant now) {
    // The events were taken into memory before: only the stream says what is true now.
    run.reload();
    switch (error.code) {
    case ErrorCode::VersionConflict:
    case ErrorCode::AlreadyDecided: ++m_stats.conflicts; return Acted::Again;
    case ErrorCode::OutcomeUnknown: ++m_stats.unknownCommits; return Acted::Again;
    case ErrorCode::CapacityRefused:
        run.inputs.capacityRefused = true;
        run.inputs.capacityRetryAt = now + limits::kCapacityRetry;
        run.withoutClaims = true;
        return Acted::Again;
    case ErrorCode::EpochStale: return Acted::LostLease;
    default: return Acted::Later;
    }
}

Acted EffectRunner::expire(ScopeState& scope, Run& run, const Approval& approval, Instant now) {
    if (!leaseHolds(scope)) {
        return Acted::Later;
    }
    Draft draft;
    Approval expired = approval;
    expired.state = ApprovalState::Expired;
    expired.decidedAt = m_ports.storeClock.now();
    draft.bodies.emplace_back(
        events::ApprovalDecided{approval.id, ApprovalState::Expired, {}, "approval expired", {}});
    draft.transaction.approvals.push_back({ports::ApprovalChange::Kind::Decide, std::move(expired)});
    return commit(scope, run, draft, now);
}

} // namespace hotswap::engine
