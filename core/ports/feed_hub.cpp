// SPDX-License-Identifier: Apache-2.0
#include "core/ports/feed_hub.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace hotswap::ports {

namespace {

constexpr std::size_t kHintsQueuedMax = 4'096;

/// Keeps one hint of each stream, the latest, in the place of the first. Hints say "at least version V".
void mergeHints(std::deque<StreamHint>& hints) {
    std::map<std::tuple<StreamHint::Kind, Scope, DeploymentId, ApprovalId, TenantId>, std::size_t> seen;
    std::deque<StreamHint> merged;
    for (const StreamHint& hint : hints) {
        const auto key = std::make_tuple(hint.kind, hint.scope, hint.deployment, hint.approval, hint.tenant);
        const auto [it, added] = seen.try_emplace(key, merged.size());
        if (added) {
            merged.push_back(hint);
        } else {
            merged[it->second].version = std::max(merged[it->second].version, hint.version);
        }
    }
    hints = std::move(merged);
}

} // namespace

/// One listener. Its mutex is held during a call, so that ending the subscription waits for the call; it is
/// recursive because a listener may end its own subscription.
struct FeedHub::Listener {
    std::function<void(const StreamHint&)> call;
    std::recursive_mutex mutex;
    bool ended = false;
};

struct FeedHub::Members {
    std::mutex mutex;
    std::deque<StreamHint> hints;
    std::size_t mergeAt = kHintsQueuedMax;
    std::vector<std::shared_ptr<Listener>> listeners;
    bool draining = false;
};

class FeedHub::Subscription final : public FeedSubscription {
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

FeedHub::FeedHub() : m_members(std::make_shared<Members>()) {}

FeedHub::~FeedHub() = default;

std::unique_ptr<FeedSubscription> FeedHub::listen(std::function<void(const StreamHint&)> listener) {
    auto entry = std::make_shared<Listener>();
    entry->call = std::move(listener);
    const std::lock_guard lock(m_members->mutex);
    m_members->listeners.push_back(entry);
    return std::make_unique<Subscription>(m_members, std::move(entry));
}

void FeedHub::queue(const std::vector<StreamHint>& hints) {
    const std::lock_guard lock(m_members->mutex);
    m_members->hints.insert(m_members->hints.end(), hints.begin(), hints.end());
    if (m_members->hints.size() > m_members->mergeAt) {
        mergeHints(m_members->hints);
        // Distinct streams are bounded by what the store holds; merging again at once would gain nothing.
        m_members->mergeAt = std::max(kHintsQueuedMax, 2 * m_members->hints.size());
    }
}

void FeedHub::drain() {
    const std::shared_ptr<Members> members = m_members;
    {
        const std::lock_guard lock(members->mutex);
        if (members->draining) {
            return;
        }
        members->draining = true;
    }
    StreamHint hint;
    std::vector<std::shared_ptr<Listener>> listeners;
    while (takeNext(*members, hint, listeners)) {
        for (const std::shared_ptr<Listener>& listener : listeners) {
            const std::lock_guard lock(listener->mutex);
            if (!listener->ended) {
                listener->call(hint);
            }
        }
    }
}

bool FeedHub::takeNext(Members& members, StreamHint& hint,
                       std::vector<std::shared_ptr<Listener>>& listeners) {
    const std::lock_guard lock(members.mutex);
    if (members.hints.empty()) {
        members.draining = false;
        return false;
    }
    hint = std::move(members.hints.front());
    members.hints.pop_front();
    listeners = members.listeners;
    return true;
}

} // namespace hotswap::ports
