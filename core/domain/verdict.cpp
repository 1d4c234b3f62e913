// SPDX-License-Identifier: Apache-2.0
#include "core/domain/verdict.h"

#include "core/domain/invariant.h"

#include <algorithm>

namespace hotswap {

std::string_view verdictName(VerdictKind kind) {
    switch (kind) {
    case VerdictKind::Pass: return "pass";
    case VerdictKind::Fail: return "fail";
    case VerdictKind::Inconclusive: return "inconclusive";
    case VerdictKind::NoData: return "noData";
    }
    invariantFailed("kind", "a verdict kind of the enum", __FILE__, __LINE__);
}

std::string_view calmName(Calm calm) {
    switch (calm) {
    case Calm::Unknown: return "unknown";
    case Calm::Calm: return "calm";
    case Calm::Widened: return "widened";
    case Calm::Restless: return "restless";
    }
    invariantFailed("calm", "a word of the enum", __FILE__, __LINE__);
}

const MetricFinding* Verdict::decisive() const {
    const auto critical = std::find_if(findings.begin(), findings.end(), [](const MetricFinding& f) {
        return f.critical && !f.dryRun && f.kind == VerdictKind::Fail;
    });
    if (critical != findings.end()) {
        return &*critical;
    }
    // What failed without being critical is why a person has to decide.
    const auto other = std::find_if(findings.begin(), findings.end(), [&](const MetricFinding& f) {
        return kind == VerdictKind::Inconclusive && !f.dryRun && f.kind == VerdictKind::Fail;
    });
    if (other != findings.end()) {
        return &*other;
    }
    const auto same = std::find_if(findings.begin(), findings.end(),
                                   [&](const MetricFinding& f) { return !f.dryRun && f.kind == kind; });
    return same == findings.end() ? nullptr : &*same;
}

} // namespace hotswap
