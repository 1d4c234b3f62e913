// SPDX-License-Identifier: Apache-2.0
#include "core/engine/deadline_queue.h"

namespace hotswap::engine {

void DeadlineQueue::set(const DeploymentId& deployment, Instant at) {
    const auto known = m_byDeployment.find(deployment);
    if (known != m_byDeployment.end()) {
        m_byTime.erase({known->second, deployment});
        m_byDeployment.erase(known);
    }
    if (at != kNever) {
        m_byDeployment.emplace(deployment, at);
        m_byTime.emplace(at, deployment);
    }
}

Instant DeadlineQueue::next() const {
    return m_byTime.empty() ? kNever : m_byTime.begin()->first;
}

std::vector<DeploymentId> DeadlineQueue::takeDue(Instant now) {
    std::vector<DeploymentId> due;
    while (!m_byTime.empty() && m_byTime.begin()->first <= now) {
        due.push_back(m_byTime.begin()->second);
        set(due.back(), kNever);
    }
    return due;
}

} // namespace hotswap::engine
