// SPDX-License-Identifier: Apache-2.0
#include "app/common/follower.h"

#include <chrono>

namespace hotswap::app {

class Follower::Sink final : public ports::DeltaSink {
public:
    void deliver(std::shared_ptr<const ports::ConsoleDelta> delta) override {
        const std::lock_guard lock(mutex);
        if (delta->snapshot) {
            nodes.clear();
            deployments.clear();
        }
        for (const Node& node : delta->nodes) {
            nodes[node.id] = node;
        }
        for (const DeploymentSummary& summary : delta->deployments) {
            deployments[summary.id] = summary;
        }
        leases = delta->leases;
        if (!delta->engineStopped.empty()) {
            stopped = delta->engineStopped;
        }
        news += 1;
        changed.notify_all();
    }

    std::mutex mutex;
    std::condition_variable changed;
    std::map<NodeId, Node> nodes;
    std::map<DeploymentId, DeploymentSummary> deployments;
    std::vector<ports::Lease> leases;
    std::string stopped;
    std::uint64_t news = 0;
};

Follower::Follower() : m_sink(std::make_shared<Sink>()) {}

Follower::~Follower() {
    m_subscription.reset();
}

Result<std::unique_ptr<Follower>> Follower::attach(ports::ConsoleService& service, const Identity& who) {
    std::unique_ptr<Follower> follower(new Follower());
    auto subscription = service.subscribe(who, 0, follower->m_sink);
    if (!subscription.ok()) {
        return subscription.error();
    }
    follower->m_subscription = std::move(*subscription);
    return follower;
}

std::optional<DeploymentSummary> Follower::deployment(const DeploymentId& id) const {
    const std::lock_guard lock(m_sink->mutex);
    const auto it = m_sink->deployments.find(id);
    return it == m_sink->deployments.end() ? std::nullopt : std::optional(it->second);
}

std::map<NodeId, Node> Follower::nodes() const {
    const std::lock_guard lock(m_sink->mutex);
    return m_sink->nodes;
}

std::vector<ports::Lease> Follower::leases() const {
    const std::lock_guard lock(m_sink->mutex);
    return m_sink->leases;
}

std::string Follower::engineStopped() const {
    const std::lock_guard lock(m_sink->mutex);
    return m_sink->stopped;
}

bool Follower::waitUntil(const std::function<bool()>& done, Duration limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    std::uint64_t seen = news(); // before looking, so that nothing in between is missed
    while (!done()) {
        const auto left = std::chrono::duration_cast<Duration>(end - std::chrono::steady_clock::now());
        if (left <= Duration{0}) {
            return false;
        }
        seen = waitForNews(seen, left);
    }
    return true;
}

std::uint64_t Follower::news() const {
    const std::lock_guard lock(m_sink->mutex);
    return m_sink->news;
}

std::uint64_t Follower::waitForNews(std::uint64_t seen, Duration limit) {
    std::unique_lock lock(m_sink->mutex);
    m_sink->changed.wait_for(lock, limit, [&] { return m_sink->news > seen; });
    return m_sink->news;
}

void Follower::nudge() {
    const std::lock_guard lock(m_sink->mutex);
    m_sink->news += 1;
    m_sink->changed.notify_all();
}

} // namespace hotswap::app
