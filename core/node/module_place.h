// SPDX-License-Identifier: Apache-2.0
#pragma once
// One module on this machine: its port groups, and in each slot the release, the process, the probes and the
// reading of its metrics. Knows no commands; SystemHost drives it.

#include "core/node/metrics_reader.h"
#include "core/node/port_group.h"
#include "core/node/prober.h"
#include "core/node/release_store.h"
#include "core/node/slot_process.h"

namespace hotswap::node {

/// Where a node's own configuration wants public sockets: "module.socket" to address. Port 0: any free one.
using ListenMap = std::map<std::string, sockaddr_in>;

/// What all places of one host share.
struct PlaceContext {
    Reactor& reactor;
    const StateDirectory& state;
    const ReleaseStore& releases;
    std::filesystem::path shim;
    NodeId node;
    ListenMap listen;
    std::function<void(HostEvent)> tell; ///< called from the reactor only
};

class ModulePlace {
public:
    using Done = std::function<void(std::optional<Error>)>;

    ModulePlace(ModuleName name, PlaceContext& context) : m_name(std::move(name)), m_context(context) {}
    ModulePlace(const ModulePlace&) = delete;
    ModulePlace& operator=(const ModulePlace&) = delete;

    /// Finds slots, shims and sockets again. Nothing when the module has no release here.
    std::optional<ModuleInventory> adopt();

    /// Runs a stored release in a slot. No effect when it runs there already.
    Status start(Slot slot, const StoredRelease& stored);
    /// Makes `slot` live. The time taken is that of the kernel calls.
    Result<Duration> switchTo(Slot slot);
    /// Empties a slot; `done` is called once, later.
    void stop(Slot slot, Done done);
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
        Reactor::TimerId scrapeTimer = 0;
        Reactor::TimerId stopTimer = 0;
        Done stopped; ///< a stop is on its way
        int backlogLooks = 0;
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
    void closeUnusedGroups();
    Result<SpawnOrder> spawnOrder(Slot slot, const StoredRelease& stored,
                                  std::vector<codec::Descriptor>& probes);

    // module_adoption.cpp
    void adoptSlot(Slot slot);
    void adoptGroups(Sockets blue, Sockets green);
    void settleLive();

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
    Duration m_telemetryInterval{10'000};
};

} // namespace hotswap::node
