// SPDX-License-Identifier: Apache-2.0
#pragma once
// Numbers and names that a gateway works with (design: node.md, Link to the gateway; performance.md).

#include "core/domain/ids.h"
#include "core/domain/limits.h"

#include <set>
#include <string>
#include <vector>

namespace hotswap::gateway {

/// All may be changed by configuration.
struct GatewayTimes {
    Duration heartbeat{10'000};     ///< told to nodes
    Duration suspectAfter{30'000};  ///< without a heartbeat
    Duration offlineAfter{120'000}; ///< without a heartbeat
    Duration helloLimit{10'000};    ///< from opening to hello
    Duration rowBatch{100};         ///< changed rows are written together, at most this often
    Duration seenBatch{30'000};     ///< rows with nothing new but the time of the last heartbeat or a load
    Duration telemetryBatch{1'000}; ///< telemetry is written at most this often
    Duration telemetryFold{10'000}; ///< shorter samples are merged to about this length before
    Duration fleetReread{60'000};   ///< floor for noticing other gateways' sessions; hints come first
    Duration storeRetry{500};       ///< after the store refused
    Duration lookAgain{10'000};     ///< after a session began, for what the gateway before took for it
    Duration lookFloor{60'000};     ///< and from then on, should that one have noticed late
    /// After a scope's takeover, for what another gateway took under the term before and never sent.
    Duration lookAfterTakeover{limits::kCommandLifetimeMax + limits::kCommandGrace + Duration{500}};
};

struct GatewayLimits {
    std::size_t linksMax = limits::kFleetNodesMax + 2'000;
    std::size_t modulesPerNodeMax = 64;
    std::size_t samplesPerFrameMax = 256;
    std::size_t samplesKeptMax = 100'000; ///< waiting for the store; the oldest are dropped and counted
    std::size_t receiptsKeptMax =
        20'000; ///< waiting for the store; a node sends again what was not acknowledged
    std::size_t commandsPerTakeMax = 1'000;
    std::size_t askNodesMax = 500;   ///< asked together at the full rate; more are asked for less often
    std::size_t requestsMax = 1'000; ///< of NodeControl, waiting for the next tick
    double framesPerSecondMax = 100; ///< per session
    double framesBurstMax = 2'000;   ///< per session
};

/// When a node that says it runs counts as degraded (design: node.md, node states).
struct DegradedRules {
    double cpuPercent = 90;
    double memoryPercent = 90;
    double errorShare = 0.05;
    std::uint64_t requestsMin = 100; ///< in one telemetry batch, before its error share counts
};

struct GatewayConfig {
    HolderId id;
    TenantId tenant;
    std::set<EnvironmentId> environments; ///< whose nodes it takes; empty: all
    std::vector<std::string> addresses;   ///< of all gateways that live, told to nodes
    GatewayTimes times;
    GatewayLimits limits;
    DegradedRules degraded;
};

} // namespace hotswap::gateway
