// SPDX-License-Identifier: Apache-2.0
// What the sequential judge finds in each metric, and what it still needs.
#include "core/verdict/rate_bounds.h"
#include "core/verdict/sequential_judge.h"
#include "core/verdict/threshold.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hotswap::verdict {

namespace {

constexpr double kTail = 0.99;
constexpr double kAlmost = 0.99;       // of the evidence, while it is enough but the worsening is tolerated
constexpr double kScaleMin = 1e-4;     // of error rates, where nothing is tolerated
constexpr double kFewEvents = 5;       // below it a bound narrows with 1/n, above it with 1/sqrt(n)
constexpr double kRequestsMost = 1e12; // more are no forecast
constexpr std::size_t kBatchesMin = 6; // before a mean can pass
constexpr double kInfinity = std::numeric_limits<double>::infinity();

double sideAlpha(const SequentialLook& look) {
    return (1 - look.policy->sequential.passConfidence) / 2;
}

/// Evidence and what follows from it.
void decide(MetricFinding& finding, double logEvidence, double logNeeded, bool worse, bool passes) {
    const bool beyond = finding.canary > finding.limit;
    const double share = std::clamp(logEvidence / logNeeded, 0.0, 1.0);
    finding.evidence = worse && beyond ? 1 : std::min(share, kAlmost);
    finding.kind = worse && beyond ? VerdictKind::Fail
                   : passes        ? VerdictKind::Pass
                                   : VerdictKind::Inconclusive;
}

void needRequests(MetricFinding& finding, double requests, const SequentialLook& look) {
    const double rate = look.canary->requestRate() * look.canary->nodesSeen;
    if (finding.kind != VerdictKind::Inconclusive || !(requests > 0) || !(requests < kRequestsMost)) {
        return;
    }
    finding.requestsNeeded = static_cast<std::uint64_t>(std::ceil(requests));
    if (rate > 0 && requests / rate * 1000 < kRequestsMost) {
        finding.timeNeeded = Duration(static_cast<std::int64_t>(requests / rate * 1000));
    }
}

/// Canary requests until the share test fails, at what is seen now.
double requestsToFail(const TrafficTest& test, const ShareEvidence& evidence, double ratio, double dispersion,
                      const ArmNumbers& canary) {
    const double events = evidence.canaryEvents + evidence.baselineEvents;
    if (!(events > 0)) {
        return kInfinity;
    }
    const double most = ShareTest::theta(ShareTest::kSteps - 1);
    const double missing = test.eventsToFail(std::clamp(ratio, evidence.ratio, most), dispersion);
    return missing * static_cast<double>(canary.requests) / events;
}

} // namespace

/// No data, or nothing to be judged, or still open.
MetricFinding SequentialFold::start(const ThresholdRule& rule, const SequentialLook& look) const {
    MetricFinding finding;
    finding.metric = rule.metric;
    finding.critical = rule.critical;
    finding.dryRun = rule.dryRun;
    finding.judge = JudgeKind::Sequential;
    finding.canary = valueOf(rule.metric, *look.canary);
    finding.baseline = valueOf(rule.metric, *look.baseline);
    const double reference = rule.metric == Metric::ErrorRate
                                 ? finding.baseline * look.before->errors
                                 : finding.baseline + look.before->of(rule.metric);
    finding.limit = limitOver(rule, reference);
    const bool usage = rule.metric == Metric::Cpu || rule.metric == Metric::Memory;
    finding.canarySamples = usage ? look.canary->samples : look.canary->requests;
    finding.baselineSamples = usage ? look.baseline->samples : look.baseline->requests;
    const bool noTraffic = look.canary->samples > 0 && look.canary->requests == 0;
    if (noTraffic && !usage && !look.policy->requireTraffic) {
        finding.kind = VerdictKind::Pass;
    } else {
        finding.kind = std::isfinite(finding.canary) ? VerdictKind::Inconclusive : VerdictKind::NoData;
    }
    return finding;
}

void SequentialFold::judgeErrors(const ThresholdRule& rule, const SequentialLook& look,
                                 MetricFinding& finding) {
    const double phi = m_dispersion[0];
    const ShareEvidence evidence = m_traffic[0].look(phi);
    // Half of what passConfidence leaves is for the ratio, half for both sides' bounds.
    const double alpha = sideAlpha(look) / 2;
    const double withinNeeded = -std::log(sideAlpha(look));
    const double scale = std::max(rule.absoluteFloor, kScaleMin);
    const auto bounds = [&](const ArmNumbers& arm) {
        return rateBounds(static_cast<double>(arm.errors), static_cast<double>(arm.requests), phi, scale,
                          alpha);
    };
    const Bounds canary = bounds(*look.canary);
    const Bounds baseline = bounds(*look.baseline);
    finding.low = canary.low - baseline.high;
    finding.high = canary.high - baseline.low;
    const double surelyTolerated = limitOver(rule, baseline.low * look.before->errors);
    const double lately = evidence.canaryRate * look.before->errors; // what was so before was taken off
    const double latelyTolerated = limitOver(rule, evidence.baselineRate * look.before->errors);
    if (evidence.worse && evidence.late && lately > latelyTolerated) {
        finding.canary = lately;
        finding.baseline = evidence.baselineRate;
        finding.limit = latelyTolerated;
    }
    decide(finding, evidence.logEvidence, evidence.logNeeded, evidence.worse,
           canary.high <= surelyTolerated || m_traffic[0].test().logEvidenceWithin(phi) >= withinNeeded);
    double requests = kInfinity;
    if (finding.canary > finding.limit) {
        requests = requestsToFail(m_traffic[0], evidence,
                                  finding.baseline > 0 ? finding.canary / finding.baseline : kInfinity, phi,
                                  *look.canary);
    } else {
        const double gap = finding.limit - finding.canary;
        const double width = canary.high - finding.canary + finding.limit - surelyTolerated;
        const double times = width / gap;
        const double events = static_cast<double>(look.canary->errors) / phi;
        requests =
            static_cast<double>(look.canary->requests) * ((events < kFewEvents ? times : times * times) - 1);
        const double seen = static_cast<double>(look.canary->errors + look.baseline->errors);
        if (seen > 0) {
            const double ratio = finding.canary / std::max(finding.baseline * look.before->errors, kScaleMin);
            const double missing = m_traffic[0].test().eventsToRuleOut(ratio, phi, withinNeeded);
            requests = std::min(requests, missing * static_cast<double>(look.canary->requests) / seen);
        }
    }
    needRequests(finding, requests, look);
}

void SequentialFold::judgeTail(const ThresholdRule& rule, const SequentialLook& look,
                               MetricFinding& finding) {
    const double phi = m_dispersion.back();
    const ShareEvidence evidence = m_traffic.back().look(phi);
    const LatencyHistogram& latency = look.canary->latency;
    const Bounds canary = quantileBounds(latency, kTail, phi, sideAlpha(look));
    const Bounds baseline = quantileBounds(look.baseline->latency, kTail, phi, sideAlpha(look));
    finding.low = canary.low - baseline.high;
    finding.high = canary.high - baseline.low;
    const bool passes = canary.high <= limitOver(rule, baseline.low + look.before->latencyP99);
    decide(finding, evidence.logEvidence, evidence.logNeeded, evidence.worse, passes);
    if (finding.kind != VerdictKind::Inconclusive) {
        return;
    }
    const double answers = static_cast<double>(latency.count());
    double requests = kInfinity;
    if (finding.canary > finding.limit) {
        requests = requestsToFail(m_traffic.back(), evidence, evidence.ratio, phi, *look.canary);
    } else {
        // Passes once the share above the limit, and what may be hidden beside it, is less than the tail.
        double above = 0;
        for (std::size_t i = 1; i < LatencyHistogram::kBuckets; ++i) {
            above += LatencyHistogram::upperBoundMs(i - 1) >= finding.limit ? latency.buckets()[i] : 0;
        }
        const double room = (1 - kTail) - above / answers;
        double enough = answers / phi;
        while (room > 0 && enough < kRequestsMost && quantileSlack(kTail, enough, sideAlpha(look)) >= room) {
            enough *= 1.25;
        }
        requests = room > 0 ? std::max(enough * phi - answers, 1.0) : kInfinity;
    }
    needRequests(finding, requests, look);
}

/// The interval of the mean in the finding, and when it will have passed.
void SequentialFold::showInterval(Mean mean, const SequentialLook& look, MetricFinding& finding) const {
    const MeanTest& test = m_means[mean];
    const auto [low, high] = test.interval(1 - look.policy->sequential.passConfidence);
    const double tolerated =
        m_tolerated[mean].windows > 0 ? m_tolerated[mean].sum / m_tolerated[mean].windows : 0;
    finding.low = low + tolerated;
    finding.high = high + tolerated;
}

void SequentialFold::judgeLatencyMean(const ThresholdRule&, const SequentialLook& look,
                                      MetricFinding& finding) {
    const ShareEvidence median = m_traffic[1].look(m_dispersion[1]);
    const ShareEvidence upper = m_traffic[2].look(m_dispersion[2]);
    // The mean of two martingales is one.
    const double most = std::max(median.logEvidence, upper.logEvidence);
    const double least = std::min(median.logEvidence, upper.logEvidence);
    const double logEvidence = most + std::log1p(std::exp(least - most)) - std::log(2.0);
    const bool worse = logEvidence >= median.logNeeded;
    showInterval(kLatency, look, finding);
    const MeanEvidence mean = m_means[kLatency].look();
    const auto [low, high] = m_means[kLatency].interval(1 - look.policy->sequential.passConfidence);
    decide(finding, logEvidence, median.logNeeded, worse, mean.batches >= kBatchesMin && high <= 0);
    if (finding.canary > finding.limit) {
        const bool byUpper = upper.logEvidence > median.logEvidence;
        needRequests(finding,
                     requestsToFail(m_traffic[byUpper ? 2 : 1], byUpper ? upper : median,
                                    (byUpper ? upper : median).ratio, m_dispersion[byUpper ? 2 : 1],
                                    *look.canary),
                     look);
    } else {
        needTime(kLatency, mean, high, finding);
    }
}

void SequentialFold::judgeUsage(const ThresholdRule& rule, const SequentialLook& look,
                                MetricFinding& finding) {
    const Mean which = rule.metric == Metric::Cpu ? kCpu : kMemory;
    showInterval(which, look, finding);
    const MeanEvidence mean = m_means[which].look();
    const auto [low, high] = m_means[which].interval(1 - look.policy->sequential.passConfidence);
    const double logEvidence = mean.mean > 0 ? mean.logEvidence : 0;
    decide(finding, logEvidence, mean.logNeeded, mean.above, mean.batches >= kBatchesMin && high <= 0);
    needTime(which, mean, high, finding);
}

/// Until the interval leaves nought on the side on which the mean is.
void SequentialFold::needTime(Mean which, const MeanEvidence& mean, double high,
                              MetricFinding& finding) const {
    if (finding.kind != VerdictKind::Inconclusive) {
        return;
    }
    const double batches = static_cast<double>(mean.batches);
    double missing = static_cast<double>(kBatchesMin) - batches;
    if (missing <= 0 && std::isfinite(high) && mean.mean != 0) {
        const double times = (high - mean.mean) / std::abs(mean.mean);
        missing = batches * (times * times - 1);
    }
    const double ms = std::max(missing, 1.0) * static_cast<double>(m_means[which].perBatch()) *
                      static_cast<double>(kRowLength.count());
    if (ms < kRequestsMost) {
        finding.timeNeeded = Duration(static_cast<std::int64_t>(ms));
    }
}

} // namespace hotswap::verdict
