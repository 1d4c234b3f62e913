// SPDX-License-Identifier: Apache-2.0
#pragma once
// Nodes as the orchestrator knows them: identity, facts, state and the releases they run.

#include "core/domain/command.h"
#include "core/domain/ids.h"
#include "core/domain/module.h"
#include "core/domain/time.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hotswap {

/// Condition of a node. Serving are Running and Degraded.
enum class NodeState {
    Enrolling, ///< known, never said hello
    Running,   ///< heartbeats arrive and probes pass
    Suspect,   ///< no heartbeat for 30 s
    Degraded,  ///< CPU or memory > 90 %, errors > 5 %, or a probe failing
    Draining,  ///< finishing what it has; gets no new work
    Drained,   ///< empty; may be touched
    Offline,   ///< no heartbeat for 120 s
    Retired,   ///< out of the fleet for good
};

std::string_view nodeStateName(NodeState state); ///< "running", camelCase
bool isServing(NodeState state);

/// Host facts, told at hello.
struct NodeFacts {
    std::uint32_t memoryMiB = 0;
    std::uint32_t cpuMilli = 0;
    std::uint64_t diskFreeMiB = 0;
    std::string os;
    std::string agentVersion;
    bool operator==(const NodeFacts&) const = default;
};

/// One module on one node.
struct NodeRelease {
    Release current;                 ///< what serves; empty digest: nothing
    std::optional<Release> prepared; ///< healthy in the idle slot without traffic
    std::optional<Release> warm;     ///< previous release, still running for an instant switch-back
    bool healthy = false;            ///< probes of `current` pass
    std::string address;             ///< public "host:port" of the first public socket; empty: none
    Fence fence;                     ///< highest fence the node executed for this scope
    bool operator==(const NodeRelease&) const = default;
};

/// Something a node refused or found wrong that a person should know of.
struct NodeAlarm {
    Instant at{}; ///< store time as far as the node knows it; the latest of these
    ErrorCode reason = ErrorCode::Internal;
    std::string subject;     ///< "command ID", "package DIGEST", "trust"
    std::string detail;      ///< technical: describe() of the error
    std::uint32_t count = 1; ///< how often in a row, the same subject and reason
    bool operator==(const NodeAlarm&) const = default;
};

/// Versions of the trust documents a node goes by; 0: it has none.
struct TrustVersions {
    std::uint64_t root = 0;
    std::uint64_t releases = 0;
    std::uint64_t timestamp = 0;
    bool operator==(const TrustVersions&) const = default;
};

/// One node as stored: the row that gateways write and engines and consoles read.
struct Node {
    NodeId id;
    TenantId tenant;
    EnvironmentId environment;
    std::map<std::string, std::string> labels;
    NodeFacts facts;
    NodeState state = NodeState::Enrolling;
    std::map<ModuleName, NodeRelease> modules;
    double cpuPercent = 0;
    double memoryPercent = 0;
    Instant lastSeen{};
    HolderId gateway;          ///< who holds its session; empty: nobody
    std::uint64_t session = 0; ///< session number; an older one is closed
    std::uint64_t version = 0; ///< fleet stream version of the last change; set by the store
    TrustVersions trust;
    std::vector<NodeAlarm> alarms; ///< the latest, oldest first; at most limits::kAlarmsPerNodeMax
    std::uint64_t alarmsTotal = 0; ///< all there have been

    bool operator==(const Node&) const = default;
    /// What the node runs of a module; nullptr when it has none.
    const NodeRelease* find(const ModuleName& module) const;
};

} // namespace hotswap
