// SPDX-License-Identifier: Apache-2.0
// The phases of a simulated world: first release, faults, healing, rest.

#include "core/sim/world_parts.h"

#include <algorithm>

namespace hotswap::sim {

namespace {

constexpr Duration kNodesUp{5'000};
constexpr Duration kLook{5'000};
constexpr Duration kFirstReleaseLimit{60 * 60'000};
constexpr Duration kTidyEvery{30'000};
constexpr Duration kAwayMin{500};
constexpr Duration kAwayMax{25'000};
constexpr Duration kStallMin{4'000};
constexpr Duration kStallMax{30'000};

} // namespace

void SimWorld::Parts::begin() {
    fleet->start();
    for (const auto& leader : leaders) {
        leader->start(clock.now());
    }
    advanceTo(clock.now() + kNodesUp);
    for (const WorldEnvironment& environment : setup.environments) {
        ports::requests::Submit first;
        first.request.environment = environment.id;
        first.request.module = ModuleName{"storefront"};
        first.request.version = Version::parse("1.0.0").value();
        Policy policy = defaultPolicy(environment.id, StrategyKind::Direct);
        policy.judge.judged = false; // there is nothing to compare with yet
        first.request.strategy = StrategyKind::Direct;
        first.request.policy = std::move(policy);
        crowd->submit(people.admin, std::move(first), clock.now());
    }
    const Instant limit = clock.now() + kFirstReleaseLimit;
    while (!finished() && clock.now() < limit && !stoppedTold) {
        advanceTo(clock.now() + kLook);
        crowd->tidyUp(clock.now());
    }
}

void SimWorld::Parts::beginFaults() {
    fleet->beginFaults();
    serviceClient.connection.begin(setup.plan.store);
    gatewayClient.connection.begin(setup.plan.store);
    for (const auto& client : leaderClients) {
        client->connection.begin(setup.plan.store);
    }
    planOutages();
    planLeaderFaults();
    crowd->plan(clock.now());
}

void SimWorld::Parts::planOutages() {
    SimRandom when = random.split("outages");
    for (std::uint32_t i = 0; i < setup.plan.store.outages; ++i) {
        const Instant at = clock.now() + when.between(Duration{0}, setup.plan.faultsFor);
        const Duration length =
            when.between(setup.plan.store.outageLength / 4, setup.plan.store.outageLength);
        const std::size_t whose = when.below(2 + leaderClients.size());
        scheduler.at(at, [this, length, whose](Instant now) {
            StoreConnection& connection = whose == 0   ? serviceClient.connection
                                          : whose == 1 ? gatewayClient.connection
                                                       : leaderClients[whose - 2]->connection;
            connection.breakUntil(now + length);
        });
    }
}

void SimWorld::Parts::planLeaderFaults() {
    SimRandom when = random.split("leader-faults");
    const LeaderFaults& faults = setup.plan.leaders;
    const auto sometime = [&] { return clock.now() + when.between(Duration{0}, setup.plan.faultsFor); };
    for (std::uint32_t i = 0; i < faults.engineRestarts; ++i) {
        const std::size_t which = when.below(leaders.size());
        const Duration away = when.between(kAwayMin, kAwayMax);
        scheduler.at(sometime(), [this, which, away](Instant now) {
            if (!healed) {
                leaders[which]->restart(away, now);
            }
        });
    }
    for (std::uint32_t i = 0; i < faults.engineStalls; ++i) {
        const std::size_t which = when.below(leaders.size());
        const Duration length = when.between(kStallMin, kStallMax);
        scheduler.at(sometime(), [this, which, length](Instant now) {
            if (!healed) {
                leaders[which]->stall(length, now);
            }
        });
    }
    for (std::uint32_t i = 0; i < faults.gatewayRestarts; ++i) {
        const std::size_t which = when.below(gateways.size());
        const Duration away = when.between(kAwayMin, kAwayMax);
        scheduler.at(sometime(), [this, which, away](Instant now) {
            if (!healed) {
                gateways.restart(which, away, now);
            }
        });
    }
}

void SimWorld::Parts::heal() {
    healed = true;
    fleet->heal();
    serviceClient.connection.heal();
    gatewayClient.connection.heal();
    for (const auto& client : leaderClients) {
        client->connection.heal();
    }
}

bool SimWorld::Parts::finished() const {
    const auto& all = auditor.model().deployments();
    return !all.empty() &&
           std::all_of(all.begin(), all.end(), [](const auto& each) { return each.second.terminal(); });
}

void SimWorld::Parts::rest() {
    const Instant limit = clock.now() + setup.restLimit;
    do {
        while (!finished() && clock.now() < limit && !stoppedTold) {
            crowd->tidyUp(clock.now());
            advanceTo(clock.now() + kTidyEvery);
        }
        advanceTo(clock.now() + setup.settleFor);
        // Somebody may submit again, after a refusal, while everything settles: that needs people once more.
    } while (!finished() && clock.now() < limit && !stoppedTold);
    if (!stoppedTold) {
        auditor.atRest(clock.now());
    }
}

} // namespace hotswap::sim
