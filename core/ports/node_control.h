// SPDX-License-Identifier: Apache-2.0
#pragma once
// Requests to nodes that are no commands: nothing depends on their arriving.

#include "core/domain/command.h"
#include "core/domain/ids.h"
#include "core/domain/time.h"

#include <vector>

namespace hotswap::ports {

/// Implemented by the gateway. Thread-safe; must only enqueue.
class NodeControl {
public:
    virtual ~NodeControl() = default;
    /// Asks nodes for a heartbeat now and for telemetry at `interval` for the time given.
    virtual void ask(const std::vector<NodeId>& nodes, Duration interval, Duration during) = 0;
    /// Tells nodes to refuse everything below the fence in the scope from now on.
    virtual void fence(const std::vector<NodeId>& nodes, const Scope& scope, const Fence& fence) = 0;
};

} // namespace hotswap::ports
