// SPDX-License-Identifier: Apache-2.0
#pragma once
// "Look now": the feed says only that a stream has reached at least a version. Consumers load streams by
// version. A listener may be told more often than needed, never less.

#include "core/domain/ids.h"
#include "core/domain/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hotswap::ports {

/// What kind of stream a hint is about, and which one.
struct StreamHint {
    enum class Kind {
        Deployment, ///< `scope` and `deployment` name it
        Receipts,   ///< receipts of `deployment` arrived
        Commands,   ///< commands for nodes are waiting
        Fleet,      ///< nodes changed; version is the fleet version
        Approval,   ///< `deployment` names the one that waits
        Samples,    ///< telemetry arrived in `scope`'s environment
        Lease,      ///< a lease of `scope` was taken or released (version: its epoch), or its holder is asked
                    ///< to give it up (version 0)
        Audit,
        Presence, ///< a program came, changed what it says of itself, or went
        Orders,   ///< an order to `scope` came or changed; `deployment` is its id
    };
    Kind kind = Kind::Deployment;
    TenantId tenant;
    Scope scope;
    DeploymentId deployment;
    std::uint64_t version = 0;
    ApprovalId approval; ///< Approval only
};

/// Ends the subscription when destroyed; no call happens after its destructor returned.
class FeedSubscription {
public:
    virtual ~FeedSubscription() = default;
};

class EventFeed {
public:
    virtual ~EventFeed() = default;
    /// Calls `listener` after each commit, from the committing or a store thread. It must only enqueue.
    virtual std::unique_ptr<FeedSubscription> listen(std::function<void(const StreamHint&)> listener) = 0;
};

} // namespace hotswap::ports
