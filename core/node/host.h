// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the agent asks of the machine it runs on: long steps that are begun here and end as events, and cheap
// looks. The real one is SystemHost; the simulation has its own. The agent's logic knows nothing else.

#include "core/domain/module.h"
#include "core/domain/node.h"
#include "core/domain/telemetry.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace hotswap::node {

/// The two places a module can run in on one node. At most one of them is live (gets the traffic).
enum class Slot : std::uint8_t { Blue, Green };

constexpr Slot otherSlot(Slot slot) {
    return slot == Slot::Blue ? Slot::Green : Slot::Blue;
}
constexpr std::string_view slotName(Slot slot) {
    return slot == Slot::Blue ? "blue" : "green";
}

/// The part of a verified manifest that the agent's decisions rest on.
struct ReleaseFacts {
    ModuleKind kind = ModuleKind::Service;
    bool swapsWithoutDowntime = true; ///< false: its probes count only once it has the traffic
    OfflinePolicy offline = OfflinePolicy::Hold;
    Duration warm{30 * 60'000};
    Needs needs;
    std::vector<Dependency> dependencies;
};

/// One step. `id` is chosen by the agent, increasing, never reused in one run of the agent.
/// Every step begun ends in exactly one StepDone, also a cancelled one. Steps are idempotent: repeating one
/// that was done before succeeds without effect.
struct HostStep {
    enum class Kind {
        Fetch,   ///< get the package of `release` onto this machine
        Unpack,  ///< check signatures and digests, unpack; the event carries the facts
        Start,   ///< run `release` in `slot` and probe it from then on; done once the process exists. What
                 ///< cannot run beside another release is only installed, unless the slot is live
        Switch,  ///< give `slot` the traffic and point `current` at its release; the event carries the time
                 ///< taken. Where two releases cannot run side by side the old one is stopped first and the
                 ///< new one is started; a failure ends with the old one at work again
        Stop,    ///< end what runs in `slot` (its backlog first, signal, grace, kill) and empty the slot
        Remove,  ///< stop both slots, close the sockets, forget the module; nothing of it stays
        Prune,   ///< delete unpacked releases that are in no slot and are not `release` (the previous one)
        Drain,   ///< take this machine out of its load balancer; done once that confirms it. A failed or
                 ///< cancelled one has put it back
        Undrain, ///< put it back, confirmed
    };
    std::uint64_t id = 0;
    Kind kind = Kind::Fetch;
    ModuleName module;
    Slot slot = Slot::Blue; ///< Start, Switch, Stop
    Release release;        ///< Fetch, Unpack, Start, Prune

    bool operator==(const HostStep&) const = default;
};

/// A step has ended. `error` empty: well. A cancelled step ends with ErrorCode::Cancelled unless it was done.
struct StepDone {
    std::uint64_t id = 0;
    std::optional<Error> error;
    std::optional<ReleaseFacts> facts; ///< Unpack
    std::string address;               ///< Start: public "host:port" of the first public socket; empty: none
    Duration took{};                   ///< Switch: length of the switch window
};

/// The probes of a running slot changed their answer, or gave the first one. All of them must pass.
struct SlotHealth {
    ModuleName module;
    Slot slot = Slot::Blue;
    bool healthy = false;
    std::string detail; ///< of a failure: "probe http /health: status 500"
};

/// The process of a slot ended without having been told to, or could not be started again by a failed switch.
struct SlotExited {
    ModuleName module;
    Slot slot = Slot::Blue;
    std::string detail; ///< "signal 9", "exit status 3"
};

/// A line for people about a module.
struct HostLine {
    enum class Origin {
        Module, ///< written by the module or one of its hooks; kept on this machine in the slot's log
        Host,   ///< said by the host about it
    };
    ModuleName module;
    Origin origin = Origin::Module;
    std::string text;
};

using HostEvent = std::variant<StepDone, SlotHealth, SlotExited, HostLine>;

/// What stands in one slot when the agent starts.
struct SlotInventory {
    Slot slot = Slot::Blue;
    Release release;
    ReleaseFacts facts;
    bool running = false; ///< its process lives under a shim and has been adopted; it is being probed
};

struct ModuleInventory {
    ModuleName module;
    std::optional<Slot> live; ///< the slot that `current` points at
    std::vector<SlotInventory> slots;
    std::string address;
};

/// Host load in percent, 0..100.
struct HostLoad {
    double cpuPercent = 0;
    double memoryPercent = 0;
};

/// The machine below the agent. Single-threaded: events reach the agent from its owner's loop, never from
/// inside one of these calls.
class Host {
public:
    virtual ~Host() = default;

    /// Takes over what runs from before. Called once, first. The switch state is made to agree with
    /// `current`.
    virtual Result<std::vector<ModuleInventory>> adopt() = 0;
    virtual void begin(const HostStep& step) = 0;
    /// Asks for an early end of a Fetch, Unpack or Drain; other steps and unknown ids are left alone.
    virtual void cancel(std::uint64_t stepId) = 0;

    virtual NodeFacts facts() const = 0;
    virtual HostLoad load() const = 0;
    /// Samples gathered since the last call, at most one per release. `node` and `start` are left to the
    /// agent.
    virtual std::vector<Sample> takeSamples() = 0;
    /// How often modules' metrics are read from now on.
    virtual void setTelemetryInterval(Duration interval) = 0;
};

} // namespace hotswap::node
