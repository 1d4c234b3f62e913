// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/noop_host.h"

#include <algorithm>

namespace hotswap::fault {

void NoopHost::begin(const node::HostStep& step) {
    using Kind = node::HostStep::Kind;
    node::StepDone done;
    done.id = step.id;
    Release& slot = m_slots[step.module][static_cast<std::size_t>(step.slot)];
    Instant at = m_now;
    std::optional<node::SlotHealth> health;
    switch (step.kind) {
    case Kind::Unpack: done.facts = node::ReleaseFacts{}; break;
    case Kind::Start:
        slot = step.release;
        at += m_startTakes;
        health = node::SlotHealth{step.module, step.slot, true, {}};
        break;
    case Kind::Switch: m_switches[step.module].push_back(slot); break;
    case Kind::Stop: slot = {}; break;
    case Kind::Remove: m_slots.erase(step.module); break;
    case Kind::Fetch:
    case Kind::Prune:
    case Kind::Drain:
    case Kind::Undrain: break;
    }
    const auto put = [&](node::HostEvent event) {
        const auto place = std::upper_bound(m_events.begin(), m_events.end(), at,
                                            [](Instant when, const auto& e) { return when < e.first; });
        m_events.emplace(place, at, std::move(event));
    };
    put(done);
    if (health) {
        put(*health);
    }
}

std::optional<node::HostEvent> NoopHost::next() {
    if (m_events.empty() || m_events.front().first > m_now) {
        return std::nullopt;
    }
    std::optional<node::HostEvent> event = std::move(m_events.front().second);
    m_events.pop_front();
    return event;
}

} // namespace hotswap::fault
