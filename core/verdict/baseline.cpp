// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/baseline.h"

namespace hotswap::verdict {

double ArmNumbers::requestRate() const {
    if (nodesSeen == 0 || window <= Duration::zero()) {
        return 0;
    }
    const double seconds = std::chrono::duration<double>(window).count();
    return static_cast<double>(requests) / (seconds * nodesSeen);
}

BaselineChoice chooseBaseline(const JudgePolicy& policy, const ArmNumbers& canary,
                              const Baselines& baselines) {
    if (baselines.untouched && baselines.untouched->nodesSeen >= policy.baselineNodesMin &&
        baselines.untouched->requestRate() >= policy.baselineRequestShareMin * canary.requestRate()) {
        return {BaselineSource::UntouchedNodes, &*baselines.untouched};
    }
    if (baselines.lastWave && baselines.lastWave->samples > 0) {
        return {BaselineSource::LastWave, &*baselines.lastWave};
    }
    if (baselines.beforeRollout && baselines.beforeRollout->samples > 0) {
        return {BaselineSource::BeforeRollout, &*baselines.beforeRollout};
    }
    return {};
}

} // namespace hotswap::verdict
