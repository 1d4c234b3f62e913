// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rows of nodes and their telemetry, written in batches by gateways, read as deltas by engines and consoles.

#include "core/domain/ids.h"
#include "core/domain/node.h"
#include "core/domain/result.h"
#include "core/domain/telemetry.h"
#include "core/domain/time.h"

#include <vector>

namespace hotswap::ports {

/// Nodes changed after a fleet version. `complete`: the list is the whole fleet (first read or too large a
/// gap).
struct FleetDelta {
    std::vector<Node> nodes;
    std::uint64_t version = 0;
    bool complete = false;
};

/// Thread-safe.
class FleetStore {
public:
    virtual ~FleetStore() = default;
    /// Inserts or replaces whole rows; a row with an older session number than stored is ignored.
    virtual Status putNodes(const std::vector<Node>& nodes) = 0;
    /// Changed nodes since `afterVersion` (0: all) of a tenant; `environment` empty: every environment.
    virtual Result<FleetDelta> nodesSince(const TenantId& tenant, const EnvironmentId& environment,
                                          std::uint64_t afterVersion) = 0;
    /// One node's row. NotFound for another tenant's.
    virtual Result<Node> node(const TenantId& tenant, const NodeId& id);
    virtual Status putSamples(const TenantId& tenant, const EnvironmentId& environment,
                              const std::vector<Sample>& samples) = 0;
    /// Samples of a module in [from, to), at most `limit`, oldest first.
    virtual Result<std::vector<Sample>> samples(const Scope& scope, Instant from, Instant to,
                                                std::size_t limit) = 0;
};

} // namespace hotswap::ports
