// SPDX-License-Identifier: Apache-2.0
#pragma once
// Time of each environment. In production all are store time; in the lab each simulated environment has a
// clock of its own that runs faster. Deployments' Instants are read against their environment's clock.

#include "core/domain/ids.h"
#include "core/domain/time.h"

namespace hotswap::ports {

/// Thread-safe.
class EnvironmentClocks {
public:
    virtual ~EnvironmentClocks() = default;
    /// Now in that environment; store time for one that has no clock of its own.
    virtual Instant now(const EnvironmentId& environment) const = 0;
};

} // namespace hotswap::ports
