// SPDX-License-Identifier: Apache-2.0
#pragma once
// Agents as releases of the module hotswap-agent: a host before the host that serves this one module. Start
// asks the new agent to check itself, Switch points agent/current at it and restarts this process as that
// agent, and the health of what is current is its session with a gateway. All decisions stay with the module
// runner, all other modules with the host behind; they go on under their shims.

#include "core/node/agent_launch.h"
#include "core/node/hook_process.h"
#include "core/node/host.h"
#include "core/node/reactor.h"
#include "core/node/release_store.h"
#include "core/node/work_thread.h"

#include <functional>

namespace hotswap::node {

struct AgentUpgradeConfig {
    /// Starts this process anew as the agent that is current; does not come back when it works. Empty: this
    /// agent was not started by a launcher, and its releases are refused.
    std::function<void()> restart;
    std::string running; ///< release this process is, "<version>-<digest8>"; empty: the packaged one
    std::vector<std::string> check; ///< arguments with which a new agent checks itself and the configuration
    Duration checkLimit{30'000};
};

/// The release directory's name if a program lies in one of the agent's releases; empty: anywhere else.
std::string agentReleaseOf(const std::filesystem::path& program, const std::filesystem::path& state);

class AgentUpgrade final : public Host {
public:
    using Events = std::function<void(const HostEvent&)>;

    AgentUpgrade(AgentUpgradeConfig config, const StateDirectory& state, Reactor& reactor, Host& behind);

    /// Where events of this module go; called from the reactor only.
    void setEvents(Events events) { m_events = std::move(events); }
    /// The process reached its event loop.
    Status ready();
    /// A gateway has welcomed this node, or the session is over.
    void setConnected(bool connected);
    /// Whether settle() has something to do.
    bool unsettled() const { return m_trial || m_failed; }
    /// This agent has a session and no command about agents is open: its trial, if it was on one, is over.
    void settle();

    Result<std::vector<ModuleInventory>> adopt() override;
    void begin(const HostStep& step) override;
    void cancel(std::uint64_t stepId) override { m_behind.cancel(stepId); }
    NodeFacts facts() const override { return m_behind.facts(); }
    HostLoad load() const override { return m_behind.load(); }
    /// Each second with a session counts as a request, each without as an error: a release that keeps losing
    /// its gateway shows.
    std::vector<Sample> takeSamples() override;
    void setTelemetryInterval(Duration interval) override { m_behind.setTelemetryInterval(interval); }

private:
    struct SlotView {
        std::optional<StoredRelease> stored;
        std::unique_ptr<HookProcess> check;
    };

    SlotView& at(Slot slot) { return m_slots[static_cast<std::size_t>(slot)]; }
    std::optional<SlotInventory> adoptSlot(Slot slot, const std::string& current);
    void tell(HostEvent event);
    void done(std::uint64_t id, std::optional<Error> error);
    void start(const HostStep& step);
    void onChecked(const HostStep& step, const Result<StoredRelease>& stored);
    void checkItself(Slot slot);
    void switchTo(const HostStep& step);
    void stop(const HostStep& step);
    void remove(const HostStep& step);
    void prune(const HostStep& step, bool all);
    void tellHealth();
    /// After what is posted already: the switch is journaled by then.
    void restartSoon();

    AgentUpgradeConfig m_config;
    const StateDirectory& m_state;
    Reactor& m_reactor;
    Host& m_behind;
    AgentLaunch m_launch;
    ReleaseStore m_releases;
    Events m_events;
    SlotView m_slots[2];
    std::optional<Slot> m_live;
    bool m_trial = false;
    std::optional<FailedTrial> m_failed; ///< ended by the launcher, not told yet
    bool m_connected = false;
    bool m_restarting = false;
    Instant m_connectedSince;
    Duration m_connectedTime{};
    Instant m_sampled;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    WorkThread m_disk;
};

} // namespace hotswap::node
