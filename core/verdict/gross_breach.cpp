// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/gross_breach.h"

#include "core/verdict/combine.h"

#include <algorithm>
#include <cmath>

namespace hotswap::verdict {

namespace {

enum class Since { Nothing, Calm, Errors };

/// What came since the look before: a burst that is over must not be counted again by every further look.
Since sinceLook(const Look& look, double rate) {
    const Verdict* before = look.previous;
    if (before == nullptr || before->canaryRequests > look.canary.requests ||
        before->canaryErrors > look.canary.errors) {
        return Since::Errors;
    }
    const double requests = static_cast<double>(look.canary.requests - before->canaryRequests);
    const double errors = static_cast<double>(look.canary.errors - before->canaryErrors);
    return !(requests > 0) ? Since::Nothing : errors >= rate * requests ? Since::Errors : Since::Calm;
}

} // namespace

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
    const Since since = sinceLook(look, policy.sequential.grossErrorRate);
    finding.breachesInARow = before != nullptr ? before->breachesInARow : 0;
    if (since == Since::Calm || (since == Since::Nothing && finding.breachesInARow == 0)) {
        return std::nullopt;
    }
    finding.breachesInARow += since == Since::Errors ? 1 : 0;
    finding.kind =
        finding.breachesInARow >= policy.looksInARow ? VerdictKind::Fail : VerdictKind::Inconclusive;
    return finding;
}

} // namespace hotswap::verdict
