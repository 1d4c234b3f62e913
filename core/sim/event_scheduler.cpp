// SPDX-License-Identifier: Apache-2.0
#include "core/sim/event_scheduler.h"

#include <algorithm>

namespace hotswap::sim {

void EventScheduler::at(Instant when, Action action) {
    m_heap.push_back({when, m_order++, std::move(action)});
    std::push_heap(m_heap.begin(), m_heap.end(), Later{});
}

bool EventScheduler::runOne(Instant now) {
    if (nextAt() > now) {
        return false;
    }
    std::pop_heap(m_heap.begin(), m_heap.end(), Later{});
    const Action action = std::move(m_heap.back().action);
    m_heap.pop_back();
    action(now);
    return true;
}

std::size_t EventScheduler::runDue(Instant now, std::size_t limit) {
    std::size_t ran = 0;
    while (ran < limit && runOne(now)) {
        ++ran;
    }
    return ran;
}

} // namespace hotswap::sim
