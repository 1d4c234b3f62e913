// SPDX-License-Identifier: Apache-2.0
#pragma once
// One deployment as the fold of its events: what the engine decides on, what the service checks verbs against
// and what consoles show. Pure: the same events give the same value everywhere.

#include "core/domain/deployment_event.h"
#include "core/domain/deployment_summary.h"
#include "core/domain/node_progress.h"
#include "core/domain/result.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hotswap {

enum class WavePhase {
    Pending,
    Running, ///< its nodes are being changed or settle
    Baking,  ///< all its nodes are healthy, metrics are gathered
    Passed,
    Failed, ///< its verdict or one of its nodes made the deployment go back
};

struct WaveProgress {
    WavePhase phase = WavePhase::Pending;
    Instant startedAt{};
    Instant passedAt{};
    Instant bakeStartedAt{};
    Instant bakeEndedAt{}; ///< when it passed; with bakeStartedAt the frozen window of baseline source (2)
    Duration bakeLength{};
    Duration bakeDone{};            ///< up to the last event; see Deployment::bakeDone()
    std::optional<Verdict> verdict; ///< of the latest look
    std::uint32_t looks = 0;
    bool promoted = false;            ///< a person let it pass
    std::vector<std::uint32_t> nodes; ///< plan indices, in the order they are started
    std::uint32_t firstPending = 0;   ///< everything before this place in `nodes` was started before
};

struct StageProgress {
    StageState state = StageState::Pending;
    std::string detail;
    Instant since{};
    std::vector<events::CheckFinished> checks;
};

struct ApprovalProgress {
    ApprovalId id;
    Digest planDigest;
    Instant expiresAt{}; ///< store time
    ApprovalState state = ApprovalState::Pending;
    bool forFullPromotion = false;
    std::vector<SignedVote> votes;
};

/// Set from RollbackStarted on.
struct RollbackProgress {
    EndReason reason = EndReason::None;
    std::string detail;
    std::vector<std::uint32_t> nodes;
    std::optional<Release> target;
    UserId by;
    Instant startedAt{};
};

class Deployment {
public:
    /// Folds a stream from its first event. Malformed when the first is not Submitted or a version is
    /// missing; TransitionRefused when an event cannot follow.
    static Result<Deployment> fold(std::span<const DeploymentEvent> events);
    /// Takes the next event; an error leaves the value as it was.
    Status apply(const DeploymentEvent& event);

    // ---- what was asked for ----
    const DeploymentSpec& spec() const { return m_spec; }
    const Plan& plan() const { return m_plan; }
    const DeploymentId& id() const { return m_spec.id; }
    const Policy& policy() const { return m_spec.policy; }
    const std::optional<Release>& stable() const { return m_spec.stable; }

    // ---- where it stands ----
    std::uint64_t version() const { return m_version; }
    DeploymentState state() const { return m_state; }
    const std::vector<ActivePause>& pauses() const { return m_pauses; }
    bool isPausedBy(PauseReason reason) const;
    const StageProgress& stage(Stage stage) const { return m_stages[static_cast<std::size_t>(stage)]; }
    const std::vector<ApprovalProgress>& approvals() const { return m_approvals; }
    const ApprovalProgress* pendingApproval() const;
    /// Votes that agreed to the plan; empty while nobody did.
    const std::vector<SignedVote>& votes() const { return m_votes; }

    // ---- waves and nodes ----
    const std::vector<WaveProgress>& waves() const { return m_waves; }
    std::uint32_t wavesPassed() const { return m_wavesPassed; }
    /// Index of the wave at work or next to start; waves().size() when all have passed.
    std::uint32_t currentWave() const { return m_wavesPassed; }
    const NodeTable& nodes() const { return m_nodes; }
    bool hasChangedNodes() const { return m_anyChanged; }
    /// First receipt number that was not recorded yet, less one.
    std::uint64_t receiptsUpTo() const { return m_receiptsUpTo; }

    // ---- clocks; `at` is environment time not before the last event ----
    /// Time that counts against progress and healthy deadlines: stands still while baking, paused or waiting.
    Duration activeTime(Instant at) const;
    /// Active time of the latest progress: a wave's start or a node that stayed healthy.
    Duration lastProgress() const { return m_lastProgress; }
    /// Bake time of a wave; stands still while paused or waiting.
    Duration bakeDone(std::uint32_t wave, Instant at) const;
    Instant changedAt() const { return m_changedAt; }
    Instant startedAt() const { return m_startedAt; }

    // ---- what people asked ----
    bool isAbortRequested() const { return m_abort.has_value(); }
    const std::optional<events::AbortRequested>& abortRequest() const { return m_abort; }
    const std::optional<DeploymentId>& supersededBy() const { return m_supersededBy; }
    bool isPromotedFully() const { return m_promotedFully; }
    /// Promoting fully was asked for in a gated environment and is not agreed to yet.
    bool isFullPromotionAwaited() const { return m_fullPromotionAwaited; }
    const std::optional<events::RollbackRequested>& rollbackRequest() const { return m_rollbackRequest; }
    bool isAcceptedAsItIs() const { return m_accepted.has_value(); }

    // ---- going back and the end ----
    const std::optional<RollbackProgress>& rollback() const { return m_rollback; }
    EndReason endReason() const { return m_endReason; }
    const std::string& endDetail() const { return m_endDetail; }

    /// The row for lists and stores, as of the last event.
    DeploymentSummary summarize() const;
    /// Whether the verb is possible now: TransitionRefused, Frozen, PlanChanged … with the reason in detail.
    /// Roles are the service's business.
    Status mayAct(Verb verb) const;
    /// What the verb appends. Errors as mayAct; also `node` (SkipNode) or `reason` missing: InvalidArgument.
    Result<std::vector<DeploymentEventBody>> eventsFor(Verb verb, const UserId& by, const NodeId& node,
                                                       const std::string& reason) const;
    /// Whether the verb must be given a reason.
    static bool needsReason(Verb verb);

private:
    friend class DeploymentFolder; // core/domain/deployment_fold.cpp: one handler per event

    void runClocks(Instant at);
    bool clockRuns() const;
    bool bakeRuns() const;

    DeploymentSpec m_spec;
    Plan m_plan;
    std::uint64_t m_version = 0;
    DeploymentState m_state = DeploymentState::Queued;
    std::vector<ActivePause> m_pauses;
    std::array<StageProgress, std::size(kAllStages)> m_stages;
    std::vector<ApprovalProgress> m_approvals;
    std::vector<SignedVote> m_votes;
    std::vector<WaveProgress> m_waves;
    std::uint32_t m_wavesPassed = 0;
    NodeTable m_nodes;
    bool m_anyChanged = false;
    std::uint64_t m_receiptsUpTo = 0;

    Instant m_changedAt{};
    Instant m_startedAt{};
    Instant m_endedAt{};
    Duration m_active{};
    Duration m_lastProgress{};

    std::optional<events::AbortRequested> m_abort;
    std::optional<DeploymentId> m_supersededBy;
    bool m_promotedFully = false;
    bool m_fullPromotionAwaited = false;
    std::optional<events::RollbackRequested> m_rollbackRequest;
    std::optional<events::AcceptedAsItIs> m_accepted;
    std::optional<RollbackProgress> m_rollback;
    EndReason m_endReason = EndReason::None;
    std::string m_endDetail;
    bool m_wasSuccessful = false;
};

} // namespace hotswap
