// SPDX-License-Identifier: Apache-2.0
#include "core/sim/sim_world.h"

#include "core/sim/world_parts.h"

namespace hotswap::sim {

namespace {

constexpr std::uint32_t kNodesMin = 2;
constexpr std::uint32_t kNodesMax = 9;
constexpr Duration kFaultsMin{20 * 60'000};
constexpr Duration kFaultsMax{50 * 60'000};
constexpr std::uint32_t kSecondEnvironmentPermille = 350;

} // namespace

WorldSetup setupFromSeed(std::uint64_t seed, const FaultPlan& plan) {
    SimRandom random(mixSeed(seed, "setup"));
    WorldSetup setup;
    setup.seed = seed;
    setup.plan = plan;
    setup.plan.faultsFor = random.between(kFaultsMin, kFaultsMax);
    const std::vector<std::string> names{"Development", "QA", "Staging", "Production"};
    const auto nodes = [&] { return static_cast<std::uint32_t>(random.between(kNodesMin, kNodesMax)); };
    const std::size_t first = random.below(names.size());
    setup.environments.push_back({EnvironmentId{names[first]}, nodes()});
    if (random.permille(kSecondEnvironmentPermille)) {
        setup.environments.push_back({EnvironmentId{names[(first + 1) % names.size()]}, nodes()});
    }
    setup.requestsPerSecond = random.permille(200) ? 2 : 40;
    return setup;
}

WorldSetup setupFromSeed(std::uint64_t seed) {
    return setupFromSeed(seed, planFromSeed(seed));
}

SimWorld::SimWorld(WorldSetup setup) : m_parts(std::make_unique<Parts>(std::move(setup))) {}

SimWorld::~SimWorld() = default;

WorldReport SimWorld::run() {
    Parts& parts = *m_parts;
    parts.begin();
    parts.beginFaults();
    parts.advanceTo(parts.clock.now() + parts.setup.plan.faultsFor);
    parts.heal();
    parts.rest();
    return parts.report();
}

void SimWorld::begin() {
    m_parts->begin();
}

void SimWorld::advance(Duration length) {
    m_parts->advanceTo(m_parts->clock.now() + length);
}

Instant SimWorld::now() const {
    return m_parts->clock.now();
}

ports::ConsoleService& SimWorld::service() {
    return *m_parts->service;
}

const Auditor& SimWorld::auditor() const {
    return m_parts->auditor;
}

SimFleet& SimWorld::fleet() {
    return *m_parts->fleet;
}

const SimCatalog& SimWorld::catalog() const {
    return m_parts->catalog;
}

const Identity& SimWorld::deployer() const {
    return m_parts->people.deployer;
}

const Identity& SimWorld::approver() const {
    return m_parts->people.approver;
}

} // namespace hotswap::sim
