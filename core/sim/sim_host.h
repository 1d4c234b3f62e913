// SPDX-License-Identifier: Apache-2.0
#pragma once
// The machine below a simulated node's agent: packages, slots, processes, probes, load. Steps take simulated
// time and may fail; what a crash leaves behind is what a real machine would leave.

#include "core/node/host.h"
#include "core/ports/clock.h"
#include "core/sim/event_scheduler.h"
#include "core/sim/fault_plan.h"
#include "core/sim/node_observer.h"
#include "core/sim/sim_catalog.h"
#include "core/sim/sim_disk.h"
#include "core/sim/sim_traffic.h"

#include <array>
#include <functional>
#include <map>
#include <set>

namespace hotswap::sim {

/// How long things take on a simulated machine: drawn between the two for each step.
struct HostTimes {
    struct Span {
        Duration shortest;
        Duration longest;
    };
    Span fetch{Duration{300}, Duration{2'500}};
    Span unpack{Duration{60}, Duration{400}};
    Span start{Duration{40}, Duration{250}};
    Span switchOver{Duration{1}, Duration{4}};
    Span stop{Duration{100}, Duration{1'500}};
    Span remove{Duration{100}, Duration{1'500}};
    Span prune{Duration{10}, Duration{60}};
    Span reboot{Duration{20'000}, Duration{70'000}};
    Span agentRestart{Duration{500}, Duration{4'000}};
};

/// What a simulated machine is made of.
struct HostSetup {
    NodeId node;
    NodeFacts facts;
    HostTimes times;
    double requestsPerSecond = 0;
    std::uint64_t seed = 0;
};

/// What all machines of a fleet share.
struct HostWorld {
    EventScheduler& scheduler;
    const ports::Clock& clock;
    const SimCatalog& catalog;
    NodeObserver& observer;
};

/// Single-threaded. Events go to the sink that listens at the time, never from inside a call of the agent.
class SimHost final : public node::Host {
public:
    using EventSink = std::function<void(const node::HostEvent&, Instant)>;

    SimHost(HostSetup setup, HostWorld world);

    /// A release that serves from the beginning, as if installed long ago.
    void place(const Release& release);
    /// The agent of now; its events stop when it crashes.
    void listen(EventSink sink) { m_sink = std::move(sink); }

    Result<std::vector<node::ModuleInventory>> adopt() override;
    void begin(const node::HostStep& step) override;
    void cancel(std::uint64_t stepId) override;
    NodeFacts facts() const override { return m_setup.facts; }
    node::HostLoad load() const override;
    std::vector<Sample> takeSamples() override;
    void setTelemetryInterval(Duration interval) override { m_telemetryInterval = interval; }

    /// The agent is gone; steps under way may or may not have had their effect.
    void agentCrashed();
    /// The machine is gone: no process survives, steps under way had no effect, `current` stays.
    void hostCrashed();
    /// The serving process of a module ends by itself.
    void crashModule(const ModuleName& module);
    /// From now on probes answer wrong (or right again).
    void setFlapped(bool flapped);
    DiskState& disk() { return m_disk; }
    /// Steps, journal writes and releases that are not here yet go wrong from now on as the faults say.
    void beginFaults(const NodeFaults& faults);
    /// Nothing goes wrong any more but for good reasons; bad releases stay bad.
    void endFaults();

    /// What `current` points at; empty digest: nothing.
    Release current(const ModuleName& module) const;
    /// Whether what `current` points at runs and passes its probes.
    bool serving(const ModuleName& module) const;
    std::set<ModuleName> modules() const;
    const HostTimes& times() const { return m_setup.times; }

private:
    struct SlotState {
        Release release; ///< empty digest: the slot is empty
        bool running = false;
        bool healthy = false;
        bool told = false; ///< its health was told to the agent of now
        Instant startedAt{};
        std::uint64_t incarnation = 0; ///< of the process
    };
    struct ModuleState {
        std::optional<node::Slot> live;
        std::array<SlotState, 2> slots;
        bool serving = false; ///< as last told to the observer
        Instant sampledAt{};
    };

    SlotState& slot(const ModuleName& module, node::Slot which);
    Duration durationOf(node::HostStep::Kind kind);
    void finish(const node::HostStep& step, std::uint64_t run, Instant now);
    std::optional<Error> apply(const node::HostStep& step, node::StepDone& done, Instant now);
    std::optional<Error> applyStart(const node::HostStep& step, Instant now);
    std::optional<Error> applySwitch(const node::HostStep& step, node::StepDone& done, Instant now);
    std::optional<Error> applyRemoval(const node::HostStep& step, Instant now);
    void startProcess(const ModuleName& module, node::Slot which, Instant now);
    void probe(const ModuleName& module, node::Slot which, std::uint64_t incarnation, Instant now);
    void tellHealth(const ModuleName& module, node::Slot which, Instant now);
    void refreshServing(const ModuleName& module, Instant now, ServingCause cause = ServingCause::Agent);
    ReleaseBehaviour behaviourOf(const Release& release) const;
    const SlotState* liveSlot(const ModuleState& state) const;
    node::ReleaseFacts factsOf(const Release& release) const;
    std::string addressOf(const ModuleName& module) const;
    void emit(const node::HostEvent& event, Instant now);

    HostSetup m_setup;
    HostWorld m_world;
    mutable SimTraffic m_traffic;
    SimRandom m_random;
    DiskState m_disk;
    EventSink m_sink;
    std::map<ModuleName, ModuleState> m_modules;
    std::set<Digest> m_fetched;
    std::set<Digest> m_unpacked;
    std::set<Digest> m_old; ///< releases that were here before faults began
    NodeFaults m_faults;
    std::map<std::uint64_t, node::HostStep> m_underWay;
    std::set<std::uint64_t> m_cancelled;
    std::uint64_t m_run = 0; ///< of the agent
    std::uint64_t m_incarnations = 0;
    bool m_flapped = false;
    Duration m_telemetryInterval{10'000};
};

} // namespace hotswap::sim
