// SPDX-License-Identifier: Apache-2.0
#include "core/ports/connection_state.h"

#include <algorithm>
#include <utility>

namespace hotswap::ports {

/// One listener. Its mutex is held during a call, so that ending the subscription waits for the call; it is
/// recursive because a listener may end its own subscription.
struct ConnectionBoard::Listener {
    std::function<void(const ConnectionStatus&)> call;
    std::recursive_mutex mutex;
    bool ended = false;
};

struct ConnectionBoard::Members {
    mutable std::mutex mutex;
    std::mutex order; ///< held from a change to its last call, so that the last call says what is
    ConnectionStatus status;
    std::vector<std::shared_ptr<Listener>> listeners;
};

class ConnectionBoard::Subscription final : public FeedSubscription {
public:
    Subscription(std::shared_ptr<Members> members, std::shared_ptr<Listener> listener)
        : m_members(std::move(members)), m_listener(std::move(listener)) {}

    ~Subscription() override {
        {
            const std::lock_guard lock(m_members->mutex);
            std::erase(m_members->listeners, m_listener);
        }
        const std::lock_guard lock(m_listener->mutex);
        m_listener->ended = true;
    }

private:
    std::shared_ptr<Members> m_members;
    std::shared_ptr<Listener> m_listener;
};

ConnectionBoard::ConnectionBoard(ConnectionStatus first) : m_members(std::make_shared<Members>()) {
    m_members->status = std::move(first);
}

ConnectionBoard::~ConnectionBoard() = default;

ConnectionStatus ConnectionBoard::status() const {
    const std::lock_guard lock(m_members->mutex);
    return m_members->status;
}

std::unique_ptr<FeedSubscription>
ConnectionBoard::listen(std::function<void(const ConnectionStatus&)> listener) {
    auto entry = std::make_shared<Listener>();
    entry->call = std::move(listener);
    const std::lock_guard lock(m_members->mutex);
    m_members->listeners.push_back(entry);
    return std::make_unique<Subscription>(m_members, std::move(entry));
}

void ConnectionBoard::set(ConnectionPhase phase, Instant at, std::string detail) {
    const std::lock_guard order(m_members->order);
    ConnectionStatus status{phase, at, std::move(detail)};
    std::vector<std::shared_ptr<Listener>> listeners;
    {
        const std::lock_guard lock(m_members->mutex);
        if (m_members->status.phase == phase) {
            status.since = m_members->status.since;
        }
        if (m_members->status == status) {
            return;
        }
        m_members->status = status;
        listeners = m_members->listeners;
    }
    for (const std::shared_ptr<Listener>& listener : listeners) {
        const std::lock_guard lock(listener->mutex);
        if (!listener->ended) {
            listener->call(status);
        }
    }
}

} // namespace hotswap::ports
