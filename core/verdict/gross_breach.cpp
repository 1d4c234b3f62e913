// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/gross_breach.h"

#include "core/verdict/combine.h"

#include <algorithm>
#include <cmath>

namespace hotswap::verdict {

std::optional<MetricFinding> findGrossBreach(const JudgePolicy& policy, const Look& look) {
    const auto rule =
        std::find_if(policy.thresholds.begin(), policy.thresholds.end(),
                     [](const ThresholdRule& each) { return each.metric == Metric::ErrorRate; });
    const BaselineChoice baseline = chooseBaseline(policy, look.canary, look.baselines);
    if (rule == policy.thresholds.end() || baseline.arm == nullptr ||
        look.canary.requests < policy.canaryRequestsMin || look.canary.errors < policy.canaryErrorsMin) {
        return std::nullopt;
    }
    MetricFinding finding;
    finding.metric = Metric::ErrorRate;
    finding.critical = rule->critical;
    finding.dryRun = rule->dryRun;
    finding.canary = valueOf(Metric::ErrorRate, look.canary);
    finding.baseline = valueOf(Metric::ErrorRate, *baseline.arm);
    finding.canarySamples = look.canary.requests;
    finding.baselineSamples = baseline.arm->requests;
    finding.limit =
        std::max(policy.sequential.grossErrorRate, policy.sequential.grossRatio * finding.baseline);
    if (!std::isfinite(finding.baseline) || finding.canary < finding.limit) {
        return std::nullopt;
    }
    const MetricFinding* before = findingOf(look.previous, Metric::ErrorRate, JudgeKind::Threshold);
    finding.breachesInARow = (before != nullptr ? before->breachesInARow : 0) + 1;
    finding.kind =
        finding.breachesInARow >= policy.looksInARow ? VerdictKind::Fail : VerdictKind::Inconclusive;
    return finding;
}

} // namespace hotswap::verdict
