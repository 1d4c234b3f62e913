// SPDX-License-Identifier: Apache-2.0
#pragma once
// Host on a real machine: state directory, shims, sockets, probes. Everything that waits goes through the
// reactor, everything that blocks through one work thread.

#include "core/node/balancer.h"
#include "core/node/host_load.h"
#include "core/node/module_place.h"
#include "core/node/package_fetch.h"
#include "core/node/work_thread.h"

#include <deque>

namespace hotswap::node {

struct SystemHostConfig {
    NodeId node;
    std::string agentVersion;
    std::filesystem::path shim; ///< the program hotswap-shim
    ListenMap listen;
};

class SystemHost final : public Host {
public:
    using Events = std::function<void(const HostEvent&)>;
    /// Whose signature counts on packages, asked anew for each package.
    using ChecksNow = std::function<PackageChecks()>;

    SystemHost(SystemHostConfig config, const StateDirectory& state, Reactor& reactor,
               ports::RandomSource& random, ChecksNow checks);
    ~SystemHost() override;

    /// Where events go. Called from the reactor's dispatch only.
    void setEvents(Events events) { m_events = std::move(events); }
    /// Gateway that packages are fetched from, from now on.
    void setSource(PackageSource source) { m_source = std::move(source); }
    /// What this machine is taken out of by Drain; without one it has nothing to be taken out of.
    void setBalancer(std::unique_ptr<Balancer> balancer) { m_balancer = std::move(balancer); }
    /// Stops every module and tells when all have ended; for taking a node out of use.
    void stopAll(std::function<void()> done);

    Result<std::vector<ModuleInventory>> adopt() override;
    void begin(const HostStep& step) override;
    void cancel(std::uint64_t stepId) override;
    NodeFacts facts() const override;
    HostLoad load() const override;
    std::vector<Sample> takeSamples() override;
    void setTelemetryInterval(Duration interval) override;

private:
    ModulePlace& place(const ModuleName& module);
    void tell(HostEvent event);
    void done(std::uint64_t id, std::optional<Error> error);
    void fetch(const HostStep& step);
    void download(const HostStep& step, std::shared_ptr<std::atomic<bool>> cancelled);
    void unpack(const HostStep& step);
    void start(const HostStep& step);
    void onChecked(const HostStep& step, const Result<StoredRelease>& stored);
    void switchTo(const HostStep& step);
    void remove(const HostStep& step);
    void onBothStopped(const HostStep& step, const std::optional<Error>& error);
    void prune(const HostStep& step);
    void moveInBalancer(const HostStep& step);
    void nextMove();
    /// Runs `job` on a thread and `then` with its result in the reactor.
    template <class Value>
    void work(WorkThread& thread, std::function<Value()> job, std::function<void(Value)> then);

    SystemHostConfig m_config;
    const StateDirectory& m_state;
    Reactor& m_reactor;
    ports::RandomSource& m_random;
    ChecksNow m_checks;
    ReleaseStore m_releases;
    PlaceContext m_context;
    Events m_events;
    PackageSource m_source;
    std::unique_ptr<Balancer> m_balancer;
    std::deque<HostStep> m_moves; ///< the first is at work
    std::map<ModuleName, std::unique_ptr<ModulePlace>> m_places;
    std::map<std::uint64_t, std::shared_ptr<std::atomic<bool>>> m_cancels;
    Duration m_telemetryInterval{10'000};
    mutable LoadMeter m_meter;
    mutable HostLoad m_load;
    mutable std::optional<Instant> m_loadRead;
    Instant m_samplesTaken;
    std::shared_ptr<bool> m_alive =
        std::make_shared<bool>(true); ///< results that come after the end are dropped
    WorkThread m_disk;                ///< hashing, unpacking, deleting
    WorkThread m_download;            ///< apart: a slow gateway must not hold up the restart of a module
};

} // namespace hotswap::node
