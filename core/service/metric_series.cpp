// SPDX-License-Identifier: Apache-2.0
#include "core/service/metric_series.h"

#include "core/domain/invariant.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hotswap::service {

namespace {

constexpr Duration kNarrowBucket{1'000};
constexpr Duration kLookBucket{10'000};
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
constexpr Metric kMetrics[] = {Metric::ErrorRate, Metric::LatencyMean, Metric::LatencyP99, Metric::Cpu,
                               Metric::Memory};

/// Sums of one arm in one bucket.
struct ArmSums {
    std::uint64_t requests = 0;
    std::uint64_t errors = 0;
    LatencyHistogram latency;
    double cpu = 0;
    double memory = 0;
    std::size_t cpuCount = 0;
    std::size_t memoryCount = 0;

    void add(const Sample& sample) {
        requests += sample.requests;
        errors += sample.errors;
        latency.merge(sample.latency);
        if (!std::isnan(sample.cpuPercent)) {
            cpu += sample.cpuPercent;
            ++cpuCount;
        }
        if (!std::isnan(sample.memoryPercent)) {
            memory += sample.memoryPercent;
            ++memoryCount;
        }
    }

    double value(Metric metric) const {
        const auto share = [](double sum, auto count) {
            return count == 0 ? kNothing : sum / static_cast<double>(count);
        };
        switch (metric) {
        case Metric::ErrorRate: return share(static_cast<double>(errors), requests);
        case Metric::LatencyMean: return latency.meanMs();
        case Metric::LatencyP99: return latency.quantileMs(0.99);
        case Metric::Cpu: return share(cpu, cpuCount);
        case Metric::Memory: return share(memory, memoryCount);
        }
        invariantFailed("metric", "a metric of the enum", __FILE__, __LINE__);
    }
};

double latestLimit(const Deployment& deployment, Metric metric) {
    for (auto wave = deployment.waves().rbegin(); wave != deployment.waves().rend(); ++wave) {
        if (!wave->verdict) {
            continue;
        }
        for (const MetricFinding& finding : wave->verdict->findings) {
            if (finding.metric == metric) {
                return finding.limit;
            }
        }
    }
    return kNothing;
}

} // namespace

Duration bucketWidth(Duration span, Duration sampleLength, std::size_t pointsMax) {
    const auto points = static_cast<Duration::rep>(std::max<std::size_t>(pointsMax, 1));
    Duration width =
        sampleLength > Duration::zero() && sampleLength <= kNarrowBucket ? kNarrowBucket : kLookBucket;
    if (span > width * points) {
        const Duration::rep looks = (span / kLookBucket + points) / points;
        width = kLookBucket * std::max<Duration::rep>(looks, 1);
    }
    return width;
}

MetricSeriesBuilder::MetricSeriesBuilder(const Deployment& deployment) : m_deployment(deployment) {
    for (const Metric metric : kMetrics) {
        m_series.push_back({metric, {}, latestLimit(deployment, metric)});
    }
}

void MetricSeriesBuilder::addBucket(Instant at, const std::vector<Sample>& samples) {
    ArmSums canary;
    ArmSums baseline;
    for (const Sample& sample : samples) {
        if (isCanary(sample)) {
            canary.add(sample);
        } else if (sample.release != m_deployment.spec().release.release.digest) {
            baseline.add(sample);
        }
    }
    for (ports::MetricSeries& series : m_series) {
        series.points.push_back({at, canary.value(series.metric), baseline.value(series.metric)});
    }
}

std::vector<ports::MetricSeries> MetricSeriesBuilder::take() {
    return std::move(m_series);
}

bool MetricSeriesBuilder::isCanary(const Sample& sample) const {
    if (sample.release != m_deployment.spec().release.release.digest) {
        return false;
    }
    const auto index = m_deployment.nodes().indexOf(sample.node);
    return index && m_deployment.nodes().at(*index).switched;
}

} // namespace hotswap::service
