// SPDX-License-Identifier: Apache-2.0
#pragma once
// Verdicts of waves and the numbers they rest on (design: semantics.md, Verdict).

#include "core/domain/ids.h"
#include "core/domain/policy.h"
#include "core/domain/telemetry.h"
#include "core/domain/time.h"

#include <string>
#include <vector>

namespace hotswap {

/// Pass and Fail decide. Inconclusive: not enough, or no baseline. NoData: nothing was measured; never a
/// pass.
enum class VerdictKind { Pass, Fail, Inconclusive, NoData };

std::string_view verdictName(VerdictKind kind); ///< "pass", "fail", "inconclusive", "noData"

/// Where the comparison came from, in order of preference.
enum class BaselineSource {
    UntouchedNodes, ///< (1) same environment, same time
    LastWave,       ///< (2) frozen window of the last wave that had untouched nodes: weak
    BeforeRollout,  ///< (3) the same nodes before the rollout: weak
    None,
};

/// One metric at one look. NaN means "not measured".
struct MetricFinding {
    Metric metric = Metric::ErrorRate;
    VerdictKind kind = VerdictKind::NoData;
    double canary = 0;
    double baseline = 0;
    double limit = 0; ///< value the canary had to stay at or below
    std::uint64_t canarySamples = 0;
    std::uint64_t baselineSamples = 0;
    std::uint64_t samplesMissing =
        0; ///< further samples on the canary before this metric can decide; 0: enough
    std::uint32_t breachesInARow = 0;
    bool critical = true;
    bool operator==(const MetricFinding&) const = default;
};

/// A judgement of one wave with its evidence.
struct Verdict {
    VerdictKind kind = VerdictKind::NoData;
    BaselineSource source = BaselineSource::None;
    Instant at{};
    std::uint32_t looks = 0;
    std::uint64_t canaryRequests = 0;
    std::uint64_t canaryErrors = 0;
    std::uint64_t baselineRequests = 0;
    std::uint64_t baselineErrors = 0;
    std::vector<MetricFinding> findings;
    bool operator==(const Verdict&) const = default;
    /// The finding that decided: the first failing critical one, else the first of the verdict's kind.
    const MetricFinding* decisive() const;
};

} // namespace hotswap
