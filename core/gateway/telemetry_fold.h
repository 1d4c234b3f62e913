// SPDX-License-Identifier: Apache-2.0
#pragma once
// Telemetry on its way to the store: short samples of one node and release merged, then written in batches.

#include "core/gateway/gateway_config.h"
#include "core/ports/fleet_store.h"

#include <map>
#include <unordered_map>

namespace hotswap::gateway {

/// Single-threaded.
class TelemetryFold {
public:
    explicit TelemetryFold(const GatewayConfig& config) : m_config(config) {}

    void add(const EnvironmentId& environment, const Sample& sample, Instant now);
    /// Writes what is due, in one batch per environment; answers how many old samples had to be dropped.
    /// On an error everything is kept for the next call.
    Result<std::uint64_t> flush(Instant now, ports::FleetStore& store);
    Instant nextWake() const { return m_wakeAt; }

private:
    using Key = std::pair<NodeId, std::pair<ModuleName, Digest>>;
    struct Open {
        Sample sample;
        Instant since{}; ///< arrival of its first part
    };
    struct Batch {
        std::vector<Sample> ready;
        std::map<Key, Open> open;
    };
    void moveDue(Batch& batch, Instant now) const;
    Instant wakeOf(const Batch& batch) const;

    const GatewayConfig& m_config;
    std::map<EnvironmentId, Batch> m_batches;
    Instant m_lastWrite{};
    Instant m_wakeAt = kNever;
};

/// Adds `part`, a later sample of the same node and release, to `sum`. Load means are weighted by length.
void mergeSample(Sample& sum, const Sample& part);

} // namespace hotswap::gateway
