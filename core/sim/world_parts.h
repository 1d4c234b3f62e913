// SPDX-License-Identifier: Apache-2.0
#pragma once
// The parts of a simulated world and how they are tied together. Internal to SimWorld.

#include "core/service/console_service_impl.h"
#include "core/sim/codec_check.h"
#include "core/sim/sim_gateways.h"
#include "core/sim/sim_leader.h"
#include "core/sim/sim_people.h"
#include "core/sim/sim_world.h"
#include "core/store/memory/memory_store.h"

namespace hotswap::sim {

/// Every environment goes by the one simulated time.
class OneClock final : public ports::EnvironmentClocks {
public:
    explicit OneClock(const ports::Clock& clock) : m_clock(clock) {}
    Instant now(const EnvironmentId&) const override { return m_clock.now(); }

private:
    const ports::Clock& m_clock;
};

/// One program's ports to the store: a bad connection, and what is seen of it.
struct StoreClient {
    StoreClient(std::uint64_t seed, const ports::Clock& clock, const StoreBelow& below, Auditor& auditor);

    StoreBelow ports() { return {store, commands, fleet, leases, metrics, nullptr, &evidence}; }

    StoreConnection connection;
    SimStore store;
    SimCommandQueue commands;
    SimFleetStore fleet;
    SimLeases leases;
    SimMetrics metrics;
    SimEvidence evidence;
};

struct SimWorld::Parts {
    explicit Parts(WorldSetup worldSetup);

    void makeFleet();
    void makeLeaders();
    void makePeople();
    void begin();
    void beginFaults();
    void planLeaderFaults();
    void planOutages();
    void heal();
    void rest();
    void step(Instant limit);
    void runDue();
    Instant nextEventAt() const;
    void advanceTo(Instant until);
    bool finished() const;
    void checkStopped();
    WorldReport report() const;

    WorldSetup setup;
    SimRandom random;
    SimClock clock;
    EventScheduler scheduler;
    TenantId tenant{"lab"};
    SimCatalog catalog;
    SimKeys keys;
    store::MemoryStore memory;
    StoreBelow truth;
    Auditor auditor;
    OneClock environmentClocks;
    StoreClient serviceClient;
    StoreClient gatewayClient;
    std::vector<std::unique_ptr<StoreClient>> leaderClients;
    CodecCheck codec;
    SimGateways gateways;
    std::unique_ptr<SimFleet> fleet;
    std::vector<std::unique_ptr<SimLeader>> leaders;
    std::unique_ptr<ports::FeedSubscription> hints;
    SimRandom serviceRandom;
    std::unique_ptr<service::ConsoleServiceImpl> service;
    People people;
    std::unique_ptr<SimPeople> crowd;
    Instant sealAt{};
    bool healed = false;
    bool stoppedTold = false;
};

} // namespace hotswap::sim
