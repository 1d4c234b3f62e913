// SPDX-License-Identifier: Apache-2.0
#pragma once
// The simulated environments of a lab: nodes with the real agent on simulated machines, behind simulated
// links, led by a real engine, all on one thread under a clock that runs faster than real time.

#include "app/lab/shared_parts.h"
#include "core/engine/engine.h"
#include "core/sim/sim_catalog.h"
#include "core/sim/sim_fleet.h"
#include "core/sim/sim_gateways.h"
#include "core/sim/sim_store.h"

namespace hotswap::lab {

/// One environment's size.
struct SimulatedEnvironment {
    EnvironmentId id;
    std::uint32_t nodes = 0;
};

class Simulated {
public:
    /// Errors: InvalidArgument naming "--scenario".
    static Result<std::unique_ptr<Simulated>> make(SharedParts& shared,
                                                   std::vector<SimulatedEnvironment> environments);
    ~Simulated();

    /// Starts nodes, engine and thread; the start release is stable in every environment from the beginning.
    Status start();
    /// Lets the scenario's faults begin. Any thread.
    void beginFaults();
    void stop();
    const std::vector<SimulatedEnvironment>& environments() const { return m_environments; }

private:
    class Trust;
    Simulated(SharedParts& shared, std::vector<SimulatedEnvironment> environments, sim::FaultPlan plan);
    void fillCatalog();
    void makeFleet();
    void makeEngine();
    void planRestarts();
    sim::StoreBelow below();

    Instant step();
    void takeHints();
    Instant nextEventAt() const;
    bool engineDue(Instant real) const;
    void runDue(Instant real);
    void checkStopped();

    SharedParts& m_shared;
    std::vector<SimulatedEnvironment> m_environments;
    sim::FaultPlan m_plan;
    app::SharedClock m_clock;
    sim::SimRandom m_random;
    sim::SimCatalog m_catalog;
    std::unique_ptr<Trust> m_trust;
    sim::NodeObserver m_observer;
    sim::StoreConnection m_connection; ///< the engine's and the gateway's, with the scenario's faults
    sim::SimStore m_store;
    sim::SimCommandQueue m_commands;
    sim::SimFleetStore m_fleetStore;
    sim::SimLeases m_leases;
    sim::SimMetrics m_metrics;
    sim::SimEvidence m_evidence;
    sim::EventScheduler m_events;
    std::unique_ptr<sim::SimGateways> m_gateways;
    std::unique_ptr<sim::SimFleet> m_fleet;
    std::unique_ptr<engine::Engine> m_engine;
    std::uint32_t m_engineLife = 0;
    Instant m_engineWake{};
    Instant m_realAnchor{}; ///< simulated time was m_simAnchor at this real time
    Instant m_simAnchor{};

    std::mutex m_mutex; ///< guards what follows
    std::vector<ports::StreamHint> m_hints;
    bool m_beginFaults = false;

    std::unique_ptr<app::WorkLoop> m_loop;
    std::unique_ptr<ports::FeedSubscription> m_feed;
};

} // namespace hotswap::lab
