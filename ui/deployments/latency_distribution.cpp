// SPDX-License-Identifier: Apache-2.0
#include "ui/deployments/latency_distribution.h"

#include <array>
#include <cmath>

namespace hotswap::ui {

namespace {

constexpr std::size_t kBuckets = LatencyHistogram::kBuckets;
constexpr std::size_t kLast = kBuckets - 1; ///< everything slower than the last bound
constexpr double kMedian = 0.5;
constexpr double kTail = 0.99;

/// log10 of a bucket's upper bound. The last one is drawn as wide as its neighbour.
double upperEdge(std::size_t bucket) {
    if (bucket == kLast) {
        return 2 * upperEdge(kLast - 1) - upperEdge(kLast - 2);
    }
    return std::log10(LatencyHistogram::upperBoundMs(bucket));
}

/// The first one is drawn as wide as its neighbour, although it begins at zero.
double lowerEdge(std::size_t bucket) {
    return bucket == 0 ? 2 * upperEdge(0) - upperEdge(1) : upperEdge(bucket - 1);
}

/// The bucket that is drawn at an x.
std::size_t bucketAt(double x) {
    std::size_t bucket = 0;
    while (bucket < kLast && upperEdge(bucket) <= x) {
        ++bucket;
    }
    return bucket;
}

QString milliseconds(const Formatter& formatter, double ms) {
    return formatter.metric(Metric::LatencyMean, ms);
}

} // namespace

void LatencyDistribution::prepare(ChartData& chart, const Formatter& formatter) {
    chart.setKind(ChartData::Axis::LogMs, ChartData::Shape::Steps);
    const auto place = [&formatter](double x) {
        const std::size_t bucket = bucketAt(x);
        if (bucket == 0) {
            //: %1 a length of time, as "0.3 ms"
            return tr("up to %1").arg(milliseconds(formatter, LatencyHistogram::upperBoundMs(0)));
        }
        const QString from = milliseconds(formatter, LatencyHistogram::upperBoundMs(bucket - 1));
        //: a range of lengths of time
        return bucket == kLast
                   ? tr("over %1").arg(from)
                   : tr("%1 to %2")
                         .arg(from, milliseconds(formatter, LatencyHistogram::upperBoundMs(bucket)));
    };
    const auto tick = [&formatter](double x) {
        const double ms = std::pow(10.0, x);
        return ms >= 1'000 ? formatter.duration(Duration{std::llround(ms)})
                           //: %1 milliseconds
                           : tr("%1 ms").arg(formatter.number(ms, ms < 0.95 ? 1 : 0));
    };
    chart.setWords({[&formatter](double share) { return formatter.percent(share, 1); }, place, tick});
}

void LatencyDistribution::fill(ChartData& chart, const ports::MetricsAnswer& answer,
                               const Formatter& formatter, const std::vector<QString>& names) {
    const std::array<const LatencyHistogram*, 2> arms{&answer.canaryLatency, &answer.baselineLatency};
    chart.setSeries(names);
    std::size_t first = kBuckets;
    std::size_t last = 0;
    for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
        if (arms[0]->buckets()[bucket] + std::uint64_t{arms[1]->buckets()[bucket]} > 0) {
            first = std::min(first, bucket);
            last = bucket;
        }
    }
    if (first < kBuckets) { // one beside them on each side, so that the shape is seen to end
        first -= first > 0 ? 1 : 0;
        last += last < kLast ? 1 : 0;
    }
    std::vector<ChartData::Marker> markers;
    QStringList parts;
    for (std::size_t arm = 0; arm < arms.size() && first < kBuckets; ++arm) {
        const LatencyHistogram& latency = *arms[arm];
        if (latency.count() == 0) {
            continue;
        }
        for (std::size_t bucket = first; bucket <= last; ++bucket) {
            const double share = latency.buckets()[bucket] / static_cast<double>(latency.count());
            // From zero up, so that the band between is the bar.
            chart.push(arm, {lowerEdge(bucket), share, 0, share});
            if (bucket == last) {
                chart.push(arm, {upperEdge(bucket), share, 0, share});
            }
        }
        const double median = latency.quantileMs(kMedian);
        const double tail = latency.quantileMs(kTail);
        const auto mark = [&](double ms, const char* name) {
            // Of the two arms' marks, which stand close together, the canary's carries the name.
            markers.push_back({std::log10(std::max(ms, 1e-3)),
                               arm == 0 ? QString::fromLatin1(name) : QString(), static_cast<int>(arm)});
        };
        mark(median, "p50");
        mark(tail, "p99");
        //: %1 canary or baseline, %2 and %3 latencies: half and 99 of 100 requests were faster
        parts << tr("%1: p50 %2, p99 %3")
                     .arg(names[arm], milliseconds(formatter, median), milliseconds(formatter, tail));
    }
    chart.setMarkers(std::move(markers));
    chart.setNote(parts.join(QStringLiteral(" · ")));
}

} // namespace hotswap::ui
