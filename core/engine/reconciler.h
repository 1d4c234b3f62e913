// SPDX-License-Identifier: Apache-2.0
#pragma once
// The decision: a pure function from what is known about one deployment to what is to be done about it.
// Nothing is read, written or measured here; tests compare values.

#include "core/domain/deployment.h"
#include "core/domain/look.h"
#include "core/engine/run_facts.h"
#include "core/ports/command_queue.h"
#include "core/ports/metrics_source.h"
#include "core/verdict/wave_fold.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hotswap::engine {

/// One finished check that no event records yet.
struct CheckOutcome {
    Stage stage = Stage::Build;
    std::string check;
    bool passed = false;
    std::string output;
    Duration took{};
};

/// A comparison to be fetched from the metrics source. The first baseline that is good enough is used.
struct LookRequest {
    std::uint32_t wave = 0;
    ports::ArmRequest canary;
    std::optional<ports::ArmRequest> untouched;     ///< baseline source (1)
    std::optional<ports::ArmRequest> lastWave;      ///< (2)
    std::optional<ports::ArmRequest> beforeRollout; ///< (3)
    verdict::WaveFacts facts;
};

/// Its answer: what was new, and all of the wave's looks folded, this one included.
struct TakenLook {
    std::shared_ptr<const verdict::WaveFold> fold;
    LookInput input;
};

/// All inputs of a decision. Pointers must live during the call.
struct DeploymentView {
    const Deployment* deployment = nullptr;
    const RunFacts* facts = nullptr;
    const FleetMirror* fleet = nullptr;

    // The scope.
    bool isItsTurn = false;        ///< no other deployment of the scope is active and this one is the oldest
    std::optional<Release> stable; ///< what the scope is stable on now
    std::optional<Plan> freshPlan; ///< for Queued ones whose turn has come: the plan for the fleet as it is
    std::optional<Error> planRefused;  ///< the plan can never proceed
    std::optional<DeploymentId> newer; ///< a queued deployment that replaces this one
    bool frozen = false;

    // What came in since the last decision.
    std::vector<ports::StoredReceipt> receipts; ///< in feed order
    std::vector<CheckOutcome> checks;
    std::optional<TakenLook> look;
    std::uint32_t sourceErrors = 0; ///< of the metrics source, in a row
    /// What became of commands that were asked about.
    std::map<CommandId, ports::CommandState> commandStates;
    bool capacityRefused = false; ///< the store refused the latest claim

    // What this leader did before; lost at a takeover, and then done again, which is harmless.
    std::set<std::string> checksStarted;  ///< "stage/check"
    std::set<std::string> checksToRepeat; ///< of these: could not be made, to be tried again soon
    Instant lastLook{};
    Instant termSince{}; ///< when this leader's term began: undelivered commands from before it never will be
    Instant capacityRetryAt{};
};

/// A command to be made: id, fence, signature and the NodeCommanded event are the effect runner's part.
struct NodeIntent {
    std::uint32_t node = 0; ///< plan index
    CommandAction action = CommandAction::Apply;
    bool rollback = false;
    std::uint32_t wave = 0;
    Release release; ///< to end on; empty for Remove
    Instant giveUpAt{};
};

/// A check to be started. Built-in ones are answered by the effect runner itself, named ones by CheckRunner.
struct CheckStart {
    enum class Kind { Integrity, Trust, Named };
    Stage stage = Stage::Build;
    std::string check;
    Kind kind = Kind::Named;
    Duration limit{};
};

struct Decision {
    std::vector<DeploymentEventBody> events;
    std::vector<NodeIntent> intents;
    std::vector<CheckStart> checks;
    bool requestApproval = false;
    std::string approvalChangedSince;      ///< what differs from the request before
    std::vector<ApprovalId> voidApprovals; ///< pending ones of a deployment that ends
    std::vector<CommandId> voidCommands;   ///< not delivered ones that shall not start any more
    std::vector<CommandId> askCommands;    ///< what became of these?
    std::optional<LookRequest> look;
    std::optional<LookEvidence> evidence; ///< what this decision's verdict rests on
    std::vector<NodeId> release;          ///< capacity to be given back
    std::vector<NodeId> askNodes;         ///< closer telemetry for the bake
    Duration askDuring{};
    Instant wakeAt = kNever; ///< decide again then, if nothing happens before

    bool isEmpty() const;
};

/// Decides at environment time `now`. Linear in the nodes at work and in what came in. The caller applies the
/// events and asks again until the decision is empty.
Decision reconcile(const DeploymentView& view, Instant now);

} // namespace hotswap::engine
