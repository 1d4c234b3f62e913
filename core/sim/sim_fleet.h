// SPDX-License-Identifier: Apache-2.0
#pragma once
// A fleet of simulated nodes with its links, traffic and faults. Driven by its owner: under simulated time by
// SimWorld, under a clock of its own by the lab.

#include "core/sim/event_scheduler.h"
#include "core/sim/fault_plan.h"
#include "core/sim/node_observer.h"
#include "core/sim/sim_clock.h"
#include "core/sim/sim_node.h"

#include <functional>
#include <memory>
#include <vector>

namespace hotswap::sim {

/// One node of a fleet.
struct SimNodeSpec {
    NodeId node;
    EnvironmentId environment;
    std::map<std::string, std::string> labels;
    std::vector<Release> releases; ///< serve from the beginning
    double requestsPerSecond = 20;
};

struct SimFleetSetup {
    TenantId tenant;
    std::uint64_t seed = 1;
    std::vector<SimNodeSpec> nodes;
    LinkFaults link;
    NodeFaults faults;
    HostTimes times;
    node::AgentTimes agentTimes;
    Duration faultsFor{2 * 3600'000}; ///< no new fault starts later than this after beginFaults()
    std::string publicKey;            ///< raw Ed25519, told in every hello; empty: none
};

/// What a fleet needs from outside; everything outlives it.
struct SimFleetPorts {
    const SimCatalog& catalog;
    const node::NodeTrust& trust;
    SimUplink& uplink;
    NodeObserver& observer;
    std::function<void(const Frame&)> inspect; ///< sees every frame; may be empty
};

/// Single-threaded: all calls, and all calls that it makes, are on its owner's thread.
class SimFleet {
public:
    SimFleet(SimFleetSetup setup, SimFleetPorts ports, Instant start);
    ~SimFleet();

    /// Starts all nodes; they dial within the first second. Nothing goes wrong yet.
    void start();
    /// From now on link and node faults of the setup happen, and `newRelease` tells how every release behaves
    /// that no node has by now. Without this call the fleet stays healthy.
    void beginFaults();
    /// When advanceTo() has something to do next; kNever: nothing is planned.
    Instant nextEventAt() const { return m_scheduler.nextAt(); }
    /// Does everything that is due up to `now`, in order of time. Earlier moments do nothing.
    void advanceTo(Instant now);
    Instant now() const { return m_clock.now(); }

    std::size_t size() const { return m_nodes.size(); }
    SimNode& at(std::size_t index) { return *m_nodes[index]; }
    const SimNode& at(std::size_t index) const { return *m_nodes[index]; }
    /// Null for an unknown id.
    SimNode* find(const NodeId& node);
    /// Ends everything that is still wrong: partitions, full disks, flapping; links work again.
    void heal();
    const TraceHash& trace() const { return m_trace; }

private:
    void addNode(const SimNodeSpec& spec, std::size_t index);
    void planFaults();
    void flap(std::size_t index, bool flapped, Instant now);
    void partition(Instant now);
    Instant faultMoment(SimRandom& random) const;
    void planEach(std::string_view concern, std::uint32_t times,
                  std::function<void(SimNode&, SimRandom&, Instant)> fault);

    SimFleetSetup m_setup;
    LinkFaults m_linkNow; ///< what links go by at present
    SimClock m_clock;
    EventScheduler m_scheduler;
    TraceHash m_trace;
    SimRandom m_random;
    SimRandom m_linkRandom;
    NodeWorld m_world;
    std::vector<std::unique_ptr<SimNode>> m_nodes;
    std::map<NodeId, SimNode*> m_byId;
    bool m_healed = false;
};

} // namespace hotswap::sim
