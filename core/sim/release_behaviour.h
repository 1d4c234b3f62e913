// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a release behaves once it runs: what the traffic model and the probes of a simulated node go by.

#include "core/domain/module.h"

namespace hotswap::sim {

/// What may be wrong with a release.
enum class ReleaseFault {
    None,
    Errors,       ///< answers 8 % of requests with an error
    Slow,         ///< answers take several times as long
    Leaks,        ///< takes more memory every minute
    NeverHealthy, ///< starts, but no probe ever passes
};

/// Numbers of one release on one simulated node.
struct ReleaseBehaviour {
    double errorShare = 0.0004;         ///< of requests, 0..1
    double latencyMs = 9;               ///< median of a request
    double cpuPercentPerRequest = 0.06; ///< of the host, per request and second
    double memoryPercent = 11;          ///< of the host, once started
    double leakPercentPerMinute = 0;    ///< of the host, grows without end (up to the host's limit)
    bool becomesHealthy = true;
    Duration untilHealthy{1'200}; ///< from the start of the process to the first passing probe
    bool operator==(const ReleaseBehaviour&) const = default;
};

/// Behaviour with one fault and otherwise default numbers.
ReleaseBehaviour behaviourWith(ReleaseFault fault);

/// The fault that the demo module's versions are made with: storefront 1.2.0 Errors, 1.3.0 Slow, 1.4.0 Leaks,
/// 1.5.0 NeverHealthy; anything else None.
ReleaseFault demoFault(const ModuleName& module, const Version& version);

} // namespace hotswap::sim
