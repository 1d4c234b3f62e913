// SPDX-License-Identifier: Apache-2.0
#include "core/codec/policy_writing.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hotswap::codec {

namespace {

using Comment = std::pair<std::string_view, std::string_view>;

constexpr std::array kComments{
    Comment{"strategy.kind", "direct, rolling, blueGreen, canary"},
    Comment{"strategy.inFlightMax", "nodes at work at the same time"},
    Comment{"strategy.batch", "rolling: nodes, or \"10%\" of them"},
    Comment{"strategy.batching", "lockStep, slidingWindow"},
    Comment{"strategy.firstWave", "canary"},
    Comment{"strategy.increment", "canary: more with each wave"},
    Comment{"strategy.steps", "canary: targets one by one, instead of firstWave and increment"},
    Comment{"strategy.bake", "canary: after every wave, the last one included"},
    Comment{"strategy.smokeLimit", "blueGreen"},
    Comment{"strategy.warm", "blueGreen: the old slot is kept for switching back at once"},
    Comment{"strategy.orderByLabel", "waves fill up by this label's values; empty: by name"},
    Comment{"gate.minHealthyTime", "without interruption"},
    Comment{"gate.progressDeadline", "reset only by a node that stays healthy"},
    Comment{"gate.nodeCommandLimit", "fetch and start included"},
    Comment{"gate.availabilityFloorPercent", "share of nodes that must serve, rounded up"},
    Comment{"gate.offlineNodes", "skip, countAsFailed"},
    Comment{"judge.judged", "false: health gates alone"},
    Comment{"judge.requireTraffic", "false: no traffic passes"},
    Comment{"judge.judges", "threshold, sequential, rank: one fails, all must pass"},
    Comment{"judge.matchLabels", "baseline nodes are matched by these where possible"},
    Comment{"judge.looksInARow", "breaches in a row that fail"},
    Comment{"judge.canaryRequestsMin", "for the error rate"},
    Comment{"judge.canaryErrorsMin", "for the error rate"},
    Comment{"judge.samplesPerSideMin", "for all other metrics"},
    Comment{"judge.baselineRequestShareMin", "of the canary's request rate per node"},
    Comment{"judge.beforeWindow", "baseline: the same nodes before the rollout"},
    Comment{"judge.sourceErrorsInARow", "the metric source failing so often pauses"},
    Comment{"judge.unclear", "at the end of the bake: pause, extend"},
    Comment{"judge.thresholds", "Breached when worse by more than relative and by more than absoluteFloor."},
    Comment{"judge.thresholds.metric", "errorRate, latencyMean, latencyP99, cpu, memory"},
    Comment{"judge.thresholds.relative", "0.5: half as much again"},
    Comment{"judge.thresholds.absoluteFloor", "errors: fraction; latency: ms; CPU and memory: points"},
    Comment{"judge.thresholds.critical", "a fail rolls back; otherwise it withholds the pass"},
    Comment{"judge.thresholds.absoluteLimit", "against an earlier time it must be beyond this too"},
    Comment{"judge.thresholds.dryRun", "judged and shown, never counted"},
    Comment{"judge.metrics", "A further metric."},
    Comment{"judge.metrics.source", "module, prometheus, exec"},
    Comment{"judge.metrics.provider", "its name in the judging program's configuration"},
    Comment{"judge.metrics.query", "module: its name there; prometheus: with {{canary}} in it"},
    Comment{"judge.metrics.worse", "higher, lower, either"},
    Comment{"judge.metrics.initialDelay", "after the start of the bake"},
    Comment{"judge.metrics.countMax", "values of a wave; 0: until the bake ends"},
    Comment{"judge.metrics.failuresMax", "breaching values in a wave that are borne"},
    Comment{"judge.metrics.inconclusiveMax", "values without a comparison that are borne"},
    Comment{"judge.metrics.errorsInARowMax", "of its source that are borne"},
    Comment{"judge.metrics.dryRun", "judged and shown, never counted"},
    Comment{"judge.metrics.groups", "rank judge"},
    Comment{"judge.metrics.missingIsZero", "rank judge: gaps count as nought"},
    Comment{"judge.metrics.mustHaveData", "rank judge: no data fails"},
    Comment{"judge.metrics.effectIncrease", "rank judge: smallest ratio of means that counts as high"},
    Comment{"judge.metrics.criticalIncrease", "rank judge: the same, to fail everything"},
    Comment{"judge.sequential", "Tests that may be looked at at any time."},
    Comment{"judge.sequential.falseAlarmRate", "of a whole rollout"},
    Comment{"judge.sequential.errorShare", "of it, spent on errors"},
    Comment{"judge.sequential.latencyShare", "of it; CPU, memory and further metrics share the rest"},
    Comment{"judge.sequential.passConfidence", "with which a worsening beyond the limits is ruled out"},
    Comment{"judge.sequential.passesEarly", "a wave may end before its bake does"},
    Comment{"judge.sequential.grossRatio", "times the baseline's"},
    Comment{"judge.sequential.calmCheck", "untouched nodes are judged against each other first"},
    Comment{"judge.rank", "Mann-Whitney with scores, as Kayenta."},
    Comment{"judge.rank.pass", "score, 0..100"},
    Comment{"judge.rank.groupWeights", "Percent; groups without one share what is left."},
    Comment{"judge.stabilisation",
            "A wave's bake lasts until its numbers have settled around the baseline's."},
    Comment{"rollback.triesAtOnce", "per node, before the deployment needs intervention"},
    Comment{"rollback.retryFirst", "doubles with every try"},
    Comment{"rollback.retryResting", "while it needs intervention"},
    Comment{"approval.groups", "each must be among the votes"},
    Comment{"approval.fourEyes", "the requester may not vote"},
    Comment{"pipeline",
            "Checks by name; what they run is in the configuration of the program that runs them."},
};

} // namespace

std::string_view policyComment(std::string_view path) {
    const auto it = std::find_if(kComments.begin(), kComments.end(),
                                 [&](const Comment& comment) { return comment.first == path; });
    return it == kComments.end() ? std::string_view() : it->second;
}

} // namespace hotswap::codec
