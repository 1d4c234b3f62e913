// SPDX-License-Identifier: Apache-2.0
#pragma once
// Hands hints to listeners after a commit, outside the store's lock and in the order of the commits.

#include "core/ports/event_feed.h"

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace hotswap::ports {

/// Thread-safe. queue() is called under the store's lock, so that the order of hints is that of the commits;
/// drain() after it. One thread at a time calls listeners; a listener that commits only queues more hints,
/// which the running drain delivers after it.
class FeedHub final : public EventFeed {
public:
    FeedHub();
    ~FeedHub() override;
    std::unique_ptr<FeedSubscription> listen(std::function<void(const StreamHint&)> listener) override;

    void queue(const std::vector<StreamHint>& hints);
    void drain();

private:
    struct Listener;
    class Subscription;
    struct Members;

    static bool takeNext(Members& members, StreamHint& hint,
                         std::vector<std::shared_ptr<Listener>>& listeners);

    std::shared_ptr<Members> m_members; ///< shared with subscriptions, which may outlive the hub
};

} // namespace hotswap::ports
