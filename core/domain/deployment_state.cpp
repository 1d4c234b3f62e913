// SPDX-License-Identifier: Apache-2.0
#include "core/domain/deployment_state.h"

#include "core/domain/invariant.h"

#include <algorithm>

namespace hotswap {

namespace {

using S = DeploymentState;

constexpr Transition kTransitions[] = {
    {S::Queued, S::Running, "its turn in the scope"},
    {S::Queued, S::Failed, "the plan can never proceed"},
    {S::Queued, S::Aborted, "abort, superseded"},
    {S::Running, S::Paused, "a pause reason begins"},
    {S::Running, S::WaitingForApproval, "sign-off requested"},
    {S::Running, S::RollingBack, "a failure, breach or abort after nodes were changed"},
    {S::Running, S::Succeeded, "validated"},
    {S::Running, S::Failed, "a check failed before any node was changed"},
    {S::Running, S::Aborted, "abort before any node was changed"},
    {S::Paused, S::Running, "the last pause reason ends"},
    {S::Paused, S::RollingBack, "a failure, breach or abort after nodes were changed"},
    {S::Paused, S::Failed, "a check failed before any node was changed"},
    {S::Paused, S::Aborted, "abort before any node was changed"},
    {S::WaitingForApproval, S::Running, "approved, or a request during the run decided"},
    {S::WaitingForApproval, S::Paused, "decided while a pause reason holds"},
    {S::WaitingForApproval, S::RollingBack, "a failure, breach or abort after nodes were changed"},
    {S::WaitingForApproval, S::Failed, "a check failed before any node was changed"},
    {S::WaitingForApproval, S::Aborted, "rejected, expired or aborted"},
    {S::RollingBack, S::RolledBack, "the stable release is back everywhere"},
    {S::RollingBack, S::Aborted, "the same, after an abort or a newer deployment"},
    {S::RollingBack, S::NeedsIntervention, "a node could not be taken back"},
    {S::Succeeded, S::RollingBack, "rollback requested"},
    {S::NeedsIntervention, S::RollingBack, "retry or rollback requested"},
    {S::NeedsIntervention, S::RolledBack, "a later try succeeded"},
    {S::NeedsIntervention, S::Aborted, "a later try after an abort succeeded, or accepted as it is"},
};

} // namespace

std::string_view deploymentStateName(DeploymentState state) {
    switch (state) {
    case S::Queued: return "queued";
    case S::Running: return "running";
    case S::Paused: return "paused";
    case S::WaitingForApproval: return "waitingForApproval";
    case S::RollingBack: return "rollingBack";
    case S::Succeeded: return "succeeded";
    case S::Failed: return "failed";
    case S::Aborted: return "aborted";
    case S::RolledBack: return "rolledBack";
    case S::NeedsIntervention: return "needsIntervention";
    }
    invariantFailed("state", "a deployment state of the enum", __FILE__, __LINE__);
}

bool isTerminal(DeploymentState state) {
    return state == S::Succeeded || state == S::Failed || state == S::Aborted || state == S::RolledBack;
}

bool isActive(DeploymentState state) {
    return state != S::Queued && !isTerminal(state);
}

std::span<const Transition> transitionTable() {
    return kTransitions;
}

bool mayTransition(DeploymentState from, DeploymentState to) {
    return std::any_of(std::begin(kTransitions), std::end(kTransitions),
                       [&](const Transition& t) { return t.from == from && t.to == to; });
}

std::string_view stageName(Stage stage) {
    switch (stage) {
    case Stage::Build: return "build";
    case Stage::Test: return "test";
    case Stage::SecurityScan: return "securityScan";
    case Stage::Approval: return "approval";
    case Stage::Deploy: return "deploy";
    case Stage::Validate: return "validate";
    }
    invariantFailed("stage", "a stage of the enum", __FILE__, __LINE__);
}

std::string_view stageStateName(StageState state) {
    switch (state) {
    case StageState::Pending: return "pending";
    case StageState::Running: return "running";
    case StageState::WaitingForApproval: return "waitingForApproval";
    case StageState::Succeeded: return "succeeded";
    case StageState::Failed: return "failed";
    case StageState::Skipped: return "skipped";
    }
    invariantFailed("state", "a stage state of the enum", __FILE__, __LINE__);
}

std::string_view pauseReasonName(PauseReason reason) {
    switch (reason) {
    case PauseReason::Operator: return "operator";
    case PauseReason::Inconclusive: return "inconclusive";
    case PauseReason::NoData: return "noData";
    case PauseReason::MetricSource: return "metricSource";
    case PauseReason::Capacity: return "capacity";
    case PauseReason::Freeze: return "freeze";
    case PauseReason::ProgressDeadline: return "progressDeadline";
    case PauseReason::StageFailed: return "stageFailed";
    case PauseReason::LostTail: return "lostTail";
    }
    invariantFailed("reason", "a pause reason of the enum", __FILE__, __LINE__);
}

bool needsPerson(PauseReason reason) {
    return reason != PauseReason::MetricSource && reason != PauseReason::Capacity &&
           reason != PauseReason::Freeze;
}

std::string_view endReasonName(EndReason reason) {
    switch (reason) {
    case EndReason::None: return "none";
    case EndReason::Completed: return "completed";
    case EndReason::VerdictFailed: return "verdictFailed";
    case EndReason::NodeFailed: return "nodeFailed";
    case EndReason::TooManyFailed: return "tooManyFailed";
    case EndReason::ProgressDeadline: return "progressDeadline";
    case EndReason::ValidationFailed: return "validationFailed";
    case EndReason::SmokeFailed: return "smokeFailed";
    case EndReason::CheckFailed: return "checkFailed";
    case EndReason::AbortRequested: return "abortRequested";
    case EndReason::RollbackRequested: return "rollbackRequested";
    case EndReason::ApprovalRejected: return "approvalRejected";
    case EndReason::ApprovalExpired: return "approvalExpired";
    case EndReason::Superseded: return "superseded";
    case EndReason::CapacityImpossible: return "capacityImpossible";
    case EndReason::AcceptedAsItIs: return "acceptedAsItIs";
    }
    invariantFailed("reason", "an end reason of the enum", __FILE__, __LINE__);
}

std::string_view verbName(Verb verb) {
    switch (verb) {
    case Verb::Pause: return "pause";
    case Verb::Resume: return "resume";
    case Verb::Promote: return "promote";
    case Verb::PromoteFully: return "promoteFully";
    case Verb::SkipNode: return "skipNode";
    case Verb::Abort: return "abort";
    case Verb::RetryFailed: return "retryFailed";
    case Verb::Rollback: return "rollback";
    case Verb::AcceptAsIs: return "acceptAsIs";
    }
    invariantFailed("verb", "a verb of the enum", __FILE__, __LINE__);
}

} // namespace hotswap
