// SPDX-License-Identifier: Apache-2.0
#include "core/engine/effect_runner.h"

#include "core/domain/limits.h"
#include "core/domain/planted.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace hotswap::engine {

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

/// Whether something has to happen after the decision is committed and before the next one.
bool endsBatch(const Decision& decision) {
    return !decision.checks.empty() || !decision.askCommands.empty() || !decision.askNodes.empty() ||
           decision.look || decision.requestApproval || !decision.voidApprovals.empty();
}

/// Whether the decision may be committed together with what is there. A command made void must be stored as
/// one first.
bool fitsWith(const EffectRunner::Batch& batch, const Decision& decision) {
    const std::size_t events = batch.bodies.size() + decision.events.size() + decision.intents.size() + 2;
    const std::size_t commands = batch.transaction.commands.size() + decision.intents.size();
    return events <= limits::kEventsPerAppendMax && commands <= limits::kCommandsPerCommitMax &&
           (decision.voidCommands.empty() || batch.transaction.commands.empty());
}

} // namespace

EffectRunner::EffectRunner(const EnginePorts& ports, const EngineOptions& options,
                           std::shared_ptr<Mailbox> mailbox, EngineStats& stats)
    : m_ports(ports), m_options(options), m_mailbox(std::move(mailbox)), m_stats(stats) {}

bool EffectRunner::leaseHolds(const ScopeState& scope) const {
    return scope.lease && m_ports.storeClock.now() + m_options.leaseMargin < scope.lease->expiresAt;
}

Status EffectRunner::addApproval(const ScopeState& scope, const Run& run, const Decision& decision,
                                 Batch& added) {
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
        added.bodies.emplace_back(events::StageChanged{Stage::Approval, StageState::WaitingForApproval, {}});
    }
    added.bodies.emplace_back(
        events::ApprovalRequested{approval.id, approval.planDigest, approval.expiresAt});
    added.transaction.approvals.push_back({ports::ApprovalChange::Kind::Put, std::move(approval)});
    return success();
}

Status EffectRunner::addVoidApprovals(const ScopeState& scope, const Decision& decision, Batch& added) {
    for (const ApprovalId& id : decision.voidApprovals) {
        auto approval = m_ports.store.loadApproval(scope.scope.tenant, id);
        HS_TRY(approval);
        if (approval->state == ApprovalState::Pending) {
            approval->state = ApprovalState::Void;
            approval->decidedAt = m_ports.storeClock.now();
            added.transaction.approvals.push_back(
                {ports::ApprovalChange::Kind::Decide, std::move(*approval)});
        }
    }
    return success();
}

Status EffectRunner::addCommands(const ScopeState& scope, const Run& run, const Decision& decision,
                                 Instant now, Batch& added) {
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
        added.transaction.commands.push_back(std::move(*signedCommand));
        added.bodies.emplace_back(events::NodeCommanded{command.node, command.id, intent.action, intent.wave,
                                                        intent.rollback, intent.giveUpAt});
    }
    return success();
}

void EffectRunner::addCapacity(const Run& run, const Decision& decision, Batch& added) const {
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
    added.transaction.capacity.push_back(std::move(change));
}

Acted EffectRunner::act(ScopeState& scope, Run& run, const Decision& decision, Instant now, Batch& batch) {
    if (!fitsWith(batch, decision)) {
        if (const Acted acted = commit(scope, run, batch, now); acted != Acted::Done) {
            return acted;
        }
    }
    Batch added;
    added.bodies = decision.events;
    added.transaction.voidCommands = decision.voidCommands;
    if (decision.evidence) {
        added.transaction.evidence.push_back(*decision.evidence);
    }
    Status made = addApproval(scope, run, decision, added);
    if (made.ok()) {
        made = addVoidApprovals(scope, decision, added);
    }
    if (made.ok()) {
        made = addCommands(scope, run, decision, now, added);
    }
    if (!made.ok()) {
        // What was decided before does not wait for this.
        const Acted acted = commit(scope, run, batch, now);
        return acted == Acted::Done ? refused(run, made.error(), now) : acted;
    }
    addCapacity(run, decision, added);
    take(run, std::move(added), batch, scope.lease->fence, now);
    if (!endsBatch(decision)) {
        return Acted::Done;
    }
    if (const Acted acted = commit(scope, run, batch, now); acted != Acted::Done) {
        return acted;
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

/// Puts what a decision changes behind what the batch holds, and the deployment goes on from there.
void EffectRunner::take(Run& run, Batch&& added, Batch& batch, const Fence& fence, Instant now) {
    Deployment& deployment = *run.deployment;
    if (batch.isEmpty()) {
        batch.versionBefore = deployment.version();
        batch.begins = !isActive(deployment.state());
        batch.fence = fence;
    }
    DeploymentEvent event;
    event.version = deployment.version();
    event.at = now;
    for (DeploymentEventBody& body : added.bodies) {
        ++event.version;
        event.body = body;
        const Status taken = deployment.apply(event);
        HS_INVARIANT(taken.ok(), (std::string(eventName(body)) + ": " + describe(taken.error())).c_str());
        batch.bodies.push_back(std::move(body));
    }
    const auto append = [](auto& to, auto& from) {
        to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
    };
    append(batch.transaction.voidCommands, added.transaction.voidCommands);
    append(batch.transaction.commands, added.transaction.commands);
    append(batch.transaction.approvals, added.transaction.approvals);
    append(batch.transaction.capacity, added.transaction.capacity);
    append(batch.transaction.evidence, added.transaction.evidence);
}

Acted EffectRunner::commit(ScopeState& scope, Run& run, Batch& batch, Instant now) {
    if (batch.isEmpty()) {
        return Acted::Done;
    }
    Batch whole = std::exchange(batch, {});
    if (!leaseHolds(scope)) {
        run.reload();
        return Acted::Later;
    }
    ports::Transaction tx = std::move(whole.transaction);
    tx.tenant = scope.scope.tenant;
    tx.proof = ports::LeaseProof{scope.scope, m_options.holder, scope.lease->fence};
    if (!isPlanted(PlantedBug::DecisionUnaudited)) {
        tx.audit.push_back(auditOf(scope, run, m_options.holder, whole.bodies));
    }
    if (whole.begins) {
        tx.runningMax = m_options.runningMax; // counting makes all who count wait for each other
    }
    if (!whole.bodies.empty()) {
        tx.appends.push_back(
            {run.id, whole.versionBefore, std::move(whole.bodies), now, run.deployment->summarize()});
    }
    ++m_stats.commits;
    scope.leftWhenIssued = scope.lease->expiresAt - m_ports.storeClock.now();
    const auto committed = m_ports.store.commit(tx);
    return committed.ok() ? Acted::Done : refused(run, committed.error(), now);
}

Acted EffectRunner::refused(Run& run, const Error& error, Instant now) {
    // The events were taken into memory before: only the stream says what is true now.
    run.reload();
    switch (error.code) {
    case ErrorCode::VersionConflict:
    case ErrorCode::AlreadyDecided: ++m_stats.conflicts; return Acted::Again;
    case ErrorCode::OutcomeUnknown: ++m_stats.unknownCommits; return Acted::Unknown;
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
    Batch added;
    Approval expired = approval;
    expired.state = ApprovalState::Expired;
    expired.decidedAt = m_ports.storeClock.now();
    added.bodies.emplace_back(
        events::ApprovalDecided{approval.id, ApprovalState::Expired, {}, "approval expired", {}});
    added.transaction.approvals.push_back({ports::ApprovalChange::Kind::Decide, std::move(expired)});
    Batch batch;
    take(run, std::move(added), batch, scope.lease->fence, now);
    return commit(scope, run, batch, now);
}

} // namespace hotswap::engine
