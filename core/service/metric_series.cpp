// SPDX-License-Identifier: Apache-2.0
#include "core/service/metric_series.h"

#include "core/domain/invariant.h"
#include "core/service/metric_range.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hotswap::service {

namespace {

constexpr Duration kNarrowBucket{1'000};
constexpr Duration kLookBucket{10'000};
constexpr double kTail = 0.99;
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
constexpr Metric kMetrics[] = {Metric::ErrorRate, Metric::LatencyMean, Metric::LatencyP99, Metric::Cpu,
                               Metric::Memory};

/// Sums of one arm in one bucket.
struct ArmSums {
    std::uint64_t requests = 0;
    std::uint64_t errors = 0;
    LatencyHistogram latency;
    Moments cpu;
    Moments memory;

    void add(const Sample& sample) {
        requests += sample.requests;
        errors += sample.errors;
        latency.merge(sample.latency);
        if (!std::isnan(sample.cpuPercent)) {
            cpu.add(sample.cpuPercent);
        }
        if (!std::isnan(sample.memoryPercent)) {
            memory.add(sample.memoryPercent);
        }
    }

    double value(Metric metric) const {
        switch (metric) {
        case Metric::ErrorRate:
            return requests == 0 ? kNothing : static_cast<double>(errors) / static_cast<double>(requests);
        case Metric::LatencyMean: return latency.meanMs();
        case Metric::LatencyP99: return latency.quantileMs(kTail);
        case Metric::Cpu: return cpu.mean();
        case Metric::Memory: return memory.mean();
        }
        invariantFailed("metric", "a metric of the enum", __FILE__, __LINE__);
    }

    ports::MetricRange range(Metric metric) const {
        switch (metric) {
        case Metric::ErrorRate: return shareRange(errors, requests);
        case Metric::LatencyMean: return around(latency.meanMs(), meanRange(momentsOf(latency)));
        case Metric::LatencyP99: return quantileRange(latency, kTail);
        case Metric::Cpu: return meanRange(cpu);
        case Metric::Memory: return meanRange(memory);
        }
        invariantFailed("metric", "a metric of the enum", __FILE__, __LINE__);
    }

private:
    /// The histogram knows the sum exactly and the spread by its buckets only: their middle is not the mean.
    static ports::MetricRange around(double mean, const ports::MetricRange& range) {
        const double half = (range.high - range.low) / 2;
        return {std::max(0.0, mean - half), mean + half};
    }
};

/// The limit that each judged wave was held to, from its start on.
std::vector<ports::MetricLimit> limitsOf(const Deployment& deployment, Metric metric) {
    std::vector<ports::MetricLimit> limits;
    for (const WaveProgress& wave : deployment.waves()) {
        if (!wave.verdict) {
            continue;
        }
        for (const MetricFinding& finding : wave.verdict->findings) {
            if (finding.metric == metric && !std::isnan(finding.limit)) {
                limits.push_back({wave.startedAt, finding.limit});
                break;
            }
        }
    }
    return limits;
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
        auto limits = limitsOf(deployment, metric);
        const double latest = limits.empty() ? kNothing : limits.back().limit;
        m_series.push_back({metric, {}, latest, std::move(limits)});
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
        const Metric metric = series.metric;
        series.points.push_back(
            {at, canary.value(metric), baseline.value(metric), canary.range(metric), baseline.range(metric)});
    }
    if (canary.latency.count() > 0 && baseline.latency.count() > 0) {
        m_canaryLatency.merge(canary.latency);
        m_baselineLatency.merge(baseline.latency);
    }
}

ports::MetricsAnswer MetricSeriesBuilder::take() {
    ports::MetricsAnswer answer;
    answer.series = std::move(m_series);
    answer.canaryLatency = m_canaryLatency;
    answer.baselineLatency = m_baselineLatency;
    return answer;
}

bool MetricSeriesBuilder::isCanary(const Sample& sample) const {
    if (sample.release != m_deployment.spec().release.release.digest) {
        return false;
    }
    const auto index = m_deployment.nodes().indexOf(sample.node);
    return index && m_deployment.nodes().at(*index).switched;
}

} // namespace hotswap::service
