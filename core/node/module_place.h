// SPDX-License-Identifier: Apache-2.0
#pragma once
// One module on this machine: its port groups, and in each slot the release, the process or hooks, the probes
// and the reading of its metrics. Knows no commands; SystemHost drives it.
//
// Where two releases may run side by side (services with public sockets, sites, files) the idle slot is
// started beside the live one and the switch moves the traffic. Where they may not (exec modules, services
// without sockets) the idle slot is only installed, and the switch stops the one and starts the other. Steps
// of one module that run hooks are done one after the other. Every hook must bear being run again: after a
// crash of the agent or of the machine it is.

#include "core/node/metrics_reader.h"
#include "core/node/port_group.h"
#include "core/node/prober.h"
#include "core/node/release_store.h"
#include "core/node/resource_groups.h"
#include "core/node/slot_log.h"
#include "core/node/slot_process.h"

#include <algorithm>
#include <deque>

namespace hotswap::node {

/// Where a node's own configuration wants public sockets: "module.socket" to address. Port 0: any free one.
using ListenMap = std::map<std::string, sockaddr_in>;

/// What all places of one host share.
struct PlaceContext {
    Reactor& reactor;
    const StateDirectory& state;
    const ReleaseStore& releases;
    std::filesystem::path shim;
    std::filesystem::path site; ///< the program that serves sites
    ResourceGroups groups;
    NodeId node;
    ListenMap listen;
    std::function<void(HostEvent)> tell; ///< called from the reactor only
};

class ModulePlace {
public:
    using Done = std::function<void(std::optional<Error>)>;
    using Switched = std::function<void(Result<Duration>)>;
    /// Why a slot is stopped.
    enum class Stop {
        Emptied, ///< for good: its remove hook runs and the slot is empty afterwards
        Paused,  ///< nothing runs any more, and the next agent starts it again
    };

    ModulePlace(ModuleName name, PlaceContext& context) : m_name(std::move(name)), m_context(context) {}
    ModulePlace(const ModulePlace&) = delete;
    ModulePlace& operator=(const ModulePlace&) = delete;

    /// Finds slots, shims and sockets again. Nothing when the module has no release here.
    std::optional<ModuleInventory> adopt();

    // Each calls `done` once, perhaps before it returns.
    /// Runs a stored release in a slot. No effect when it runs there already.
    void start(Slot slot, const StoredRelease& stored, Done done);
    /// Makes `slot` live. The time taken is that of the kernel calls, or from the stop of the old release to
    /// the start of the new one. Errors leave the old release live; if that could not be started again it is
    /// told as SlotExited.
    void switchTo(Slot slot, Switched done);
    void stop(Slot slot, Stop why, Done done);
    /// After both slots are empty: closes the sockets and removes the module's links.
    Status remove();

    std::string address() const;
    /// Folders of the releases that must stay.
    std::vector<std::string> releasesInUse() const;
    std::optional<Slot> live() const { return m_live; }

    void setTelemetryInterval(Duration interval);
    /// What was measured since the last call, without node, times and host load.
    std::vector<Sample> takeSamples();

private:
    struct SlotPlace {
        std::optional<StoredRelease> stored;
        std::unique_ptr<SlotProcess> process;
        std::unique_ptr<Prober> prober;
        std::map<std::string, sockaddr_in> probePorts;
        MetricsSeries series;
        Sample sample;
        std::unique_ptr<LocalExchange> scrape;
        std::unique_ptr<SlotLog> log;
        bool up = false; ///< started; of what cannot run beside another release: installed
        Reactor::TimerId scrapeTimer = 0;
        Reactor::TimerId stopTimer = 0;
        Done stopped; ///< a stop is on its way
        Stop stoppedWhy = Stop::Emptied;
        Done halted; ///< the process is being stopped by a switch
        int backlogLooks = 0;
    };
    struct Step {
        std::function<void(Done)> work;
        Done done;
    };
    using Sockets = std::vector<std::pair<std::string, codec::Descriptor>>;

    SlotPlace& at(Slot slot) { return m_slots[static_cast<std::size_t>(slot)]; }
    const SlotPlace& at(Slot slot) const { return m_slots[static_cast<std::size_t>(slot)]; }

    // module_place.cpp
    Status openGroups(const Manifest& manifest);
    sockaddr_in wantedAddress(const SocketSpec& socket) const;
    Status savePorts() const;
    void onEnded(Slot slot, const std::string& detail);
    void stopWhenTaken(Slot slot);
    void finishStop(Slot slot, std::optional<Error> error);
    void emptied(Slot slot, std::optional<Error> error, const Done& done);
    void closeUnusedGroups();

    // module_spawning.cpp
    std::vector<std::string> environment(Slot slot, const StoredRelease& stored) const;
    std::vector<std::string> commandLine(const StoredRelease& stored) const;
    Result<SpawnOrder> spawnOrder(Slot slot, const StoredRelease& stored,
                                  std::vector<codec::Descriptor>& probes);
    void bound(Slot slot, const StoredRelease& stored, SpawnOrder& order) const;
    Status spawn(Slot slot);
    void follow(Slot slot);

    // module_steps.cpp: what takes time, one step after the other
    void inLine(std::function<void(Done)> work, Done done);
    void nextInLine();
    Status prepareSlot(Slot slot, const StoredRelease& stored);
    void startNow(Slot slot, const StoredRelease& stored, Done done);
    void startInstalled(Slot slot, const Done& done);
    void switchNow(Slot slot, const std::shared_ptr<Duration>& took, Done done);
    void undoSwitch(Slot slot, std::optional<Slot> before, const Error& why, const Done& done);
    void linkBack(const std::optional<Release>& release, const std::string& found,
                  const std::function<void()>& then);
    Status moveTraffic(Slot slot);
    void activate(Slot slot, const Done& done);
    void deactivate(Slot slot, const Done& done);
    void runHook(Slot slot, std::string_view name, Done done);
    void sayLines(Slot slot, std::string_view output) const;
    Path marker(Slot slot, const char* name) const;
    std::string markerText(Slot slot, const char* name) const;
    bool marked(Slot slot, const char* name) const;
    void mark(Slot slot, const char* name) const;

    // module_adoption.cpp
    void adoptSlot(Slot slot);
    void adoptGroups(Sockets blue, Sockets green);
    void settleLive();
    bool isUp(Slot slot) const;

    // module_watching.cpp
    void beginWatching(Slot slot);
    void endWatching(Slot slot);
    void scrapeSoon(Slot slot, Duration delay);
    void scrape(Slot slot);

    ModuleName m_name;
    PlaceContext& m_context;
    SlotPlace m_slots[2];
    Sockets m_found[2]; ///< during adoption: what each shim holds
    std::optional<Slot> m_live;
    std::map<std::string, PortGroup> m_groups; ///< by socket name
    std::deque<Step> m_line;
    bool m_atWork = false; ///< a step of the line is under way
    std::unique_ptr<HookProcess> m_hook;
    Duration m_telemetryInterval{10'000};
};

/// Whether a release can run in the idle slot while another one has the traffic.
inline bool runsBeside(const StoredRelease& stored) {
    return stored.manifest.swapsWithoutDowntime();
}
/// Whether a release has a public socket of this name.
inline bool hasPublicSocket(const StoredRelease& stored, const std::string& name) {
    const auto& sockets = stored.manifest.sockets;
    return std::any_of(sockets.begin(), sockets.end(), [&](const SocketSpec& socket) {
        return socket.reach == SocketSpec::Reach::Public && socket.name == name;
    });
}
/// Whether a shim runs a process for it.
inline bool hasProcess(const StoredRelease& stored) {
    return stored.manifest.kind == ModuleKind::Service || stored.manifest.kind == ModuleKind::Site;
}

} // namespace hotswap::node
