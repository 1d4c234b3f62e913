// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where a policy's further metrics get their values from, when they do not come with the nodes' samples:
// monitoring systems and commands that the judging program's own configuration names.

#include "core/domain/ids.h"
#include "core/domain/judge_policy.h"
#include "core/domain/look.h"
#include "core/domain/result.h"

#include <functional>
#include <vector>

namespace hotswap::ports {

/// One value that is due. `metric.source` is Prometheus or Exec.
struct SeriesRequest {
    DeploymentId deployment;
    EnvironmentId environment;
    ModuleName module;
    MetricPolicy metric;
    std::vector<NodeId> canary;
    std::vector<NodeId> baseline; ///< may be empty: then SeriesValue::baseline is NaN
    Instant from{};               ///< begin of the window; before `at`
    Instant at{};                 ///< end of the window
};

/// Thread-safe; does not block.
class SeriesSource {
public:
    virtual ~SeriesSource() = default;
    /// On success `done` is called exactly once, from any thread, also after the source's time limit and when
    /// the source is being ended (then with sourceFailed); it must only enqueue. On an error it is never
    /// called. NaN stands for an arm of which the source knows nothing.
    /// Errors: NotFound, the program's configuration has no such provider of this kind; Unavailable, the
    /// provider failed too often just now and is left alone for a while; QueueFull; InvalidArgument naming
    /// "canary", "baseline" or "query" when no question can be made of it, for example for too many nodes.
    virtual Status read(const SeriesRequest& request, std::function<void(const SeriesValue&)> done) = 0;
};

} // namespace hotswap::ports
