// SPDX-License-Identifier: Apache-2.0
#include "core/domain/judge_policy.h"

#include "core/domain/invariant.h"
#include "core/domain/limits.h"
#include "core/domain/policy_findings.h"

#include <set>

namespace hotswap {

using namespace std::chrono_literals;

std::string_view metricName(Metric metric) {
    switch (metric) {
    case Metric::ErrorRate: return "errorRate";
    case Metric::LatencyMean: return "latencyMean";
    case Metric::LatencyP99: return "latencyP99";
    case Metric::Cpu: return "cpu";
    case Metric::Memory: return "memory";
    }
    invariantFailed("metric", "a metric of the enum", __FILE__, __LINE__);
}

std::vector<ThresholdRule> defaultThresholds() {
    return {{Metric::ErrorRate, 0.5, 0.001, true, 0.05},
            {Metric::LatencyMean, 1.0, 10, true, 1'000},
            {Metric::LatencyP99, 1.0, 10, true, 3'000},
            {Metric::Cpu, 0.3, 5, false, 90},
            {Metric::Memory, 0.3, 3, false, 90}};
}

std::string_view judgeName(JudgeKind kind) {
    switch (kind) {
    case JudgeKind::Threshold: return "threshold";
    case JudgeKind::Sequential: return "sequential";
    case JudgeKind::Rank: return "rank";
    }
    invariantFailed("kind", "a judge of the enum", __FILE__, __LINE__);
}

namespace {

void checkThresholds(const JudgePolicy& judge, PolicyFindings& findings) {
    std::set<Metric> seen;
    for (std::size_t i = 0; i < judge.thresholds.size(); ++i) {
        const ThresholdRule& rule = judge.thresholds[i];
        const std::string field = "judge.thresholds[" + std::to_string(i) + "]";
        findings.range(field + ".relative", rule.relative, 0, 1000);
        findings.range(field + ".absoluteFloor", rule.absoluteFloor, 0, 1e9);
        findings.range(field + ".absoluteLimit", rule.absoluteLimit, 0, 1e9);
        if (!seen.insert(rule.metric).second) {
            findings.wrong(field + ".metric", "each metric once");
        }
    }
}

void checkMetric(const std::string& field, const MetricPolicy& metric, PolicyFindings& findings) {
    using enum MetricPolicy::Source;
    if (metric.source != Module && !isPolicyName(metric.provider)) {
        findings.wrong(field + ".provider", "[a-z0-9-]{1,64}: a name of the judging program's configuration");
    }
    const bool asks = metric.source != Exec;
    if (asks ? metric.query.empty() || metric.query.size() > limits::kMetricQueryCharsMax
             : !metric.query.empty()) {
        findings.wrong(field + ".query",
                       asks ? "1.." + std::to_string(limits::kMetricQueryCharsMax) + " characters"
                            : "empty: the provider names the command");
    }
    if (metric.source == Prometheus && metric.query.find("{{canary}}") == std::string::npos) {
        findings.wrong(field + ".query", "a query with {{canary}} in it; {{baseline}} takes its place for "
                                         "the other side");
    }
    findings.range(field + ".relative", metric.relative, 0, 1000);
    findings.range(field + ".absoluteFloor", metric.absoluteFloor, 0, 1e15);
    findings.range(field + ".absoluteLimit", metric.absoluteLimit, 0, 1e15);
    findings.duration(field + ".interval", metric.interval, 1s);
    findings.duration(field + ".initialDelay", metric.initialDelay, 0ms);
    findings.range(field + ".countMax", metric.countMax, 0, 1e6);
    findings.range(field + ".failuresMax", metric.failuresMax, 0, 1000);
    findings.range(field + ".inconclusiveMax", metric.inconclusiveMax, 0, 1000);
    findings.range(field + ".errorsInARowMax", metric.errorsInARowMax, 0, 1000);
    findings.range(field + ".effectIncrease", metric.effectIncrease, 0, 1e6);
    findings.range(field + ".effectDecrease", metric.effectDecrease, 0, 1e6);
    findings.range(field + ".criticalIncrease", metric.criticalIncrease, 0, 1e6);
    findings.range(field + ".criticalDecrease", metric.criticalDecrease, 0, 1e6);
    if (metric.groups.size() > limits::kMetricGroupsMax) {
        findings.wrong(field + ".groups", "at most " + std::to_string(limits::kMetricGroupsMax));
    }
}

void checkMetrics(const JudgePolicy& judge, PolicyFindings& findings) {
    if (judge.metrics.size() > limits::kMetricsMax) {
        findings.wrong("judge.metrics", "at most " + std::to_string(limits::kMetricsMax));
    }
    std::set<std::string> names;
    for (std::size_t i = 0; i < judge.metrics.size(); ++i) {
        const std::string field = "judge.metrics[" + std::to_string(i) + "]";
        if (!isPolicyName(judge.metrics[i].name) || !names.insert(judge.metrics[i].name).second) {
            findings.wrong(field + ".name", "[a-z0-9-]{1,64}, each once");
        }
        checkMetric(field, judge.metrics[i], findings);
    }
}

void checkSequential(const SequentialPolicy& sequential, PolicyFindings& findings) {
    findings.range("judge.sequential.falseAlarmRate", sequential.falseAlarmRate, 1e-6, 0.2);
    findings.range("judge.sequential.errorShare", sequential.errorShare, 0.01, 0.98);
    findings.range("judge.sequential.latencyShare", sequential.latencyShare, 0.01, 0.98);
    if (sequential.errorShare + sequential.latencyShare > 0.99) {
        findings.wrong("judge.sequential.latencyShare", "with errorShare at most 0.99: the rest needs some");
    }
    findings.range("judge.sequential.passConfidence", sequential.passConfidence, 0.5, 0.9999);
    findings.range("judge.sequential.grossErrorRate", sequential.grossErrorRate, 0.001, 1);
    findings.range("judge.sequential.grossRatio", sequential.grossRatio, 1, 1000);
}

void checkRank(const RankPolicy& rank, PolicyFindings& findings) {
    findings.range("judge.rank.pass", rank.pass, 0, 100);
    findings.range("judge.rank.marginal", rank.marginal, 0, 100);
    if (rank.marginal > rank.pass) {
        findings.wrong("judge.rank.marginal", "at most judge.rank.pass");
    }
    double weights = 0;
    for (const auto& [group, weight] : rank.groupWeights) {
        findings.range("judge.rank.groupWeights." + group, weight, 0, 100);
        weights += weight;
    }
    if (weights > 100 + 1e-9) {
        findings.wrong("judge.rank.groupWeights", "100 together at most");
    }
}

void checkStabilisation(const StabilisationPolicy& policy, PolicyFindings& findings) {
    findings.range("judge.stabilisation.cpu", policy.cpu, 0.001, 10);
    findings.range("judge.stabilisation.memory", policy.memory, 0.001, 10);
    findings.range("judge.stabilisation.latency", policy.latency, 0.001, 10);
    findings.range("judge.stabilisation.looksInARow", policy.looksInARow, 1, 100);
    findings.duration("judge.stabilisation.interval", policy.interval, 1s);
    findings.duration("judge.stabilisation.bakeMin", policy.bakeMin, 0ms);
    findings.duration("judge.stabilisation.bakeMax", policy.bakeMax, policy.bakeMin);
}

} // namespace

void checkJudge(const JudgePolicy& judge, PolicyFindings& findings) {
    findings.duration("judge.lookInterval", judge.lookInterval, 1s);
    findings.range("judge.looksInARow", judge.looksInARow, 1, 100);
    findings.range("judge.baselineRequestShareMin", judge.baselineRequestShareMin, 0, 1);
    findings.range("judge.sourceErrorsInARow", judge.sourceErrorsInARow, 1, 100);
    findings.duration("judge.beforeWindow", judge.beforeWindow, 1s);
    if (judge.judged && judge.thresholds.empty()) {
        findings.wrong("judge.thresholds", "at least one, when judged");
    }
    const std::set<JudgeKind> judges(judge.judges.begin(), judge.judges.end());
    if (judge.judged && (judges.empty() || judges.size() != judge.judges.size())) {
        findings.wrong("judge.judges", "one or more of threshold, sequential, rank, each once");
    }
    if (judge.matchLabels.size() > limits::kLabelsPerNodeMax) {
        findings.wrong("judge.matchLabels", "at most " + std::to_string(limits::kLabelsPerNodeMax));
    }
    checkThresholds(judge, findings);
    checkMetrics(judge, findings);
    checkSequential(judge.sequential, findings);
    checkRank(judge.rank, findings);
    checkStabilisation(judge.stabilisation, findings);
}

} // namespace hotswap
