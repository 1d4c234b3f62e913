// SPDX-License-Identifier: Apache-2.0
#pragma once
// How findings become a verdict.

#include "core/domain/verdict.h"

#include <vector>

namespace hotswap::verdict {

/// A failing critical metric fails; else a metric without data gives no data; else one that does not pass
/// leaves it inconclusive; else it passes. Dry-run findings do not count; without any other there is no data.
VerdictKind combine(const std::vector<MetricFinding>& findings);

/// Of several judges: one that fails decides, then no data, then inconclusive; passes when all pass.
VerdictKind worse(VerdictKind one, VerdictKind other);

/// The finding of a metric that every node has by one judge; nullptr: none.
const MetricFinding* findingOf(const Verdict* verdict, Metric metric, JudgeKind judge);

/// The same by whoever found it, the threshold judge first.
const MetricFinding* findingOf(const Verdict* verdict, Metric metric);

} // namespace hotswap::verdict
