// SPDX-License-Identifier: Apache-2.0
#pragma once
// The engine: leads the scopes of its environments. Passive: messages only enqueue, tick() drains them,
// decides once and acts once for each deployment they concern. One thread calls tick(); post() is for any
// thread.

#include "core/domain/limits.h"
#include "core/engine/messages.h"
#include "core/engine/wave_planner.h"
#include "core/ports/artifact_store.h"
#include "core/ports/check_runner.h"
#include "core/ports/clock.h"
#include "core/ports/command_queue.h"
#include "core/ports/command_signer.h"
#include "core/ports/event_feed.h"
#include "core/ports/evidence_book.h"
#include "core/ports/fleet_orders.h"
#include "core/ports/fleet_store.h"
#include "core/ports/lease_service.h"
#include "core/ports/metrics_source.h"
#include "core/ports/node_control.h"
#include "core/ports/series_source.h"
#include "core/ports/store.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hotswap::engine {

/// What the engine touches the world through. All must outlive it.
struct EnginePorts {
    ports::Store& store;
    ports::CommandQueue& commands;
    ports::FleetStore& fleet;
    ports::LeaseService& leases;
    ports::EventFeed& feed;
    ports::MetricsSource& metrics;
    ports::ArtifactStore& artifacts;
    ports::CheckRunner& checks;
    ports::CommandSigner& signer;
    ports::Clock& storeClock; ///< store time: leases and approvals' expiry
    ports::RandomSource& random;
    ports::NodeControl* nodes = nullptr;     ///< asks nodes for closer telemetry; may be absent
    Hasher hash;                             ///< SHA-256, for plans made anew
    ports::FleetOrders* orders = nullptr;    ///< absent: no orders are carried out
    ports::EvidenceBook* evidence = nullptr; ///< absent: a new leader asks the metrics source anew
    ports::SeriesSource* series = nullptr;   ///< absent: metrics from outside have a source that fails
};

/// What became of this engine's leading of one scope, for logs.
struct LeadershipChange {
    enum class Kind {
        Begun,    ///< a new term
        Released, ///< nothing is left to lead, or it was handed over
        Lost,     ///< another leads, the database is out of reach, or the lease ran out
    };
    Kind kind = Kind::Begun;
    Scope scope;
    Fence fence;
    // Lost; negative: after the end.
    Duration leftWhenNoticed{}; ///< of the lease, when this engine knew
    Duration leftWhenIssued{};  ///< of the lease as it then was, when the last transaction was sent
};

struct EngineOptions {
    HolderId holder;
    std::vector<EnvironmentId> environments;                 ///< it leads; empty: every one
    Duration leaseLength{5'000};                             ///< store time
    Duration leaseMargin{1'000};                             ///< stops issuing this long before a lease ends
    Duration slowPoll{30'000};                               ///< floor under lost hints, store time
    std::size_t runningMax = limits::kRunningDeploymentsMax; ///< per tenant; an administrator may raise it
    /// Called by the thread that ticks; must only note it. May be empty.
    std::function<void(const LeadershipChange&)> leadershipChanged;
};

/// Counters for consoles and benchmarks.
struct EngineStats {
    std::uint64_t ticks = 0;
    std::uint64_t decisions = 0;
    std::uint64_t commits = 0;
    std::uint64_t conflicts = 0; ///< version conflicts: decided again
    std::uint64_t unknownCommits = 0;
    std::uint64_t mailboxRefused = 0; ///< messages lost to a full mailbox; the slow poll makes up for them
    std::uint64_t leading = 0;        ///< scopes led now
};

class Engine {
public:
    Engine(EnginePorts ports, EngineOptions options);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Starts listening to the feed and finds the work there is. Call once, before the first tick.
    void start();
    /// Called (from any thread) when there is something to do before the next agreed tick. It must only wake
    /// the thread that ticks. Set before start().
    void setWaker(std::function<void()> waker);

    /// False when the mailbox is full: counted, and made up for by the slow poll. Any thread.
    bool post(Message message);

    /// Does what there is to do at environment time `now` (never less than before) and answers the
    /// environment time of the next tick if no message comes first; kNever when idle.
    Instant tick(Instant now);
    /// Store time of the next thing that goes by store time (leases, approvals' expiry, slow poll).
    Instant storeWake() const;
    /// Whether a message waits. Any thread.
    bool hasMail() const;

    /// Why the engine stopped itself (a violated invariant); empty: it runs. A stopped engine ticks no more.
    /// Any thread.
    std::string stoppedBecause() const;
    /// Gives up every lease. After this the engine leads nothing until start() is called again.
    void release();
    EngineStats stats() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace hotswap::engine
