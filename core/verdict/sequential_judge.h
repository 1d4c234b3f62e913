// SPDX-License-Identifier: Apache-2.0
#pragma once
// The sequential judge: anytime-valid tests, so that it may be asked after every second. It fails a metric as
// soon as the evidence that the canary is worse is enough for the stated false alarm rate and what is seen is
// beyond what is tolerated; it passes one as soon as a worsening beyond that is ruled out; until then it says
// what is missing.
//
// Errors: share test (share_test.h). Latency: share tests of answers slower than the usual p50, p95 and p99
// (the first two for the mean). CPU and memory: t-test of the windows' differences less what is tolerated
// (mean_test.h). What rules a worsening out: bounds on the rates (rate_bounds.h), on the quantile, and the
// t-test's interval, each side with half of what passConfidence leaves.

#include "core/domain/verdict.h"
#include "core/verdict/allowance.h"
#include "core/verdict/baseline.h"
#include "core/verdict/before.h"
#include "core/verdict/latency_bounds.h"
#include "core/verdict/mean_test.h"
#include "core/verdict/row_window.h"
#include "core/verdict/strata.h"
#include "core/verdict/traffic_test.h"

#include <array>
#include <vector>

namespace hotswap::verdict {

/// What is known of the wave beside its rows.
struct SequentialBasis {
    Instant bakeStart{};
    LatencyBounds bounds;
    Strata strata;
    BeforeDifference before;
};

struct SequentialLook {
    Instant at{};
    const JudgePolicy* policy = nullptr;
    const ArmNumbers* canary = nullptr;
    const ArmNumbers* baseline = nullptr; ///< untouched nodes
    const BeforeDifference* before = nullptr;
};

struct SequentialResult {
    std::vector<MetricFinding> findings; ///< one a threshold of the policy, in its order
    Calm calm = Calm::Unknown;
    double dispersion = 1;
};

/// What the tests have seen. Copyable: rows that may still change are folded into a copy.
class SequentialFold {
public:
    SequentialFold(const JudgePolicy& policy, std::uint32_t wave, std::size_t canaryNodes,
                   std::size_t untouchedNodes);
    /// Windows in order of time. `at`: a window that is not over by then is left out of the means.
    void add(const RowWindow& window, const SequentialBasis& basis, Instant at);
    SequentialResult judge(const SequentialLook& look);

private:
    static constexpr std::size_t kKinds = 1 + LatencyBounds::kCount; ///< errors, and slower than each bound
    enum Mean : std::size_t { kLatency, kCpu, kMemory, kMeans };
    struct Tolerated {
        double sum = 0;
        double windows = 0;
    };

    void count(const RowWindow& window, const LatencyBounds& bounds, std::int64_t fromMs);
    void addMeans(const RowWindow& window, const SequentialBasis& basis);
    void addMean(Mean mean, const ThresholdRule& rule, double canary, double baseline, double before);
    void judgeCalm(SequentialResult& result, bool checks);
    MetricFinding start(const ThresholdRule& rule, const SequentialLook& look) const;
    void judgeErrors(const ThresholdRule& rule, const SequentialLook& look, MetricFinding& finding);
    void judgeTail(const ThresholdRule& rule, const SequentialLook& look, MetricFinding& finding);
    void judgeLatencyMean(const ThresholdRule& rule, const SequentialLook& look, MetricFinding& finding);
    void judgeUsage(const ThresholdRule& rule, const SequentialLook& look, MetricFinding& finding);
    void needTime(Mean which, const MeanEvidence& mean, double high, MetricFinding& finding) const;
    void showInterval(Mean mean, const SequentialLook& look, MetricFinding& finding) const;

    std::vector<ThresholdRule> m_rules;
    std::vector<TrafficTest> m_traffic;
    std::vector<MeanTest> m_means;
    std::array<Tolerated, kMeans> m_tolerated{};
    std::array<WindowCounts, kKinds> m_counts; ///< kept for their memory
    std::array<double, kKinds> m_dispersion{}; ///< of the look
};

} // namespace hotswap::verdict
