// SPDX-License-Identifier: Apache-2.0
#include "core/sim/release_behaviour.h"

#include <map>

namespace hotswap::sim {

ReleaseBehaviour behaviourWith(ReleaseFault fault) {
    ReleaseBehaviour behaviour;
    switch (fault) {
    case ReleaseFault::None: break;
    case ReleaseFault::Errors: behaviour.errorShare = 0.08; break;
    case ReleaseFault::Slow: behaviour.latencyMs = 60; break;
    case ReleaseFault::Leaks: behaviour.leakPercentPerMinute = 4; break;
    case ReleaseFault::NeverHealthy: behaviour.becomesHealthy = false; break;
    }
    return behaviour;
}

ReleaseFault demoFault(const ModuleName& module, const Version& version) {
    static const std::map<std::string, ReleaseFault> kFaults{
        {"1.2.0", ReleaseFault::Errors},
        {"1.3.0", ReleaseFault::Slow},
        {"1.4.0", ReleaseFault::Leaks},
        {"1.5.0", ReleaseFault::NeverHealthy},
    };
    if (module.value != "storefront") {
        return ReleaseFault::None;
    }
    const auto found = kFaults.find(version.text());
    return found == kFaults.end() ? ReleaseFault::None : found->second;
}

} // namespace hotswap::sim
