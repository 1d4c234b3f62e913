// SPDX-License-Identifier: Apache-2.0
#pragma once
// The console service with and without a database behind it: what the database answers is noted on this
// desktop, and what was noted answers while the link is offline. Nothing can be changed then.

#include "app/offline/offline_copy.h"
#include "core/ports/connection_state.h"
#include "core/ports/console_service.h"

namespace hotswap::offline {

/// Thread-safe.
class OfflineService final : public ports::ConsoleService {
public:
    /// `copy`: nullptr keeps nothing. Both outlive this.
    OfflineService(const ports::ConnectionState& link, OfflineCopy* copy) : m_link(link), m_copy(copy) {}

    struct Live {
        ports::ConsoleService* service = nullptr;
        const ports::Clock* clock = nullptr; ///< store time
        Identity who;                        ///< whose copy it is
        /// The first delivery of a subscription has been handed on: what is shown is what is. Any thread.
        std::function<void()> delivered;
    };
    /// From now on the database answers; once. Subscriptions made before go on as they are: subscribe anew.
    void attach(Live live);
    /// Asks the database for a snapshot for the copy alone. Does not block.
    void refillCopy();

    /// Errors besides the service's: Unavailable while nothing is attached or the link is offline.
    Result<ports::Answer> execute(const Identity& who, const ports::ConsoleRequest& request,
                                  const IdempotencyKey& key) override;
    Result<ports::QueryAnswer> query(const Identity& who, const ports::ConsoleQuery& query) override;
    /// Before anything is attached, delivers what is kept and then nothing more.
    Result<std::unique_ptr<ports::FeedSubscription>>
    subscribe(const Identity& who, std::uint64_t cursor, std::shared_ptr<ports::DeltaSink> sink) override;

private:
    class Tee;
    class Recorder;
    class Nothing;
    std::optional<Live> live() const;
    bool offline() const;

    const ports::ConnectionState& m_link;
    OfflineCopy* m_copy;
    mutable std::mutex m_mutex; ///< guards the following
    std::optional<Live> m_live;
    std::unique_ptr<ports::FeedSubscription> m_refill;
};

} // namespace hotswap::offline
