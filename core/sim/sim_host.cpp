// SPDX-License-Identifier: Apache-2.0
#include "core/sim/sim_host.h"

namespace hotswap::sim {

using node::HostStep;
using node::Slot;

SimHost::SimHost(HostSetup setup, HostWorld world)
    : m_setup(std::move(setup)),
      m_world(world),
      m_traffic(mixSeed(m_setup.seed, "traffic"), m_setup.requestsPerSecond),
      m_random(mixSeed(m_setup.seed, "host")) {}

void SimHost::place(const Release& release) {
    m_fetched.insert(release.digest);
    m_unpacked.insert(release.digest);
    ModuleState& state = m_modules[release.module];
    state.live = Slot::Blue;
    SlotState& live = slot(release.module, Slot::Blue);
    live.release = release;
    live.running = true;
    live.healthy = true;
    live.incarnation = ++m_incarnations;
    live.startedAt = m_world.clock.now();
    state.sampledAt = live.startedAt;
    state.serving = true;
}

SimHost::SlotState& SimHost::slot(const ModuleName& module, Slot which) {
    return m_modules[module].slots[static_cast<std::size_t>(which)];
}

const SimHost::SlotState* SimHost::liveSlot(const ModuleState& state) const {
    return state.live ? &state.slots[static_cast<std::size_t>(*state.live)] : nullptr;
}

ReleaseBehaviour SimHost::behaviourOf(const Release& release) const {
    if (m_faults.newRelease != ReleaseFault::None && !m_old.contains(release.digest)) {
        return behaviourWith(m_faults.newRelease);
    }
    const SimRelease* const known = m_world.catalog.byDigest(release.digest);
    return known == nullptr ? ReleaseBehaviour{} : known->behaviour;
}

node::ReleaseFacts SimHost::factsOf(const Release& release) const {
    node::ReleaseFacts facts;
    if (const SimRelease* const known = m_world.catalog.byDigest(release.digest); known != nullptr) {
        facts.kind = known->info.kind;
        facts.swapsWithoutDowntime = known->info.swapsWithoutDowntime;
        facts.offline = known->offline;
        facts.needs = known->info.needs;
        facts.dependencies = known->info.dependencies;
    }
    return facts;
}

std::string SimHost::addressOf(const ModuleName& module) const {
    return m_setup.node.value + "/" + module.value;
}

Result<std::vector<node::ModuleInventory>> SimHost::adopt() {
    std::vector<node::ModuleInventory> all;
    for (auto& [module, state] : m_modules) {
        node::ModuleInventory inventory;
        inventory.module = module;
        inventory.live = state.live;
        inventory.address = addressOf(module);
        for (const Slot which : {Slot::Blue, Slot::Green}) {
            SlotState& at = slot(module, which);
            at.told = false;
            if (at.release.digest.empty()) {
                continue;
            }
            inventory.slots.push_back({which, at.release, factsOf(at.release), at.running});
            if (at.running) {
                probe(module, which, at.incarnation, m_world.clock.now());
            }
        }
        all.push_back(std::move(inventory));
    }
    return all;
}

node::HostLoad SimHost::load() const {
    const Instant now = m_world.clock.now();
    const SlotState* serves = nullptr;
    for (const auto& [module, state] : m_modules) {
        const SlotState* const live = liveSlot(state);
        if (live != nullptr && live->running) {
            serves = live;
        }
    }
    if (serves == nullptr) {
        return {m_traffic.cpuPercent(nullptr, now), m_traffic.memoryPercent(nullptr, {})};
    }
    const ReleaseBehaviour behaviour = behaviourOf(serves->release);
    return {m_traffic.cpuPercent(&behaviour, now),
            m_traffic.memoryPercent(&behaviour, now - serves->startedAt)};
}

std::vector<Sample> SimHost::takeSamples() {
    const Instant now = m_world.clock.now();
    std::vector<Sample> samples;
    for (auto& [module, state] : m_modules) {
        const SlotState* const live = liveSlot(state);
        const Duration length = now - state.sampledAt;
        state.sampledAt = now;
        if (live == nullptr || !live->running || length <= Duration::zero()) {
            continue;
        }
        const ReleaseBehaviour behaviour = behaviourOf(live->release);
        Sample& sample = samples.emplace_back();
        sample.module = module;
        sample.release = live->release.digest;
        sample.length = std::min(length, 2 * m_telemetryInterval);
        m_traffic.serve(sample, behaviour, now, sample.length);
        sample.cpuPercent = m_traffic.cpuPercent(&behaviour, now);
        sample.memoryPercent = m_traffic.memoryPercent(&behaviour, now - live->startedAt);
    }
    return samples;
}

Release SimHost::current(const ModuleName& module) const {
    const auto found = m_modules.find(module);
    const SlotState* const live = found == m_modules.end() ? nullptr : liveSlot(found->second);
    return live == nullptr ? Release{} : live->release;
}

bool SimHost::serving(const ModuleName& module) const {
    const auto found = m_modules.find(module);
    const SlotState* const live = found == m_modules.end() ? nullptr : liveSlot(found->second);
    return live != nullptr && live->running && live->healthy;
}

std::set<ModuleName> SimHost::modules() const {
    std::set<ModuleName> names;
    for (const auto& [module, state] : m_modules) {
        names.insert(module);
    }
    return names;
}

void SimHost::emit(const node::HostEvent& event, Instant now) {
    if (m_sink) {
        m_sink(event, now);
    }
}

void SimHost::refreshServing(const ModuleName& module, Instant now, ServingCause cause) {
    const bool serves = serving(module);
    ModuleState& state = m_modules[module];
    if (state.serving != serves) {
        state.serving = serves;
        m_world.observer.servingChanged(m_setup.node, module, serves, cause, now);
    }
}

// ---- processes and probes ----

void SimHost::startProcess(const ModuleName& module, Slot which, Instant now) {
    SlotState& at = slot(module, which);
    at.running = true;
    at.healthy = false;
    at.told = false;
    at.startedAt = now;
    at.incarnation = ++m_incarnations;
    m_world.observer.started(m_setup.node, at.release, m_unpacked.contains(at.release.digest), now);
    const Duration until = behaviourOf(at.release).untilHealthy;
    m_world.scheduler.at(now + until, [this, module, which, incarnation = at.incarnation](Instant then) {
        probe(module, which, incarnation, then);
    });
}

void SimHost::probe(const ModuleName& module, Slot which, std::uint64_t incarnation, Instant now) {
    SlotState& at = slot(module, which);
    if (at.incarnation != incarnation || !at.running) {
        return;
    }
    const bool flappedAway = m_flapped && m_modules[module].live == which;
    at.healthy = behaviourOf(at.release).becomesHealthy && !flappedAway;
    refreshServing(module, now, flappedAway ? ServingCause::Fault : ServingCause::Agent);
    // Told later than this call: it may come from inside one of the agent's.
    m_world.scheduler.at(now, [this, module, which, incarnation](Instant then) {
        if (slot(module, which).incarnation == incarnation) {
            tellHealth(module, which, then);
        }
    });
}

void SimHost::tellHealth(const ModuleName& module, Slot which, Instant now) {
    SlotState& at = slot(module, which);
    at.told = true;
    emit(node::SlotHealth{module, which, at.healthy, at.healthy ? "" : "probe http /health: status 503"},
         now);
}

void SimHost::setFlapped(bool flapped) {
    m_flapped = flapped;
    for (const auto& [module, state] : m_modules) {
        if (const SlotState* const live = liveSlot(state); live != nullptr && live->running) {
            probe(module, *state.live, live->incarnation, m_world.clock.now());
        }
    }
}

void SimHost::crashModule(const ModuleName& module) {
    const auto found = m_modules.find(module);
    if (found == m_modules.end() || !found->second.live || !slot(module, *found->second.live).running) {
        return;
    }
    const Slot which = *found->second.live;
    SlotState& at = slot(module, which);
    at.running = false;
    at.healthy = false;
    at.incarnation = ++m_incarnations;
    refreshServing(module, m_world.clock.now(), ServingCause::Fault);
    m_world.scheduler.at(m_world.clock.now(), [this, module, which](Instant now) {
        emit(node::SlotExited{module, which, "signal 11"}, now);
    });
}

// ---- faults ----

void SimHost::beginFaults(const NodeFaults& faults) {
    m_faults = faults;
    m_old = m_unpacked;
    m_disk.crashPermille = faults.crashAtJournalPermille;
    m_disk.tornPermille = faults.tornJournalPermille;
}

void SimHost::endFaults() {
    m_faults.stepFailsPermille = 0;
    m_disk.crashPermille = 0;
    m_disk.full = false;
    if (m_flapped) {
        setFlapped(false);
    }
}

void SimHost::agentCrashed() {
    m_sink = nullptr;
    ++m_run;
    // A step that another program was already doing may have come to its end.
    for (const auto& [id, step] : std::exchange(m_underWay, {})) {
        const bool byAnother = step.kind != HostStep::Kind::Fetch && step.kind != HostStep::Kind::Unpack;
        if (byAnother && m_random.permille(500)) {
            node::StepDone ignored;
            apply(step, ignored, m_world.clock.now());
        }
    }
    m_cancelled.clear();
}

void SimHost::hostCrashed() {
    m_sink = nullptr;
    ++m_run;
    m_underWay.clear();
    m_cancelled.clear();
    for (auto& [module, state] : m_modules) {
        for (SlotState& at : state.slots) {
            at.running = false;
            at.healthy = false;
            at.incarnation = ++m_incarnations;
        }
        refreshServing(module, m_world.clock.now(), ServingCause::Fault);
    }
}

} // namespace hotswap::sim
