// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/combine.h"

#include <algorithm>

namespace hotswap::verdict {

namespace {

int rank(VerdictKind kind) {
    switch (kind) {
    case VerdictKind::Fail: return 3;
    case VerdictKind::NoData: return 2;
    case VerdictKind::Inconclusive: return 1;
    case VerdictKind::Pass: return 0;
    }
    return 2;
}

} // namespace

VerdictKind worse(VerdictKind one, VerdictKind other) {
    return rank(one) >= rank(other) ? one : other;
}

VerdictKind combine(const std::vector<MetricFinding>& findings) {
    VerdictKind all = VerdictKind::Pass;
    bool any = false;
    for (const MetricFinding& finding : findings) {
        if (finding.dryRun) {
            continue;
        }
        any = true;
        const bool withholds = finding.kind == VerdictKind::Fail && !finding.critical;
        all = worse(all, withholds ? VerdictKind::Inconclusive : finding.kind);
    }
    return any ? all : VerdictKind::NoData;
}

const MetricFinding* findingOf(const Verdict* verdict, Metric metric, JudgeKind judge) {
    if (verdict == nullptr) {
        return nullptr;
    }
    const auto it =
        std::find_if(verdict->findings.begin(), verdict->findings.end(), [&](const MetricFinding& finding) {
            return finding.metric == metric && finding.judge == judge && finding.name.empty();
        });
    return it == verdict->findings.end() ? nullptr : &*it;
}

const MetricFinding* findingOf(const Verdict* verdict, Metric metric) {
    for (const JudgeKind judge : {JudgeKind::Threshold, JudgeKind::Sequential, JudgeKind::Rank}) {
        if (const MetricFinding* finding = findingOf(verdict, metric, judge)) {
            return finding;
        }
    }
    return nullptr;
}

} // namespace hotswap::verdict
