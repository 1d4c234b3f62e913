// SPDX-License-Identifier: Apache-2.0
#pragma once
// Policy of judging: who decides about a wave, by which metrics, and how sure it has to be (design:
// semantics.md, Verdict). Part of Policy, so its values travel with the deployment.

#include "core/domain/time.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace hotswap {

/// What every node is measured by.
enum class Metric { ErrorRate, LatencyMean, LatencyP99, Cpu, Memory };

std::string_view metricName(Metric metric); ///< "errorRate", "latencyMean", "latencyP99", "cpu", "memory"

/// Who decides. Threshold: limits over several looks. Sequential: anytime-valid tests with a stated rate of
/// false alarms. Rank: Mann-Whitney with scores, as Kayenta.
enum class JudgeKind { Threshold, Sequential, Rank };

std::string_view judgeName(JudgeKind kind); ///< "threshold", "sequential", "rank"

/// One limit of the threshold judge: breached when canary > baseline × (1 + relative) *and*
/// canary > baseline + absoluteFloor. Units: error rate as a fraction 0..1, latency in ms, CPU and memory in
/// points. The sequential judge takes the same numbers as what is tolerated: it passes a metric once a
/// worsening beyond both is ruled out.
struct ThresholdRule {
    Metric metric = Metric::ErrorRate;
    double relative = 0.5;
    double absoluteFloor = 0.001;
    bool critical = true; ///< a fail rolls back; otherwise it only withholds the pass
    /// With a weak baseline (an earlier time) a breach must be beyond this too, same unit; 0: none, then only
    /// a worsening against the wave before can fail.
    double absoluteLimit = 0;
    bool dryRun = false; ///< judged and shown, but never counted
    bool operator==(const ThresholdRule&) const = default;
};

enum class WorseWhen { Higher, Lower, Either };

/// A metric beyond those that every node has.
struct MetricPolicy {
    enum class Source {
        Module,     ///< a number the module reports itself (Sample::named)
        Prometheus, ///< a query to a Prometheus that the judging program's configuration names
        Exec,       ///< a command that the judging program's configuration names; prints two numbers
    };
    std::string name; ///< [a-z0-9-]{1,64}, unique
    Source source = Source::Module;
    std::string provider; ///< name in the judging program's configuration; Module: empty
    std::string query;    ///< Module: its name there. Prometheus: with {{canary}} or {{baseline}} in it
    WorseWhen worse = WorseWhen::Higher;
    // As in ThresholdRule, in the metric's own unit.
    double relative = 0.5;
    double absoluteFloor = 0;
    double absoluteLimit = 0;
    bool critical = false;
    bool dryRun = false; ///< judged and shown, but never counted
    // When it is asked for.
    Duration interval{30'000};         ///< between two values
    Duration initialDelay{0};          ///< after the start of the bake
    std::uint32_t countMax = 0;        ///< values of a wave; 0: until the bake ends
    std::uint32_t failuresMax = 2;     ///< breaching values in a wave that are borne
    std::uint32_t inconclusiveMax = 4; ///< values without a comparison that are borne
    std::uint32_t errorsInARowMax = 4; ///< of its source that are borne; more is no data
    // For the rank judge.
    std::vector<std::string> groups;
    bool missingIsZero = false; ///< gaps count as nought; otherwise they are left out
    bool mustHaveData = false;  ///< no data fails
    bool removeOutliers = false;
    double effectIncrease = 1; ///< smallest ratio of means that counts as high
    double effectDecrease = 1;
    double criticalIncrease = 1; ///< the same, to fail everything
    double criticalDecrease = 1;
    bool operator==(const MetricPolicy&) const = default;
};

/// The sequential judge.
struct SequentialPolicy {
    double falseAlarmRate = 0.01; ///< of a whole rollout: all looks, waves and metrics together
    double errorShare = 0.5;      ///< of it, spent on errors
    double latencyShare = 0.3;    ///< on latency; CPU, memory and further metrics share what is left
    double passConfidence = 0.95; ///< with which a worsening beyond what is tolerated is ruled out to pass
    bool passesEarly = false;     ///< a wave ends when everything has passed, before its bake is over
    // The gross breach, which the threshold judge catches beside it.
    double grossErrorRate = 0.05; ///< error rate from which on
    double grossRatio = 5;        ///< and times the baseline's
    bool calmCheck = true; ///< judges untouched nodes against each other first; restless ones widen or wait
    bool operator==(const SequentialPolicy&) const = default;
};

/// The rank judge.
struct RankPolicy {
    double pass = 95;                           ///< score, 0..100
    double marginal = 75;                       ///< below it fails; from here to pass is marginal
    std::map<std::string, double> groupWeights; ///< percent; groups without one share what is left
    bool operator==(const RankPolicy&) const = default;
};

/// Adaptive bake: a wave's bake lasts until its numbers have settled around the baseline's.
struct StabilisationPolicy {
    bool enabled = false;
    double cpu = 0.10; ///< most relative distance from the baseline that counts as settled
    double memory = 0.10;
    double latency = 0.15;
    std::uint32_t looksInARow = 3;
    Duration interval{30'000};
    Duration bakeMin{2 * 60'000};
    Duration bakeMax{30 * 60'000}; ///< still not settled then: as a failed verdict
    bool operator==(const StabilisationPolicy&) const = default;
};

struct JudgePolicy {
    enum class Unclear { Pause, Extend };
    bool judged = true;         ///< false: health gates only, verdict null
    bool requireTraffic = true; ///< false: no traffic passes (default in Development)
    std::vector<JudgeKind> judges{JudgeKind::Threshold}; ///< each once; one fails, all must pass
    std::vector<ThresholdRule> thresholds;               ///< see defaultThresholds()
    std::vector<MetricPolicy> metrics;                   ///< further ones
    SequentialPolicy sequential;
    RankPolicy rank;
    StabilisationPolicy stabilisation;
    Duration lookInterval{10'000};
    std::uint32_t looksInARow = 3;         ///< breaches in a row that fail
    std::uint64_t canaryRequestsMin = 500; ///< for the error rate
    std::uint64_t canaryErrorsMin = 10;    ///< for the error rate
    std::uint32_t samplesPerSideMin = 10;  ///< for all other metrics
    std::uint32_t baselineNodesMin = 2;
    double baselineRequestShareMin = 0.1; ///< of the canary's request rate per node
    std::vector<std::string> matchLabels; ///< baseline nodes are matched by these where possible
    Duration beforeWindow{15 * 60'000};   ///< baseline (3): the same nodes before the rollout
    std::uint32_t sourceErrorsInARow = 5; ///< the metric source failing this often pauses
    Unclear unclear = Unclear::Pause;
    bool operator==(const JudgePolicy&) const = default;
};

/// The defaults of semantics.md: errors +50 % and 0.1 points, latency +100 % and 10 ms, CPU and memory +30 %
/// and 5 and 3 points. Absolute limits for weak baselines: 5 % errors, 1 s mean, 3 s p99, 90 % CPU and
/// memory.
std::vector<ThresholdRule> defaultThresholds();

class PolicyFindings;

/// Checks ranges of every field.
void checkJudge(const JudgePolicy& judge, PolicyFindings& findings);

} // namespace hotswap
