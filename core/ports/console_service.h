// SPDX-License-Identifier: Apache-2.0
#pragma once
// The one way in for people and scripts: execute, query, subscribe. The GUI, hotswapctl and later the HTTP
// API all enter here.

#include "core/domain/approval.h"
#include "core/domain/deployment_event.h"
#include "core/domain/deployment_spec.h"
#include "core/domain/deployment_summary.h"
#include "core/domain/fleet_order.h"
#include "core/domain/identity.h"
#include "core/domain/node.h"
#include "core/domain/node_progress.h"
#include "core/domain/telemetry.h"
#include "core/ports/console_reader.h"
#include "core/ports/coordination.h"
#include "core/ports/enrolment_book.h"
#include "core/ports/event_feed.h"
#include "core/ports/evidence_queries.h"
#include "core/ports/lease_service.h"
#include "core/ports/metric_series.h"
#include "core/ports/node_records.h"
#include "core/ports/policy_queries.h"

#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace hotswap::ports {

// ---- execute ----

namespace requests {

struct Submit {
    DeploymentRequest request;
};

/// A verb on one deployment. `node` only for SkipNode; `reason` required for PromoteFully and AcceptAsIs.
struct Act {
    DeploymentId deployment;
    Verb verb = Verb::Pause;
    NodeId node;
    std::string reason;
};

/// A vote on one approval; `planDigest` is what the voter saw (PlanChanged when it is another now).
struct CastVote {
    ApprovalId approval;
    VoteDecision decision = VoteDecision::Approve;
    Digest planDigest;
    std::string reason;
};

/// The present holder of the scope's lease shall give it up. NotFound when nobody holds it, TransitionRefused
/// while no other participant may lead. Asked once per key: a key that was used does not ask again.
struct HandOver {
    Scope scope;
};

/// A token that new nodes enrol with. It is in the answer's `secret` and nowhere else, so that a key that was
/// used before cannot answer it again: every call makes another one.
struct MakeToken {
    EnvironmentId environment;
    std::uint32_t uses = 1;
    Duration valid = std::chrono::hours(24);
};

/// The node may come in no more, and its session ends. What runs on its host goes on. Revoked before: the
/// answer is a repetition.
struct RevokeNode {
    NodeId node;
    std::string reason; ///< at most limits::kReasonCharsMax
};

/// Takes nodes out of their load balancers, or puts them back. All of one environment, each once; the
/// answer's id is the order's. NotFound names a node that is not there; CapacityRefused below the
/// availability floor; TransitionRefused while an order of the same kind waits for one of them.
struct DrainNodes {
    std::vector<NodeId> nodes;
    std::string reason; ///< may be empty
};
struct UndrainNodes {
    std::vector<NodeId> nodes;
    std::string reason; ///< may be empty
};

/// Stops everything of the scope at once: its deployments pause, commands that nobody took yet are void,
/// every node of the environment is told and confirms. Nothing of the scope begins or resumes until it is
/// released. TransitionRefused when it is stopped. The answer's id is the order's.
struct StopLine {
    Scope scope;
    std::string reason; ///< required
};

/// The line goes on: what the stop paused resumes. TransitionRefused when it is not stopped.
struct ReleaseLine {
    Scope scope;
    std::string reason; ///< required
};

} // namespace requests

using ConsoleRequest =
    std::variant<requests::Submit, requests::Act, requests::CastVote, requests::HandOver, requests::MakeToken,
                 requests::RevokeNode, requests::DrainNodes, requests::UndrainNodes, requests::StopLine,
                 requests::ReleaseLine, requests::SetPolicy>;

struct Answer {
    std::string id;        ///< of the thing made or changed
    bool repeated = false; ///< the key was used before; this is the first answer again
    std::string secret;    ///< told this once and not kept; empty for most
};

// ---- query ----

namespace queries {

/// A plan without submitting it.
struct PlanFor {
    DeploymentRequest request;
};
struct Deployments {
    DeploymentFilter filter;
    std::string page;
    std::size_t limit = 50;
};
struct OneDeployment {
    DeploymentId id;
};
/// Event log of a deployment after a version, oldest first.
struct Events {
    DeploymentId id;
    std::uint64_t afterVersion = 0;
    std::size_t limit = 200;
};
/// Canary and baseline series of a deployment from `from` on (environment time).
struct Metrics {
    DeploymentId id;
    Instant from{};
};
struct Approvals {
    std::vector<ApprovalState> states;
    std::size_t limit = 100;
};
struct OneApproval {
    ApprovalId id;
};
struct Audit {
    AuditFilter filter;
    std::string page;
    std::size_t limit = 100;
};
struct VerifyAudit {};
struct Releases {};
struct OneNode {
    NodeId id;
};
/// Who takes part, who leads what, and how the store is.
struct Coordination {};
/// The latest lines a node logged, oldest first; for a live tail asked again with the last sequence.
struct NodeLog {
    NodeId id;
    NodeLogFilter filter;
    std::size_t limit = 200;
};
/// Commands that were meant for a node with their receipts, newest first.
struct NodeJournal {
    NodeId id;
    std::string page;
    std::size_t limit = 50;
};
/// Telemetry of one node from `from` on (environment time), at most limits::kNodeSeriesMax of it.
struct NodeSeries {
    NodeId id;
    Instant from{};
};
/// Nodes that enrolled, and for administrators the tokens that still count; `environment` empty: of all.
struct Enrolments {
    EnvironmentId environment;
};

/// Drains, undrains, stops and releases, newest first, with their counts; `environment` empty: of all.
struct Orders {
    EnvironmentId environment;
    std::size_t limit = 50;
};
/// One order with where it stands on each node.
struct OneOrder {
    OrderId id;
};

} // namespace queries

using ConsoleQuery =
    std::variant<queries::PlanFor, queries::Deployments, queries::OneDeployment, queries::Events,
                 queries::Metrics, queries::Approvals, queries::OneApproval, queries::Audit,
                 queries::VerifyAudit, queries::Releases, queries::OneNode, queries::Coordination,
                 queries::NodeLog, queries::NodeJournal, queries::NodeSeries, queries::Enrolments,
                 queries::Orders, queries::OneOrder, queries::Evidence, queries::Backtest, queries::Policies>;

/// Where a node stands within a deployment: a word of the domain, shown as it is.
using hotswap::NodeStep;

struct NodeRow {
    NodeId node;
    NodeStep step = NodeStep::Pending;
    ErrorCode reason = ErrorCode::Internal; ///< for Failed, Unknown and Stuck
    std::string detail;
    Instant since{};
};

struct WaveRow {
    enum class State { Pending, Running, Baking, Passed, Failed };
    State state = State::Pending;
    std::vector<NodeRow> nodes;
    std::optional<Verdict> verdict; ///< of the latest look
    Instant bakeStartedAt{};
    Duration bakeLength{};
    Duration bakeDone{}; ///< stands still while paused
};

struct StageRow {
    Stage stage = Stage::Build;
    StageState state = StageState::Pending;
    std::string detail;
    std::vector<events::CheckFinished> checks;
};

/// Whether a verb is possible now, and if not, why: PermissionDenied, TransitionRefused, …
struct VerbRow {
    Verb verb = Verb::Pause;
    bool allowed = false;
    ErrorCode whyNot = ErrorCode::TransitionRefused;
    bool needsReason = false;
};

struct DeploymentDetail {
    DeploymentSummary summary;
    DeploymentSpec spec;
    Plan plan;
    std::vector<StageRow> stages;
    std::vector<WaveRow> waves;
    std::vector<VerbRow> verbs;
    std::vector<Approval> approvals;
    HolderId leader;          ///< empty: nobody leads
    Instant environmentNow{}; ///< the clock its Instants are read against
};

struct PlanAnswer {
    Plan plan;
    ReleaseInfo release;
    std::optional<Release> stable;
    Policy policy;
    /// Things to know before submitting that do not forbid it: "downtime", "noBaselineLastWave", "approval",
    /// "firstRelease", "queuedBehind:ID".
    std::vector<std::string> notes;
};

struct ApprovalDetail {
    Approval approval;
    DeploymentDetail deployment;
    std::optional<DeploymentSummary> previousEnvironment; ///< the release's run in the environment before
    std::map<std::string, std::string> settingsBefore;
    std::map<std::string, std::string> settingsAfter;
    Status mayApprove = success(); ///< for the asking identity
    Instant now{};                 ///< store time, for the countdown
};

struct NodeDetail {
    Node node;
    std::vector<DeploymentSummary> recentDeployments;
};

/// What a node did over time. The points of all series are at the same moments; NaN is a gap.
struct NodeSeriesAnswer {
    struct Point {
        Instant at{};
        double cpuPercent = 0;
        double memoryPercent = 0;
        double requestsPerSecond = 0; ///< of all modules together
        double errorPercent = 0;
        double p95Ms = 0;
    };
    std::vector<Point> points;
    Instant to{};     ///< environment time of the answer
    Duration width{}; ///< of one point
};

struct EnrolmentReport {
    std::vector<EnrolledNode> nodes;
    std::vector<OpenToken> tokens; ///< empty unless `mayChange`
    bool mayChange = false;        ///< the asking identity may make tokens and revoke nodes
    Instant now{};                 ///< store time
};

struct OrdersAnswer {
    std::vector<OrderSummary> orders; ///< newest first
    std::vector<Scope> stopped;       ///< scopes whose line is stopped now
    bool mayOrder = false;            ///< the asking identity may drain, undrain, stop and release
};

struct OrderDetail {
    OrderSummary summary;
    std::vector<OrderNode> nodes; ///< by name
};

using QueryAnswer =
    std::variant<PlanAnswer, DeploymentPage, DeploymentDetail, std::vector<DeploymentEvent>, MetricsAnswer,
                 std::vector<Approval>, ApprovalDetail, AuditPage, AuditCheck, std::vector<ReleaseInfo>,
                 NodeDetail, CoordinationReport, std::vector<NodeLogLine>, NodeJournalPage, NodeSeriesAnswer,
                 EnrolmentReport, OrdersAnswer, OrderDetail, EvidenceAnswer, BacktestAnswer, PoliciesAnswer>;

// ---- subscribe ----

/// What changed since the last delivery; coalesced to at most ten a second.
struct ConsoleDelta {
    bool snapshot = false; ///< replaces everything known
    std::uint64_t cursor = 0;
    std::vector<Node> nodes;
    std::vector<DeploymentSummary> deployments; ///< snapshot: active ones and the latest finished
    std::vector<Approval> approvals;            ///< snapshot: pending ones
    std::vector<Lease> leases;                  ///< always all
    std::vector<DeploymentId> newEvents;        ///< streams with new events
    std::vector<EnvironmentId> newSamples;      ///< environments with new telemetry
    bool auditChanged = false;
    std::vector<OrderSummary> orders; ///< changed ones; snapshot: open ones and the latest
    bool presenceChanged = false;     ///< who takes part changed: ask again for the coordination report
    std::string engineStopped;        ///< why an engine stopped itself (violated invariant); empty: all run
};

/// Called from a service thread; must only enqueue.
class DeltaSink {
public:
    virtual ~DeltaSink() = default;
    virtual void deliver(std::shared_ptr<const ConsoleDelta> delta) = 0;
};

/// Thread-safe. Every call checks the identity first (Unauthenticated, PermissionDenied); what belongs to
/// another tenant answers NotFound as if it did not exist.
class ConsoleService {
public:
    virtual ~ConsoleService() = default;
    virtual Result<Answer> execute(const Identity& who, const ConsoleRequest& request,
                                   const IdempotencyKey& key) = 0;
    virtual Result<QueryAnswer> query(const Identity& who, const ConsoleQuery& query) = 0;
    /// Delivers a snapshot (cursor 0 or too old) or the changes since `cursor`, then deltas until destroyed.
    virtual Result<std::unique_ptr<FeedSubscription>> subscribe(const Identity& who, std::uint64_t cursor,
                                                                std::shared_ptr<DeltaSink> sink) = 0;
};

} // namespace hotswap::ports
