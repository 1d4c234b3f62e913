// SPDX-License-Identifier: Apache-2.0
#pragma once
// Keeps consoles up to date: one snapshot, then deltas of what changed, at most one in each interval.
// Passive: the feed's hints only note names; whoever owns the thread calls tick().

#include "core/ports/console_service.h"
#include "core/ports/fleet_orders.h"
#include "core/ports/fleet_store.h"
#include "core/ports/store.h"
#include "core/service/change_log.h"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace hotswap::service {

struct PublisherPorts {
    ports::Store& store;
    ports::ConsoleReader& reader;
    ports::FleetStore& fleet;
    ports::LeaseService& leases;
    ports::EventFeed& feed;
    ports::FleetOrders* orders = nullptr; ///< may be absent
};

struct PublisherOptions {
    Duration interval{100};
    std::size_t finishedShown = 50; ///< finished deployments in a snapshot
    std::size_t ordersShown = 50;   ///< orders in a snapshot
};

/// subscribe(), setWaker(), startOver() and engineStopped() may be called by any thread, tick() by one at a
/// time. Sinks are called from tick() only, in the order of their cursors; they must only enqueue.
class SnapshotPublisher {
public:
    SnapshotPublisher(const PublisherPorts& ports, PublisherOptions options);
    ~SnapshotPublisher();
    SnapshotPublisher(const SnapshotPublisher&) = delete;
    SnapshotPublisher& operator=(const SnapshotPublisher&) = delete;

    /// Called (from any thread, never under a lock of ours) when tick() has something to do that it did not
    /// know of. It must only wake the thread that ticks.
    void setWaker(std::function<void()> waker);

    /// Delivers what is due and answers when to call again if nobody wakes it before; kNever: nothing waits.
    /// `now` is any clock that does not go back; durations are real time.
    Instant tick(Instant now);

    /// The first delivery comes with the next tick: a snapshot, or the changes since `cursor`.
    std::unique_ptr<ports::FeedSubscription> subscribe(const TenantId& tenant, std::uint64_t cursor,
                                                       std::shared_ptr<ports::DeltaSink> sink);

    /// The store is not what it was: every reader gets a new snapshot.
    void startOver();
    /// Shown to every console of every tenant; empty: all engines run.
    void engineStopped(std::string reason);

private:
    struct Subscriber;
    struct Board;
    class Subscription;
    struct Shared;

    void onHint(const ports::StreamHint& hint);
    void serve(const TenantId& tenant, Board& board);
    /// What the reader is to get; `fleetVersion` becomes the fleet version it then knows.
    Result<ports::ConsoleDelta> build(const TenantId& tenant, const ChangeLog& log, const Subscriber& reader,
                                      std::uint64_t& fleetVersion);
    Result<ports::ConsoleDelta> snapshot(const TenantId& tenant, std::uint64_t& fleetVersion);
    /// None when it would be too much: a snapshot is due.
    Result<std::optional<ports::ConsoleDelta>> delta(const TenantId& tenant, const Changes& changes,
                                                     std::uint64_t& fleetVersion);
    Status addOrders(const TenantId& tenant, const Changes* changes, ports::ConsoleDelta& delta);
    Status addCommon(const TenantId& tenant, ports::ConsoleDelta& delta);
    void wake();

    PublisherPorts m_ports;
    PublisherOptions m_options;
    std::shared_ptr<Shared> m_shared;
    std::map<TenantId, Board> m_boards; ///< touched by tick() only
    std::unique_ptr<ports::FeedSubscription> m_subscription;
};

} // namespace hotswap::service
