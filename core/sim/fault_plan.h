// SPDX-License-Identifier: Apache-2.0
#pragma once
// Everything that may go wrong in one simulated run, as one struct: given by name, or drawn from a seed.

#include "core/domain/result.h"
#include "core/sim/release_behaviour.h"
#include "core/sim/sim_random.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hotswap::sim {

/// Links between nodes and gateways. Shares are in a thousand frames.
struct LinkFaults {
    Duration delayMin{1};
    Duration delayMax{15};
    std::uint32_t cutPermille = 0;       ///< the connection breaks; what is under way is lost
    std::uint32_t dropPermille = 0;      ///< this one frame vanishes
    std::uint32_t duplicatePermille = 0; ///< it arrives twice
    std::uint32_t reorderPermille = 0;   ///< it is overtaken by later ones
    std::uint32_t partitions = 0;        ///< times that some nodes are cut off together
    Duration partitionLength{60'000};
    bool operator==(const LinkFaults&) const = default;
};

/// Nodes and their machines. Counts are over the time that faults are on, over the whole fleet.
struct NodeFaults {
    ReleaseFault newRelease = ReleaseFault::None; ///< every release but the first one of a node has it
    std::uint32_t flappingNodes = 0;              ///< probes of these answer now so, now so
    Duration flapPeriod{6'000};
    std::uint32_t agentCrashes = 0;           ///< agent ends and starts again; modules live on
    std::uint32_t hostCrashes = 0;            ///< the machine ends and starts again; nothing unsynced is left
    std::uint32_t moduleCrashes = 0;          ///< a serving process ends by itself
    std::uint32_t crashAtJournalPermille = 0; ///< agent ends in the middle of a journal write
    std::uint32_t tornJournalPermille = 0;    ///< … and the record is there only in part
    std::uint32_t stepFailsPermille = 0;      ///< a fetch, unpack or start fails once
    std::uint32_t fullDisks = 0;              ///< nodes on which nothing can be written for a while
    std::uint32_t staleCommands = 0;          ///< commands of the past are sent to nodes once more
    bool crookedClocks = false;               ///< nodes' own clocks are hours apart
    bool operator==(const NodeFaults&) const = default;
};

/// The store as its users see it. Shares are in a thousand calls.
struct StoreFaults {
    std::uint32_t unavailablePermille = 0;
    std::uint32_t unknownAfterPermille = 0;  ///< commit: done, but answers OutcomeUnknown
    std::uint32_t unknownBeforePermille = 0; ///< commit: not done, and answers OutcomeUnknown
    std::uint32_t metricsFailPermille = 0;   ///< the metric source answers an error
    std::uint32_t outages = 0;               ///< times that nothing answers for a while
    Duration outageLength{20'000};
    bool operator==(const StoreFaults&) const = default;
};

/// Programs that lead. Counts are over the time that faults are on.
struct LeaderFaults {
    std::uint32_t engines = 1; ///< that compete for leases
    std::uint32_t gateways = 1;
    std::uint32_t engineRestarts = 0; ///< ends without releasing anything, starts again
    std::uint32_t engineStalls = 0;   ///< stands still for longer than its lease, then goes on
    std::uint32_t gatewayRestarts = 0;
    bool operator==(const LeaderFaults&) const = default;
};

/// What people do meanwhile.
struct PeoplePlan {
    enum class Voting { Approve, Reject, Never, Random };
    std::uint32_t deployments = 1; ///< submitted over the run
    Voting voting = Voting::Approve;
    std::uint32_t verbs = 0;               ///< random verbs on random deployments
    std::uint32_t forbiddenActs = 0;       ///< by people who may not; each has to be refused
    std::uint32_t badPackagesPermille = 0; ///< of submissions: unsigned, untrusted or altered releases
    std::uint32_t badReleasesPermille = 0; ///< of submissions: one of the faulty versions
    bool operator==(const PeoplePlan&) const = default;
};

struct FaultPlan {
    std::string name;
    Duration faultsFor{2 *
                       3600'000}; ///< faults and people stop after this; then everything has to come to rest
    LinkFaults link;
    NodeFaults nodes;
    StoreFaults store;
    LeaderFaults leaders;
    PeoplePlan people;
    bool operator==(const FaultPlan&) const = default;
};

/// Names that planNamed knows, in the order in which they are shown.
const std::vector<std::string>& scenarioNames();

/// Errors: InvalidArgument naming "scenario" with the names there are.
Result<FaultPlan> planNamed(std::string_view name);

/// A plan drawn from a seed: mostly a named scenario, often with more beside it.
FaultPlan planFromSeed(std::uint64_t seed);

} // namespace hotswap::sim
