// SPDX-License-Identifier: Apache-2.0
#pragma once
// Brings a wave's rows into the series that the rank judge compares.
//
// A policy with metrics of its own is ranked by those alone, as a Kayenta configuration means it; one without
// by the metrics that every node has, a rise counting from the tolerated ratio on, in the groups "errors",
// "latency" and "usage". The rank test is of a fixed size: no false alarm rate is stated for it.

#include "core/domain/verdict.h"
#include "core/verdict/rank_policy.h"
#include "core/verdict/row_window.h"
#include "core/verdict/series_judge.h"
#include "core/verdict/strata.h"

#include <array>
#include <vector>

namespace hotswap::verdict {

class RankFold {
public:
    /// One value a side and window; beyond this many, neighbours are averaged.
    static constexpr std::size_t kValuesMax = 720;

    void add(const RowWindow& window, const Strata& strata, Instant bakeStart, Instant at);
    RankJudgement judge(const JudgePolicy& policy, const std::vector<MetricSeriesView>& further) const;

private:
    static constexpr std::size_t kMetrics = 5; ///< of Metric, in its order
    struct Series {
        std::vector<double> canary;
        std::vector<double> baseline;
    };

    void halve();

    std::array<Series, kMetrics> m_series;
    std::size_t m_perValue = 1;
    std::size_t m_inValue = 0;
    std::array<LatencyHistogram, 2> m_latency; ///< of the value that is being filled
    std::array<std::array<double, 6>, 2> m_sums{};
};

} // namespace hotswap::verdict
