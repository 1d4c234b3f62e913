// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/settled.h"

#include <algorithm>
#include <cmath>

namespace hotswap::verdict {

namespace {

struct Side {
    double cpu = 0;
    double cpuRows = 0;
    double memory = 0;
    double memoryRows = 0;
    double milliseconds = 0;
    double answers = 0;
    void add(const std::vector<ArmRow>& rows) {
        for (const ArmRow& row : rows) {
            cpu += std::isfinite(row.cpu) ? row.cpu : 0;
            cpuRows += std::isfinite(row.cpu) ? 1 : 0;
            memory += std::isfinite(row.memory) ? row.memory : 0;
            memoryRows += std::isfinite(row.memory) ? 1 : 0;
            milliseconds += row.latency.sumMs();
            answers += static_cast<double>(row.latency.count());
        }
    }
};

bool isNear(double canary, double canaryCount, double baseline, double baselineCount, double distance) {
    if (!(canaryCount > 0) || !(baselineCount > 0)) {
        return false;
    }
    const double reference = baseline / baselineCount;
    return std::abs(canary / canaryCount - reference) <= distance * reference;
}

} // namespace

std::uint32_t settledLooks(const StabilisationPolicy& policy,
                           const std::map<std::int64_t, RowWindow>& lastMinute, const JudgeContext& context) {
    if (!policy.enabled) {
        return 0;
    }
    const std::int64_t interval = std::max<std::int64_t>(policy.interval.count(), 1);
    const std::uint32_t before = context.previous != nullptr ? context.previous->settledLooks : 0;
    if (context.previous != nullptr && toMs(context.previous->at) / interval == toMs(context.at) / interval) {
        return before;
    }
    Side canary;
    Side baseline;
    for (const auto& [index, window] : lastMinute) {
        canary.add(window.canary);
        baseline.add(window.untouched);
        baseline.add(window.merged);
    }
    const bool settled =
        isNear(canary.cpu, canary.cpuRows, baseline.cpu, baseline.cpuRows, policy.cpu) &&
        isNear(canary.memory, canary.memoryRows, baseline.memory, baseline.memoryRows, policy.memory) &&
        isNear(canary.milliseconds, canary.answers, baseline.milliseconds, baseline.answers, policy.latency);
    return settled ? before + 1 : 0;
}

} // namespace hotswap::verdict
