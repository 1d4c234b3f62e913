// SPDX-License-Identifier: Apache-2.0
#pragma once
// A whole HotSwap under simulated time: nodes, links, gateways, engines, service, store and people, with
// faults and the auditor. One seed is one run.

#include "core/sim/auditor.h"
#include "core/sim/fault_plan.h"
#include "core/sim/sim_clock.h"

#include <memory>
#include <string>
#include <vector>

namespace hotswap::sim {

/// One environment of a simulated world.
struct WorldEnvironment {
    EnvironmentId id;
    std::uint32_t nodes = 0;
};

struct WorldSetup {
    std::uint64_t seed = 1;
    FaultPlan plan;
    std::vector<WorldEnvironment> environments;
    Duration restLimit{8 * 3600'000}; ///< after faults stop, everything has to come to rest within this
    Duration settleFor{5 * 60'000};   ///< once nothing is left to do
    double requestsPerSecond = 40;    ///< per node
    enum class Policies {
        Drawn,   ///< short bakes, many variations
        Default, ///< each environment's own
    } policies = Policies::Drawn;
};

/// A world of a seed: plan and sizes are drawn from it too.
WorldSetup setupFromSeed(std::uint64_t seed);
/// The same with a named scenario.
WorldSetup setupFromSeed(std::uint64_t seed, const FaultPlan& plan);

struct WorldReport {
    std::uint64_t seed = 0;
    std::string scenario;
    std::vector<Violation> violations;
    std::uint64_t trace = 0; ///< same seed: same value
    std::uint64_t effects = 0;
    Duration simulated{};
    std::uint64_t deployments = 0;
    std::uint64_t events = 0;
    std::uint64_t frames = 0;
    std::map<DeploymentState, std::uint32_t> ends;
};

class SimWorld {
public:
    explicit SimWorld(WorldSetup setup);
    ~SimWorld();

    /// From the beginning to rest, audited.
    WorldReport run();

    // Step by step, for scenario tests and benchmarks:
    /// Nodes, gateways, engines and service are up, and the first release is everywhere.
    void begin();
    /// Lets time pass.
    void advance(Duration length);
    Instant now() const;
    ports::ConsoleService& service();
    const Auditor& auditor() const;
    SimFleet& fleet();
    const SimCatalog& catalog() const;
    /// A person with every role but approving their own requests.
    const Identity& deployer() const;
    const Identity& approver() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace hotswap::sim
