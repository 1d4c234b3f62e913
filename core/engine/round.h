// SPDX-License-Identifier: Apache-2.0
#pragma once
// One decision in the making, shared by the parts of the reconciler. Private to core/engine.

#include "core/engine/reconciler.h"

#include <algorithm>

namespace hotswap::engine {

struct Round {
    const DeploymentView& view;
    Instant now;
    Decision& decision;

    const Deployment& deployment() const { return *view.deployment; }
    const NodeTable& nodes() const { return view.deployment->nodes(); }
    const Policy& policy() const { return view.deployment->policy(); }
    const NodeProgress& node(std::uint32_t index) const { return nodes().at(index); }
    const NodeFact& fact(std::uint32_t index) const { return view.facts->at(index); }
    bool isRunning() const { return deployment().state() == DeploymentState::Running; }

    void add(DeploymentEventBody body) const { decision.events.push_back(std::move(body)); }
    bool hasEvents() const { return !decision.events.empty(); }
    /// Decide again at `at` at the latest. What is due already was decided in this round.
    void wakeAt(Instant at) const {
        if (at > now) {
            decision.wakeAt = std::min(decision.wakeAt, at);
        }
    }
};

/// How many serving nodes may be taken to work on now (availability floor, recomputed at every step).
class Availability {
public:
    explicit Availability(const Round& round);
    /// Whether the node may be changed as things stand; counts it when it may.
    bool take(const NodeFact& fact);
    /// "14 of 20 nodes serve, the floor is 16".
    std::string text() const;

private:
    std::uint32_t m_serving;
    std::uint32_t m_total;
    std::uint32_t m_floor;
    std::uint32_t m_atWork = 0; ///< serving nodes that are out of service because of this deployment
    bool m_downtime;
};

// Each part adds events and effects to the decision. A part that returns true has decided something that the
// ones after it depend on: the round ends there and the next one sees its events applied.
bool recordInputs(const Round& round);                      // reconciler.cpp
bool reconcilePauses(const Round& round);                   // reconciler.cpp
bool reconcilePipeline(const Round& round);                 // reconcile_pipeline.cpp
bool runStageChecks(const Round& round, Stage stage);       // reconcile_pipeline.cpp: validate has checks too
bool reconcileNodes(const Round& round);                    // reconcile_nodes.cpp
void reconcileCommands(const Round& round);                 // reconcile_nodes.cpp
void reconcileWaves(const Round& round);                    // reconcile_waves.cpp
void reconcileBake(const Round& round, std::uint32_t wave); // reconcile_bake.cpp
void reconcileRollback(const Round& round);                 // reconcile_rollback.cpp

/// Goes back on every node that may have changed, or ends at once when none has.
void goBack(const Round& round, EndReason reason, const std::string& detail, const UserId& by = {});
void finish(const Round& round, DeploymentState state, EndReason reason, const std::string& detail = {});

} // namespace hotswap::engine
