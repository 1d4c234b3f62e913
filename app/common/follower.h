// SPDX-License-Identifier: Apache-2.0
#pragma once
// Follows what the console service publishes and lets a thread wait for something in it.

#include "core/ports/console_service.h"

#include <condition_variable>
#include <map>
#include <mutex>

namespace hotswap::app {

/// Thread-safe.
class Follower {
public:
    /// Subscribes. Errors: those of ConsoleService::subscribe.
    static Result<std::unique_ptr<Follower>> attach(ports::ConsoleService& service, const Identity& who);
    ~Follower();

    /// What is known of a deployment; none: not told of yet.
    std::optional<DeploymentSummary> deployment(const DeploymentId& id) const;
    std::map<NodeId, Node> nodes() const;
    /// Who leads what, as of the latest delivery.
    std::vector<ports::Lease> leases() const;
    /// Why an engine stopped itself; empty: all run.
    std::string engineStopped() const;

    /// Waits until `done` holds, asking it after each delivery; false when the limit passed before. `done`
    /// must not call the follower's waiting functions.
    bool waitUntil(const std::function<bool()>& done, Duration limit);
    /// Number of deliveries and nudges so far.
    std::uint64_t news() const;
    /// Waits, at most so long, for more news than `seen`; answers the number then.
    std::uint64_t waitForNews(std::uint64_t seen, Duration limit);
    /// Ends waits early. Any thread.
    void nudge();

private:
    class Sink;
    Follower();
    std::shared_ptr<Sink> m_sink;
    std::unique_ptr<ports::FeedSubscription> m_subscription;
};

} // namespace hotswap::app
