// SPDX-License-Identifier: Apache-2.0
#pragma once
// States of a deployment and its pipeline stages, with the transition table as data.

#include "core/domain/error.h"
#include "core/domain/time.h"

#include <span>
#include <string>
#include <string_view>

namespace hotswap {

/// Each says when it is entered, what ends it, and what an operator may do there.
enum class DeploymentState {
    Queued,             ///< accepted; ends when it is the scope's turn; may be aborted
    Running,            ///< stages or waves are at work; all verbs but retry and rollback
    Paused,             ///< at least one pause reason holds; resume, promote, skip, abort
    WaitingForApproval, ///< a person's sign-off is awaited, nothing is held meanwhile; abort
    RollingBack,        ///< going back on every node that may have changed; nothing but watching
    Succeeded,          ///< every node runs the release; terminal; may be rolled back
    Failed,             ///< ended before any node was changed; terminal
    Aborted,            ///< ended on request or expiry, on the stable release; terminal
    RolledBack,         ///< was bad, the stable release is back everywhere; terminal
    NeedsIntervention,  ///< a rollback did not finish everywhere; retry, rollback, accept as it is; tries go
                        ///< on
};

inline constexpr DeploymentState kAllDeploymentStates[] = {
    DeploymentState::Queued,      DeploymentState::Running,
    DeploymentState::Paused,      DeploymentState::WaitingForApproval,
    DeploymentState::RollingBack, DeploymentState::Succeeded,
    DeploymentState::Failed,      DeploymentState::Aborted,
    DeploymentState::RolledBack,  DeploymentState::NeedsIntervention};

std::string_view deploymentStateName(DeploymentState state); ///< "waitingForApproval", camelCase
bool isTerminal(DeploymentState state);                      ///< Succeeded, Failed, Aborted, RolledBack
bool isActive(DeploymentState state); ///< occupies its scope: neither Queued nor terminal

/// One allowed transition and what causes it (for the diagram in core/engine/README.md).
struct Transition {
    DeploymentState from;
    DeploymentState to;
    std::string_view cause;
};

/// The whole table. What is not in it does not happen.
std::span<const Transition> transitionTable();
bool mayTransition(DeploymentState from, DeploymentState to);

/// Pipeline stages in order; Build and SecurityScan run in parallel.
enum class Stage { Build, Test, SecurityScan, Approval, Deploy, Validate };
inline constexpr Stage kAllStages[] = {Stage::Build,    Stage::Test,   Stage::SecurityScan,
                                       Stage::Approval, Stage::Deploy, Stage::Validate};
std::string_view stageName(Stage stage);

enum class StageState { Pending, Running, WaitingForApproval, Succeeded, Failed, Skipped };
std::string_view stageStateName(StageState state);

/// Why a deployment is paused. A set of these with start times; empty set: not paused.
enum class PauseReason {
    Operator,         ///< somebody pressed pause; a person resumes
    Inconclusive,     ///< a bake ended without a verdict; a person promotes, aborts or resumes (bakes again)
    NoData,           ///< a bake ended without data; as above
    MetricSource,     ///< the metric source failed 5 times in a row; ends by itself when it answers again
    Capacity,         ///< the next step would cross the availability floor; ends by itself
    Freeze,           ///< a freeze window is open; ends by itself, or by override
    ProgressDeadline, ///< no node became healthy in time; a person decides
    StageFailed,      ///< reserved for stages that policy lets a person retry
    LostTail,         ///< the store may have lost commits; an administrator confirms
};
inline constexpr PauseReason kAllPauseReasons[] = {
    PauseReason::Operator,         PauseReason::Inconclusive, PauseReason::NoData,
    PauseReason::MetricSource,     PauseReason::Capacity,     PauseReason::Freeze,
    PauseReason::ProgressDeadline, PauseReason::StageFailed,  PauseReason::LostTail};
std::string_view pauseReasonName(PauseReason reason);
bool needsPerson(PauseReason reason);

/// Why a deployment went back or ended. Closed; ui turns each into a sentence with the numbers that go with
/// it.
enum class EndReason {
    None,
    Completed,     ///< every node runs the release and stayed healthy
    VerdictFailed, ///< metrics: see the wave's verdict
    NodeFailed,    ///< a node failed to apply or to become healthy
    TooManyFailed, ///< more nodes failed than the gate allows
    ProgressDeadline,
    ValidationFailed,
    SmokeFailed, ///< blue-green: the new slot failed its checks, nothing was switched
    CheckFailed, ///< a build, test or scan check failed
    AbortRequested,
    RollbackRequested,
    ApprovalRejected,
    ApprovalExpired,
    Superseded,
    CapacityImpossible, ///< the plan could never proceed
    AcceptedAsItIs,
};
std::string_view endReasonName(EndReason reason);

/// What an operator can ask of a deployment.
enum class Verb { Pause, Resume, Promote, PromoteFully, SkipNode, Abort, RetryFailed, Rollback, AcceptAsIs };
inline constexpr Verb kAllVerbs[] = {Verb::Pause,        Verb::Resume,   Verb::Promote,
                                     Verb::PromoteFully, Verb::SkipNode, Verb::Abort,
                                     Verb::RetryFailed,  Verb::Rollback, Verb::AcceptAsIs};
std::string_view verbName(Verb verb);

} // namespace hotswap
