// SPDX-License-Identifier: Apache-2.0
#include "core/sim/world_parts.h"

#include "core/crypto/hash.h"

#include <algorithm>

namespace hotswap::sim {

namespace {

const char* const kModule = "storefront";
constexpr std::size_t kSealAtOnce = 10'000;
constexpr Duration kSealEvery{1'000};
/// Rounds of work at one moment before it counts as endless.
constexpr std::uint32_t kRoundsMax = 2'000;

Version version(const char* text) {
    return Version::parse(text).value();
}

std::set<EnvironmentId> gatedOf(const WorldSetup& setup) {
    std::set<EnvironmentId> gated;
    for (const WorldEnvironment& environment : setup.environments) {
        if (defaultPolicy(environment.id).approval.required) {
            gated.insert(environment.id);
        }
    }
    return gated;
}

void fillCatalog(SimCatalog& catalog) {
    const ModuleName module{kModule};
    for (const char* const text : {"1.0.0", "1.1.0", "1.1.1", "1.2.0", "1.3.0", "1.4.0", "1.5.0"}) {
        catalog.addMadeUp(module, version(text), demoFault(module, version(text)));
    }
    catalog.addMadeUp(module, version("1.6.0"), ReleaseFault::None, PackageCondition::Unsigned);
    catalog.addMadeUp(module, version("1.6.1"), ReleaseFault::None, PackageCondition::Untrusted);
    catalog.addMadeUp(module, version("1.6.2"), ReleaseFault::None, PackageCondition::Altered);
    // One release cannot be swapped without downtime: the availability floor is felt.
    SimRelease stopping = catalog.addMadeUp(module, version("1.7.0"), ReleaseFault::None);
    stopping.info.swapsWithoutDowntime = false;
    catalog.add(stopping);
}

/// Shorter bakes and waits, so that a run sees whole rollouts; everything else of the environment's policy
/// stays.
std::optional<Policy> drawnPolicy(const EnvironmentId& environment, SimRandom& random) {
    if (random.permille(100)) {
        return std::nullopt;
    }
    Policy policy = defaultPolicy(environment);
    policy.strategy.bake = random.between(Duration{40'000}, Duration{150'000});
    policy.strategy.betweenBatches = random.between(Duration{2'000}, Duration{20'000});
    policy.strategy.batch.value = static_cast<std::uint32_t>(random.between(1, 3));
    policy.strategy.increment.value = static_cast<std::uint32_t>(random.between(20, 60));
    policy.strategy.inFlightMax = static_cast<std::uint32_t>(random.between(1, 6));
    if (random.permille(300)) {
        policy.strategy.batching = StrategyPolicy::Batching::SlidingWindow;
    }
    policy.gate.nodeCommandLimit = random.between(Duration{60'000}, Duration{240'000});
    policy.gate.healthyDeadline = random.between(Duration{40'000}, Duration{120'000});
    if (random.permille(300)) {
        policy.gate.offlineNodes = GatePolicy::OfflineNodes::CountAsFailed;
    }
    if (random.permille(250)) {
        policy.pipeline.test.push_back({"smoke-suite", Duration{30'000}});
    }
    return policy;
}

} // namespace

StoreClient::StoreClient(std::uint64_t seed, const ports::Clock& clock, const StoreBelow& below,
                         Auditor& auditor)
    : connection({}, seed, clock),
      store(connection, below.store,
            [&auditor, &clock](const ports::Transaction& transaction, const ports::Committed& answer) {
                auditor.committed(transaction, answer, clock.now());
            }),
      commands(connection, below.commands,
               [&auditor, &clock](const std::vector<Receipt>& receipts) {
                   auditor.receiptsStored(receipts, clock.now());
               }),
      fleet(connection, below.fleet),
      leases(connection, below.leases),
      metrics(connection, below.metrics),
      evidence(connection, *below.evidence) {}

SimWorld::Parts::Parts(WorldSetup worldSetup)
    : setup(std::move(worldSetup)),
      random(mixSeed(setup.seed, "world")),
      clock(kSimulationStart),
      keys(setup.seed, gatedOf(setup)),
      memory(clock, crypto::sha256Hex),
      truth{memory.store(),   memory.commands(), memory.fleet(),    memory.leases(),
            memory.metrics(), &memory.records(), &memory.evidence()},
      auditor(tenant, catalog, truth, memory.reader()),
      environmentClocks(clock),
      serviceClient(mixSeed(setup.seed, "store/service"), clock, truth, auditor),
      gatewayClient(mixSeed(setup.seed, "store/gateway"), clock, truth, auditor),
      codec(setup.seed),
      gateways(setup.plan.leaders.gateways, tenant, gatewayClient.ports(), setup.seed),
      serviceRandom(mixSeed(setup.seed, "service")),
      people(tenant, keys) {
    fillCatalog(catalog);
    keys.listen([this](const Command& command) { auditor.commandMade(command); });
    hints =
        memory.feed().listen([this](const ports::StreamHint& hint) { gateways.onHint(hint, clock.now()); });
    service = std::make_unique<service::ConsoleServiceImpl>(
        service::ServicePorts{serviceClient.store, memory.reader(), serviceClient.fleet, serviceClient.leases,
                              memory.feed(), catalog, keys, environmentClocks, serviceRandom,
                              memory.coordination(), memory.records(), memory.enrolment(), memory.orders(),
                              &memory.evidence()},
        service::ServiceOptions{});
    makeFleet();
    makeLeaders();
    makePeople();
}

void SimWorld::Parts::makeFleet() {
    SimFleetSetup fleetSetup;
    fleetSetup.tenant = tenant;
    fleetSetup.seed = setup.seed;
    fleetSetup.link = setup.plan.link;
    fleetSetup.faults = setup.plan.nodes;
    fleetSetup.faultsFor = setup.plan.faultsFor;
    for (const WorldEnvironment& environment : setup.environments) {
        for (std::uint32_t i = 0; i < environment.nodes; ++i) {
            std::string name = environment.id.value + "-" + std::to_string(i + 1);
            std::transform(name.begin(), name.end(), name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
            fleetSetup.nodes.push_back({NodeId{name},
                                        environment.id,
                                        {{"rack", "r" + std::to_string(i % 3)}},
                                        {},
                                        setup.requestsPerSecond});
        }
    }
    fleet = std::make_unique<SimFleet>(
        std::move(fleetSetup),
        SimFleetPorts{catalog, keys, gateways, auditor, [this](const Frame& frame) { codec.inspect(frame); }},
        clock.now());
    auditor.watch(*fleet);
}

void SimWorld::Parts::makeLeaders() {
    for (std::uint32_t i = 0; i < setup.plan.leaders.engines; ++i) {
        const std::string name = "engine-" + std::string(1, static_cast<char>('a' + i));
        leaderClients.push_back(
            std::make_unique<StoreClient>(mixSeed(setup.seed, "store/" + name), clock, truth, auditor));
        leaders.push_back(
            std::make_unique<SimLeader>(name,
                                        LeaderWorld{leaderClients.back()->ports(), memory.feed(), catalog,
                                                    keys, clock, scheduler, gateways, memory.orders()},
                                        setup.seed));
    }
}

void SimWorld::Parts::makePeople() {
    PeopleSetup crowdSetup;
    crowdSetup.plan = setup.plan.people;
    crowdSetup.seed = setup.seed;
    crowdSetup.module = ModuleName{kModule};
    for (const WorldEnvironment& environment : setup.environments) {
        crowdSetup.environments.push_back(environment.id);
    }
    crowdSetup.goodVersions = {version("1.1.0"), version("1.1.1"), version("1.0.0"), version("1.7.0")};
    crowdSetup.badVersions = {version("1.2.0"), version("1.3.0"), version("1.4.0"), version("1.5.0")};
    crowdSetup.untrustedVersions = {version("1.6.0"), version("1.6.1"), version("1.6.2")};
    crowdSetup.policy = [drawn = setup.policies == WorldSetup::Policies::Drawn](
                            const EnvironmentId& environment, SimRandom& draws) {
        return drawn ? drawnPolicy(environment, draws) : std::nullopt;
    };
    crowdSetup.from = Duration{5'000};
    crowdSetup.until = setup.plan.faultsFor;
    crowd = std::make_unique<SimPeople>(std::move(crowdSetup), people, scheduler, auditor);
    crowd->use(service.get());
}

// ---- time ----

Instant SimWorld::Parts::nextEventAt() const {
    Instant next = std::min({scheduler.nextAt(), fleet->nextEventAt(), gateways.nextWake(), sealAt});
    for (const auto& leader : leaders) {
        next = std::min(next, leader->nextWake());
    }
    return std::max(next, clock.now());
}

void SimWorld::Parts::runDue() {
    scheduler.runDue(clock.now());
    fleet->advanceTo(clock.now());
    gateways.tickDue(clock.now());
    for (const auto& leader : leaders) {
        leader->tickDue(clock.now());
    }
    if (sealAt <= clock.now()) {
        memory.sealAudit(kSealAtOnce);
        sealAt = clock.now() + kSealEvery;
    }
}

void SimWorld::Parts::step(Instant limit) {
    clock.moveTo(std::min(limit, nextEventAt()));
    for (std::uint32_t round = 0; nextEventAt() <= clock.now(); ++round) {
        if (round == kRoundsMax) {
            std::string who = scheduler.nextAt() <= clock.now() ? "the scheduler" : "a leader";
            who = fleet->nextEventAt() <= clock.now() ? "the fleet" : who;
            who = gateways.nextWake() <= clock.now() ? "a gateway" : who;
            auditor.partStopped(who, "work at one moment has no end", clock.now());
            stoppedTold = true;
            return;
        }
        runDue();
    }
    checkStopped();
}

void SimWorld::Parts::advanceTo(Instant until) {
    while (clock.now() < until && !stoppedTold) {
        step(until);
    }
}

void SimWorld::Parts::checkStopped() {
    std::string part;
    std::string why;
    for (const auto& leader : leaders) {
        if (const std::string stopped = leader->stopped(); !stopped.empty()) {
            part = "an engine";
            why = stopped;
        }
    }
    if (!gateways.stopped().empty()) {
        part = "a gateway";
        why = gateways.stopped();
    }
    if (!codec.broken().empty()) {
        part = "the codec";
        why = codec.broken();
    }
    for (std::size_t i = 0; i < fleet->size(); ++i) {
        if (!fleet->at(i).stopped().empty()) {
            part = "node " + fleet->at(i).id().value;
            why = fleet->at(i).stopped();
        }
    }
    if (!part.empty() && !stoppedTold) {
        stoppedTold = true;
        auditor.partStopped(part, why, clock.now());
    }
}

WorldReport SimWorld::Parts::report() const {
    WorldReport made;
    made.seed = setup.seed;
    made.scenario = setup.plan.name;
    made.violations = auditor.violations();
    TraceHash trace = fleet->trace();
    trace.add(const_cast<Auditor&>(auditor).trace().value());
    made.trace = trace.value();
    made.effects = fleet->trace().effects();
    made.simulated = clock.now() - kSimulationStart;
    made.frames = codec.frames();
    for (const auto& [id, track] : auditor.model().deployments()) {
        ++made.deployments;
        ++made.ends[track.state];
        made.events += track.events.size();
    }
    return made;
}

} // namespace hotswap::sim
