// SPDX-License-Identifier: Apache-2.0
#pragma once
// Verdicts of waves and the numbers they rest on (design: semantics.md, Verdict).

#include "core/domain/ids.h"
#include "core/domain/policy.h"
#include "core/domain/telemetry.h"
#include "core/domain/time.h"

#include <limits>
#include <optional>
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
    JudgeKind judge = JudgeKind::Threshold; ///< who found it
    std::string name;                       ///< of a further metric; then `metric` means nothing
    bool dryRun = false;                    ///< shown, never counted
    double evidence = 0; ///< that it is worse: 0..1, at 1 it fails; 0 where the judge does not say
    // What the difference canary - baseline lies between, in the metric's unit: anytime-valid with the
    // sequential judge; infinite: not known.
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    std::uint64_t requestsNeeded = 0; ///< further ones on the canary to a decision either way; 0: decided,
                                      ///< or nothing that can be said
    Duration timeNeeded{};            ///< the same at the canary's present traffic
    bool operator==(const MetricFinding&) const = default;
};

/// Whether the judge may be believed here and now: it judged untouched nodes against each other first.
enum class Calm {
    Unknown,  ///< not looked at
    Calm,     ///< they differ as chance has it
    Widened,  ///< they differ more: more evidence is asked for, by the verdict's `dispersion`
    Restless, ///< they differ or drift so much that waiting is the right thing
};

std::string_view calmName(Calm calm); ///< "unknown", "calm", "widened", "restless"

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
    double falseAlarmRate = 0; ///< stated, of the whole rollout; 0: none is
    Calm calm = Calm::Unknown;
    double dispersion = 1;          ///< by which evidence was divided
    std::optional<double> score;    ///< of the rank judge, 0..100
    std::uint32_t settledLooks = 0; ///< in a row that the wave has been stable (adaptive bake)
    bool operator==(const Verdict&) const = default;
    /// The finding that decided: the first failing critical one, else the first of the verdict's kind.
    const MetricFinding* decisive() const;
};

} // namespace hotswap
