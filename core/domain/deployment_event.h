// SPDX-License-Identifier: Apache-2.0
#pragma once
// Events of a deployment's stream. The state of a deployment is a pure function of these; nothing else is
// kept. People's verbs are appended by the service, everything else by the leader of the scope.

#include "core/domain/approval.h"
#include "core/domain/command.h"
#include "core/domain/deployment_spec.h"
#include "core/domain/deployment_state.h"
#include "core/domain/verdict.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace hotswap {
namespace events {

/// First event of every stream.
struct Submitted {
    DeploymentSpec spec;
    Plan plan;
};

/// The scope's turn has come: Queued → Running. The plan may have been made anew for the fleet as it is now;
/// `stable` is what the scope ran when it started.
struct Started {
    Plan plan;
    std::optional<Release> stable;
};

struct StageChanged {
    Stage stage = Stage::Build;
    StageState state = StageState::Pending;
    std::string detail;
};

/// A check of a stage ended. Output is cut to limits::kCheckOutputBytesMax.
struct CheckFinished {
    Stage stage = Stage::Build;
    std::string check;
    bool passed = false;
    std::string output;
    Duration took{};
};

struct ApprovalRequested {
    ApprovalId approval;
    Digest planDigest;
    Instant expiresAt{};
};

/// Written in the same transaction as the deciding vote or the expiry.
struct ApprovalDecided {
    ApprovalId approval;
    ApprovalState state = ApprovalState::Approved;
    UserId by; ///< deciding voter; empty for expiry
    std::string reason;
    std::vector<SignedVote> votes;
};

struct WaveStarted {
    std::uint32_t wave = 0; ///< index into the plan's waves; blue-green: 0 prepares, 1 switches
};

/// A command was written to the queue for this node.
struct NodeCommanded {
    NodeId node;
    CommandId command;
    CommandAction action = CommandAction::Apply;
    std::uint32_t wave = 0;
    bool rollback = false;
    Instant giveUpAt{}; ///< nodeCommandLimit from the first try
};

/// A node's receipt arrived.
struct NodeAnswered {
    NodeId node;
    CommandId command;
    ReceiptOutcome outcome = ReceiptOutcome::Failed;
    ErrorCode reason = ErrorCode::Internal;
    std::string detail;
    Release running;
    std::uint64_t sequence = 0; ///< place in the receipt feed; the next leader reads on from here
};

/// The node stayed healthy on the release for minHealthyTime without a break.
struct NodeBecameHealthy {
    NodeId node;
};

/// The node's health broke (or it never became healthy before the deadline), or its command ran out of time:
/// what it runs is then taken as unknown until it says so.
struct NodeFailed {
    NodeId node;
    ErrorCode reason = ErrorCode::Timeout;
    std::string detail;
    bool outcomeUnknown = false;
};

struct NodeSkipped {
    NodeId node;
    std::string why; ///< "offline", "operator", "retired"
    UserId by;       ///< empty: policy
};

struct BakeStarted {
    std::uint32_t wave = 0;
    Duration length{};
};

/// One look at a wave's metrics. Every look is kept, so that breaches in a row survive a takeover and the
/// console shows the same numbers as the engine decides on. `final` ends the wave's bake.
struct WaveJudged {
    std::uint32_t wave = 0;
    Verdict verdict;
    bool final = false;
};

/// All nodes of the wave are healthy (or skipped) and its verdict, if any, allows going on.
struct WavePassed {
    std::uint32_t wave = 0;
};

struct Paused {
    PauseReason reason = PauseReason::Operator;
    UserId by; ///< empty: the engine
    std::string detail;
};

/// One pause reason ended. The deployment goes on when none is left.
struct PauseEnded {
    PauseReason reason = PauseReason::Operator;
    UserId by;
};

/// A person lets the present wave pass without waiting for its verdict: one step, or all of them.
struct Promoted {
    UserId by;
    bool fully = false;
    std::string reason;
};

struct AbortRequested {
    UserId by;
    std::string reason;
};

/// RollingBack begins: `nodes` are all that may have changed, in the order they are taken back.
struct RollbackStarted {
    EndReason reason = EndReason::None;
    std::string detail;
    std::vector<NodeId> nodes;
    std::optional<Release> target; ///< none: remove the module
    UserId by;                     ///< set for AbortRequested and RollbackRequested
};

/// The node was tried triesAtOnce times and is not back: it needs a person.
struct NodeStuck {
    NodeId node;
    ErrorCode reason = ErrorCode::Timeout;
    std::string detail;
};

struct InterventionNeeded {
    std::vector<NodeId> nodes;
};

/// RetryFailed (running: failed nodes are tried again; in NeedsIntervention: the stuck ones are).
struct RetryRequested {
    UserId by;
    std::vector<NodeId> nodes;
};

/// A finished deployment is to be taken back.
struct RollbackRequested {
    UserId by;
    std::string reason;
};

/// An administrator takes the present state of a deployment in NeedsIntervention as the end of it.
struct AcceptedAsItIs {
    UserId by;
    std::string reason;
};

/// A newer deployment of the scope replaces this one.
struct Superseded {
    DeploymentId by;
};

/// The end: state is terminal.
struct Finished {
    DeploymentState state = DeploymentState::Succeeded;
    EndReason reason = EndReason::None;
    std::string detail;
};

/// The node's command was void before it was delivered (pause, expiry): nothing happened there.
struct NodeReturned {
    NodeId node;
    CommandId command;
};

/// Nodes that joined the environment during the run; they form one more wave at its end. Never in a gated
/// environment: nobody agreed to them.
struct NodesJoined {
    std::vector<NodeId> nodes;
};

} // namespace events

using DeploymentEventBody =
    std::variant<events::Submitted, events::Started, events::StageChanged, events::CheckFinished,
                 events::ApprovalRequested, events::ApprovalDecided, events::WaveStarted,
                 events::NodeCommanded, events::NodeAnswered, events::NodeBecameHealthy, events::NodeFailed,
                 events::NodeSkipped, events::BakeStarted, events::WaveJudged, events::WavePassed,
                 events::Paused, events::PauseEnded, events::Promoted, events::AbortRequested,
                 events::RollbackStarted, events::NodeStuck, events::InterventionNeeded,
                 events::RetryRequested, events::RollbackRequested, events::AcceptedAsItIs,
                 events::Superseded, events::Finished, events::NodeReturned, events::NodesJoined>;

/// An event as stored: its place in the stream and when it was written.
struct DeploymentEvent {
    std::uint64_t version = 0; ///< 1 for the first event; set by the store
    Instant at{}; ///< the deployment's environment time; given by the writer, the same for one append
    DeploymentEventBody body;
};

/// Stable name of an event's kind, for logs and storage: "nodeAnswered".
std::string_view eventName(const DeploymentEventBody& body);

} // namespace hotswap
