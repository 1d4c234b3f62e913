// SPDX-License-Identifier: Apache-2.0
#include "core/sim/sim_fleet.h"

#include <algorithm>

namespace hotswap::sim {

namespace {

constexpr Duration kStartSpread{900};
constexpr Duration kDiskFullMin{20'000};
constexpr Duration kDiskFullMax{180'000};
constexpr Duration kClockOffsetMax{6 * 3600'000};
constexpr std::uint32_t kHostMemoryMiB = 8'192;
constexpr std::uint32_t kHostCpuMilli = 4'000;
constexpr std::uint64_t kHostDiskFreeMiB = 50'000;

} // namespace

SimFleet::SimFleet(SimFleetSetup setup, SimFleetPorts ports, Instant start)
    : m_setup(std::move(setup)),
      m_linkNow{m_setup.link.delayMin, m_setup.link.delayMax},
      m_clock(start),
      m_random(mixSeed(m_setup.seed, "fleet")),
      m_linkRandom(mixSeed(m_setup.seed, "links")),
      m_world{{m_scheduler, m_clock, ports.catalog, ports.observer},
              {m_scheduler, m_clock, m_trace, m_linkRandom, m_linkNow, std::move(ports.inspect)},
              ports.trust,
              ports.uplink} {
    for (std::size_t i = 0; i < m_setup.nodes.size(); ++i) {
        addNode(m_setup.nodes[i], i);
    }
}

SimFleet::~SimFleet() = default;

void SimFleet::addNode(const SimNodeSpec& spec, std::size_t index) {
    SimRandom random = m_random.split("node", index);
    NodeSetup node;
    node.agent = {spec.node, m_setup.tenant,    spec.environment, spec.labels, m_setup.publicKey,
                  {},        m_setup.agentTimes};
    node.host.node = spec.node;
    node.host.facts = {kHostMemoryMiB, kHostCpuMilli, kHostDiskFreeMiB, "simulated", "simulated"};
    node.host.times = m_setup.times;
    node.host.requestsPerSecond = spec.requestsPerSecond;
    node.host.seed = random.next();
    if (m_setup.faults.crookedClocks) {
        node.clockOffset = random.between(-kClockOffsetMax, kClockOffsetMax);
    }
    m_nodes.push_back(std::make_unique<SimNode>(std::move(node), m_world));
    m_byId[spec.node] = m_nodes.back().get();
    for (const Release& release : spec.releases) {
        m_nodes.back()->host().place(release);
    }
}

void SimFleet::start() {
    SimRandom random = m_random.split("start");
    for (const auto& node : m_nodes) {
        const Instant when = m_clock.now() + random.between(Duration{0}, kStartSpread);
        m_scheduler.at(when, [&node = *node](Instant now) { node.start(now); });
    }
}

void SimFleet::beginFaults() {
    m_linkNow = m_setup.link;
    for (const auto& node : m_nodes) {
        SimHost& host = node->host();
        host.beginFaults(m_setup.faults);
    }
    planFaults();
}

void SimFleet::advanceTo(Instant now) {
    while (m_scheduler.nextAt() <= now) {
        m_clock.moveTo(std::max(m_clock.now(), m_scheduler.nextAt()));
        m_scheduler.runOne(m_clock.now());
    }
    if (now > m_clock.now()) {
        m_clock.moveTo(now);
    }
}

SimNode* SimFleet::find(const NodeId& node) {
    const auto found = m_byId.find(node);
    return found == m_byId.end() ? nullptr : found->second;
}

void SimFleet::heal() {
    m_healed = true;
    m_linkNow = {m_setup.link.delayMin, m_setup.link.delayMax};
    for (const auto& node : m_nodes) {
        node->setCutOff(false, m_clock.now());
        node->host().endFaults();
    }
}

Instant SimFleet::faultMoment(SimRandom& random) const {
    return m_clock.now() + random.between(Duration{0}, m_setup.faultsFor);
}

void SimFleet::planEach(std::string_view concern, std::uint32_t times,
                        std::function<void(SimNode&, SimRandom&, Instant)> fault) {
    if (m_nodes.empty()) {
        return;
    }
    for (std::uint32_t i = 0; i < times; ++i) {
        SimRandom random = m_random.split(concern, i);
        const Instant when = faultMoment(random);
        const std::size_t victim = random.below(m_nodes.size());
        m_scheduler.at(when, [this, victim, random, fault](Instant now) mutable {
            if (!m_healed) {
                fault(*m_nodes[victim], random, now);
            }
        });
    }
}

void SimFleet::planFaults() {
    const NodeFaults& faults = m_setup.faults;
    planEach("agent-crash", faults.agentCrashes, [](SimNode& node, SimRandom&, Instant now) {
        if (node.agent() != nullptr) {
            node.crash(CrashKind::Agent, now);
        }
    });
    planEach("host-crash", faults.hostCrashes,
             [](SimNode& node, SimRandom&, Instant now) { node.crash(CrashKind::Host, now); });
    planEach("module-crash", faults.moduleCrashes, [](SimNode& node, SimRandom&, Instant) {
        for (const ModuleName& module : node.host().modules()) {
            node.host().crashModule(module);
        }
    });
    planEach("full-disk", faults.fullDisks, [this](SimNode& node, SimRandom& random, Instant now) {
        node.host().disk().full = true;
        m_scheduler.at(now + random.between(kDiskFullMin, kDiskFullMax),
                       [&node](Instant) { node.host().disk().full = false; });
    });
    planEach("stale-command", faults.staleCommands,
             [](SimNode& node, SimRandom& random, Instant now) { node.repeatOldCommand(random, now); });
    planEach("partition", m_setup.link.partitions,
             [this](SimNode&, SimRandom&, Instant now) { partition(now); });
    const std::size_t flapping = std::min<std::size_t>(faults.flappingNodes, m_nodes.size());
    for (std::size_t i = 0; i < flapping; ++i) {
        // Spread over the fleet, so that every wave may meet one.
        const std::size_t victim = (i * m_nodes.size()) / flapping;
        m_scheduler.at(m_clock.now(), [this, victim](Instant now) { flap(victim, true, now); });
    }
}

void SimFleet::flap(std::size_t index, bool flapped, Instant now) {
    if (m_healed) {
        return;
    }
    m_nodes[index]->host().setFlapped(flapped);
    m_scheduler.at(now + m_setup.faults.flapPeriod,
                   [this, index, flapped](Instant then) { flap(index, !flapped, then); });
}

void SimFleet::partition(Instant now) {
    SimRandom random = m_random.split("partitioned", static_cast<std::uint64_t>(toMs(now)));
    const Duration length = random.between(m_setup.link.partitionLength / 4, m_setup.link.partitionLength);
    for (const auto& node : m_nodes) {
        if (random.permille(400)) {
            node->setCutOff(true, now);
            m_scheduler.at(now + length, [&node = *node](Instant then) { node.setCutOff(false, then); });
        }
    }
}

} // namespace hotswap::sim
