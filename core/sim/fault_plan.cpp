// SPDX-License-Identifier: Apache-2.0
#include "core/sim/fault_plan.h"

#include <array>
#include <utility>

namespace hotswap::sim {

namespace {

using Shape = void (*)(FaultPlan&);

struct Scenario {
    const char* name;
    Shape shape;
};

void newReleaseWith(FaultPlan& plan, ReleaseFault fault) {
    plan.nodes.newRelease = fault;
}

void lossyLinks(FaultPlan& plan) {
    plan.link.delayMax = Duration{400};
    plan.link.cutPermille = 2;
    plan.link.dropPermille = 3;
    plan.link.duplicatePermille = 8;
    plan.link.reorderPermille = 5;
}

void unknownOutcomes(FaultPlan& plan) {
    plan.store.unavailablePermille = 15;
    plan.store.unknownAfterPermille = 25;
    plan.store.unknownBeforePermille = 15;
    plan.store.outages = 2;
}

void crashingNodes(FaultPlan& plan) {
    plan.nodes.agentCrashes = 12;
    plan.nodes.hostCrashes = 3;
    plan.nodes.moduleCrashes = 3;
    plan.nodes.crashAtJournalPermille = 15;
    plan.nodes.tornJournalPermille = 200;
}

void busyPeople(FaultPlan& plan) {
    plan.people.deployments = 6;
    plan.people.verbs = 25;
    plan.people.forbiddenActs = 12;
    plan.people.voting = PeoplePlan::Voting::Random;
    plan.people.badPackagesPermille = 100;
    plan.people.badReleasesPermille = 350;
}

constexpr std::array<Scenario, 18> kScenarios{{
    {"healthy", [](FaultPlan&) {}},
    {"bad-canary", [](FaultPlan& plan) { newReleaseWith(plan, ReleaseFault::Errors); }},
    {"slow-canary", [](FaultPlan& plan) { newReleaseWith(plan, ReleaseFault::Slow); }},
    {"leaking-canary", [](FaultPlan& plan) { newReleaseWith(plan, ReleaseFault::Leaks); }},
    {"never-healthy", [](FaultPlan& plan) { newReleaseWith(plan, ReleaseFault::NeverHealthy); }},
    {"flapping-node", [](FaultPlan& plan) { plan.nodes.flappingNodes = 1; }},
    {"partition",
     [](FaultPlan& plan) {
         plan.link.partitions = 6;
         plan.link.partitionLength = Duration{240'000};
     }},
    {"lossy-links", lossyLinks},
    {"node-crashes", crashingNodes},
    {"disk-full",
     [](FaultPlan& plan) {
         plan.nodes.fullDisks = 10;
         plan.nodes.stepFailsPermille = 30;
     }},
    {"stale-commands",
     [](FaultPlan& plan) {
         plan.nodes.staleCommands = 60;
         plan.nodes.crookedClocks = true;
         plan.leaders.engineRestarts = 2;
     }},
    {"gateway-restart", [](FaultPlan& plan) { plan.leaders.gatewayRestarts = 6; }},
    {"engine-restart", [](FaultPlan& plan) { plan.leaders.engineRestarts = 6; }},
    {"two-engines",
     [](FaultPlan& plan) {
         plan.leaders.engines = 2;
         plan.leaders.gateways = 2;
         plan.leaders.engineStalls = 6;
         plan.leaders.engineRestarts = 3;
     }},
    {"store-unknown-outcomes", unknownOutcomes},
    {"metrics-fail",
     [](FaultPlan& plan) {
         plan.store.metricsFailPermille = 300;
         plan.store.outages = 1;
     }},
    {"busy-people", busyPeople},
    {"everything",
     [](FaultPlan& plan) {
         busyPeople(plan);
         lossyLinks(plan);
         crashingNodes(plan);
         unknownOutcomes(plan);
         plan.link.partitions = 3;
         plan.nodes.staleCommands = 20;
         plan.nodes.crookedClocks = true;
         plan.nodes.fullDisks = 3;
         plan.nodes.flappingNodes = 1;
         plan.leaders = {2, 2, 3, 3, 3};
     }},
}};

} // namespace

const std::vector<std::string>& scenarioNames() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const Scenario& scenario : kScenarios) {
            all.emplace_back(scenario.name);
        }
        return all;
    }();
    return names;
}

Result<FaultPlan> planNamed(std::string_view name) {
    std::string known;
    for (const Scenario& scenario : kScenarios) {
        if (scenario.name == name) {
            FaultPlan plan;
            plan.name = scenario.name;
            scenario.shape(plan);
            return plan;
        }
        known += (known.empty() ? "" : ", ") + std::string(scenario.name);
    }
    return invalidField("scenario", known);
}

FaultPlan planFromSeed(std::uint64_t seed) {
    SimRandom random(mixSeed(seed, "plan"));
    FaultPlan plan;
    const std::size_t first = random.below(kScenarios.size());
    plan.name = kScenarios[first].name;
    kScenarios[first].shape(plan);
    // Half of the runs mix a second scenario in; a third lets people interfere.
    if (random.permille(500)) {
        const std::size_t second = random.below(kScenarios.size());
        if (second != first) {
            plan.name += std::string("+") + kScenarios[second].name;
            kScenarios[second].shape(plan);
        }
    }
    if (random.permille(330)) {
        busyPeople(plan);
        plan.name += "+people";
    }
    return plan;
}

} // namespace hotswap::sim
