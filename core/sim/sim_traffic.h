// SPDX-License-Identifier: Apache-2.0
#pragma once
// Requests to one module on one simulated node: counts, errors, latencies and load of the machine.

#include "core/domain/telemetry.h"
#include "core/sim/release_behaviour.h"
#include "core/sim/sim_random.h"

namespace hotswap::sim {

/// Load of one node. Repeatable from its seed; a sample costs well below a microsecond.
class SimTraffic {
public:
    /// `requestsPerSecond` over the day's average; 0: nothing is asked of this node.
    SimTraffic(std::uint64_t seed, double requestsPerSecond)
        : m_random(seed), m_requestsPerSecond(requestsPerSecond) {}

    /// Fills requests, errors and latencies for an interval in which `behaviour` served.
    void serve(Sample& sample, const ReleaseBehaviour& behaviour, Instant at, Duration length);
    /// The machine's CPU in percent while `behaviour` serves; null: nothing serves.
    double cpuPercent(const ReleaseBehaviour* behaviour, Instant at);
    /// Memory in percent with a process that has run for `age`; null: nothing runs.
    double memoryPercent(const ReleaseBehaviour* behaviour, Duration age) const;

private:
    double rate(Instant at) const;

    SimRandom m_random;
    double m_requestsPerSecond;
    double m_carry = 0; ///< fraction of a request left over
    double m_errorCarry = 0;
};

} // namespace hotswap::sim
