// SPDX-License-Identifier: Apache-2.0
#pragma once
// One program that leads rollouts in a simulated world: the real engine behind a connection that may fail. It
// may end without a word and start again, or stand still for longer than its leases live.

#include "core/engine/engine.h"
#include "core/sim/event_scheduler.h"
#include "core/sim/sim_catalog.h"
#include "core/sim/sim_clock.h"
#include "core/sim/sim_keys.h"
#include "core/sim/sim_store.h"

#include <memory>
#include <string>

namespace hotswap::sim {

/// What a leader needs; everything outlives it.
struct LeaderWorld {
    StoreBelow store; ///< through the leader's own faulty connection
    ports::EventFeed& feed;
    SimCatalog& catalog;
    SimKeys& keys;
    SimClock& clock;
    EventScheduler& scheduler;
    ports::NodeControl& nodes;
    ports::FleetOrders& orders; ///< read over a connection without faults
};

/// Answers checks that policy names after a while; most pass.
class SimChecks final : public ports::CheckRunner {
public:
    SimChecks(EventScheduler& scheduler, const ports::Clock& clock, std::uint64_t seed)
        : m_scheduler(scheduler), m_clock(clock), m_random(seed) {}
    Status start(const ports::CheckRequest& request,
                 std::function<void(const ports::CheckResult&)> done) override;
    /// Answers to a program that is gone are dropped.
    void forget() { m_life = std::make_shared<int>(0); }

private:
    EventScheduler& m_scheduler;
    const ports::Clock& m_clock;
    SimRandom m_random;
    std::shared_ptr<int> m_life = std::make_shared<int>(0);
};

class SimLeader {
public:
    SimLeader(std::string name, LeaderWorld world, std::uint64_t seed);
    ~SimLeader();

    void start(Instant now);
    /// Ends without giving anything back; starts again after `away` under a new name.
    void restart(Duration away, Instant now);
    /// Does nothing until then, and does not know it.
    void stall(Duration length, Instant now);

    Instant nextWake() const;
    void tickDue(Instant now);
    /// Why it stopped itself; empty: it runs.
    std::string stopped() const;
    const engine::Engine* engine() const { return m_engine.get(); }

private:
    std::string m_name;
    LeaderWorld m_world;
    SimRandom m_random;
    SimChecks m_checks;
    std::unique_ptr<engine::Engine> m_engine;
    std::uint32_t m_life = 0;
    Instant m_wakeAt = kNever;
    Instant m_stalledUntil{};
};

} // namespace hotswap::sim
