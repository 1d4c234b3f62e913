// SPDX-License-Identifier: Apache-2.0
#pragma once
// Canary and baseline over time, in buckets, from samples as they come.

#include "core/domain/deployment.h"
#include "core/ports/console_service.h"

#include <array>
#include <map>
#include <vector>

namespace hotswap::service {

/// Width of a bucket so that at most `pointsMax` cover the span: whole looks (10 s), or 1 s where samples are
/// that short and the span allows it.
Duration bucketWidth(Duration span, Duration sampleLength, std::size_t pointsMax);

/// Folds the samples of one bucket after the other. Canary is what runs the deployment's release on a node
/// that it switched; baseline is every node of the environment that runs another release.
class MetricSeriesBuilder {
public:
    explicit MetricSeriesBuilder(const Deployment& deployment);

    /// One point of each series; NaN where nothing was measured. Buckets in which both arms answered requests
    /// count for the distributions.
    void addBucket(Instant at, const std::vector<Sample>& samples);
    /// All series with their limits, and the distributions. The wave starts and the end are the caller's.
    ports::MetricsAnswer take();

private:
    bool isCanary(const Sample& sample) const;

    const Deployment& m_deployment;
    std::vector<ports::MetricSeries> m_series;
    LatencyHistogram m_canaryLatency;
    LatencyHistogram m_baselineLatency;
};

} // namespace hotswap::service
