// SPDX-License-Identifier: Apache-2.0
#pragma once
// A machine on which every step succeeds and does nothing: no package, no process, no socket. It remembers
// what it was told to switch to, which is what a test asks it about.

#include "core/domain/time.h"
#include "core/node/host.h"

#include <array>
#include <deque>
#include <map>
#include <optional>

namespace hotswap::fault {

/// Single-threaded. Its events are fetched by the owner's loop, never given from inside a call.
class NoopHost final : public node::Host {
public:
    /// `startTakes`: how long a release takes to start, told by the caller's clock.
    NoopHost(NodeFacts facts, Duration startTakes) : m_facts(std::move(facts)), m_startTakes(startTakes) {}

    /// The time of the calls that follow.
    void setNow(Instant now) { m_now = now; }
    /// The next event that is due.
    std::optional<node::HostEvent> next();
    /// When the next event is due; kNever: nothing is under way.
    Instant nextWake() const { return m_events.empty() ? kNever : m_events.front().first; }
    /// Releases that modules were switched to, in order.
    const std::map<ModuleName, std::vector<Release>>& switches() const { return m_switches; }

    Result<std::vector<node::ModuleInventory>> adopt() override {
        return std::vector<node::ModuleInventory>{};
    }
    void begin(const node::HostStep& step) override;
    void cancel(std::uint64_t) override {}
    NodeFacts facts() const override { return m_facts; }
    node::HostLoad load() const override { return {5, 20}; }
    std::vector<Sample> takeSamples() override { return {}; }
    void setTelemetryInterval(Duration) override {}

private:
    using Slots = std::array<Release, 2>;

    NodeFacts m_facts;
    Duration m_startTakes;
    Instant m_now{};
    std::deque<std::pair<Instant, node::HostEvent>> m_events;
    std::map<ModuleName, Slots> m_slots;
    std::map<ModuleName, std::vector<Release>> m_switches;
};

} // namespace hotswap::fault
