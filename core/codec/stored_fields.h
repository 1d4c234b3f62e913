// SPDX-License-Identifier: Apache-2.0
#pragma once
// The fields of every struct that is stored, each named once for writing and reading.

#include "core/codec/stored_archive.h"
#include "core/domain/deployment_event.h"
#include "core/domain/fleet_order.h"

namespace hotswap::codec {

template <class A>
void fields(A& a, Stored<A, Release> v) {
    a("module", v.module), a("version", v.version), a("digest", v.digest);
}
template <class A>
void fields(A& a, Stored<A, Scope> v) {
    a("tenant", v.tenant), a("environment", v.environment), a("module", v.module);
}
template <class A>
void fields(A& a, Stored<A, Fence> v) {
    a("generation", v.generation), a("epoch", v.epoch);
}
template <class A>
void fields(A& a, Stored<A, Dependency> v) {
    a("module", v.module), a("range", v.range);
}
template <class A>
void fields(A& a, Stored<A, Needs> v) {
    a("memoryMiB", v.memoryMiB), a("cpuMilli", v.cpuMilli), a("diskMiB", v.diskMiB);
}
template <class A>
void fields(A& a, Stored<A, ReleaseInfo> v) {
    a("release", v.release), a("kind", v.kind), a("swapsWithoutDowntime", v.swapsWithoutDowntime);
    a("needs", v.needs), a("dependencies", v.dependencies), a("description", v.description);
    a("author", v.author), a("metadata", v.metadata), a("settings", v.settings), a("signedBy", v.signedBy);
    a("packageBytes", v.packageBytes);
}
template <class A>
void fields(A& a, Stored<A, NodeSelector> v) {
    a("labels", v.labels), a("nodes", v.nodes);
}
template <class A>
void fields(A& a, Stored<A, Amount> v) {
    a("unit", v.unit), a("value", v.value);
}
template <class A>
void fields(A& a, Stored<A, StrategyPolicy> v) {
    a("kind", v.kind), a("inFlightMax", v.inFlightMax), a("batch", v.batch), a("batching", v.batching);
    a("betweenBatches", v.betweenBatches), a("firstWave", v.firstWave), a("increment", v.increment);
    a("steps", v.steps), a("bake", v.bake), a("smokeLimit", v.smokeLimit), a("warm", v.warm);
    a("orderByLabel", v.orderByLabel);
}
template <class A>
void fields(A& a, Stored<A, GatePolicy> v) {
    a("minHealthyTime", v.minHealthyTime), a("healthyDeadline", v.healthyDeadline);
    a("progressDeadline", v.progressDeadline), a("nodeCommandLimit", v.nodeCommandLimit);
    a("availabilityFloorPercent", v.availabilityFloorPercent), a("offlineNodes", v.offlineNodes);
}
template <class A>
void fields(A& a, Stored<A, ThresholdRule> v) {
    a("metric", v.metric), a("relative", v.relative), a("absoluteFloor", v.absoluteFloor);
    a("critical", v.critical), a("absoluteLimit", v.absoluteLimit), a("dryRun", v.dryRun);
}
template <class A>
void fields(A& a, Stored<A, MetricPolicy> v) {
    a("name", v.name), a("source", v.source), a("provider", v.provider), a("query", v.query);
    a("worse", v.worse), a("relative", v.relative), a("absoluteFloor", v.absoluteFloor);
    a("absoluteLimit", v.absoluteLimit), a("critical", v.critical), a("dryRun", v.dryRun);
    a("interval", v.interval), a("initialDelay", v.initialDelay), a("countMax", v.countMax);
    a("failuresMax", v.failuresMax), a("inconclusiveMax", v.inconclusiveMax);
    a("errorsInARowMax", v.errorsInARowMax), a("groups", v.groups), a("missingIsZero", v.missingIsZero);
    a("mustHaveData", v.mustHaveData), a("removeOutliers", v.removeOutliers);
    a("effectIncrease", v.effectIncrease), a("effectDecrease", v.effectDecrease);
    a("criticalIncrease", v.criticalIncrease), a("criticalDecrease", v.criticalDecrease);
}
template <class A>
void fields(A& a, Stored<A, SequentialPolicy> v) {
    a("falseAlarmRate", v.falseAlarmRate), a("errorShare", v.errorShare), a("latencyShare", v.latencyShare);
    a("passConfidence", v.passConfidence), a("passesEarly", v.passesEarly);
    a("grossErrorRate", v.grossErrorRate), a("grossRatio", v.grossRatio), a("calmCheck", v.calmCheck);
}
template <class A>
void fields(A& a, Stored<A, RankPolicy> v) {
    a("pass", v.pass), a("marginal", v.marginal), a("groupWeights", v.groupWeights);
}
template <class A>
void fields(A& a, Stored<A, StabilisationPolicy> v) {
    a("enabled", v.enabled), a("cpu", v.cpu), a("memory", v.memory), a("latency", v.latency);
    a("looksInARow", v.looksInARow), a("interval", v.interval), a("bakeMin", v.bakeMin);
    a("bakeMax", v.bakeMax);
}
template <class A>
void fields(A& a, Stored<A, JudgePolicy> v) {
    a("judged", v.judged), a("requireTraffic", v.requireTraffic), a("judges", v.judges);
    a("thresholds", v.thresholds), a("metrics", v.metrics), a("sequential", v.sequential), a("rank", v.rank);
    a("stabilisation", v.stabilisation), a("matchLabels", v.matchLabels);
    a("lookInterval", v.lookInterval), a("looksInARow", v.looksInARow);
    a("canaryRequestsMin", v.canaryRequestsMin), a("canaryErrorsMin", v.canaryErrorsMin);
    a("samplesPerSideMin", v.samplesPerSideMin), a("baselineNodesMin", v.baselineNodesMin);
    a("baselineRequestShareMin", v.baselineRequestShareMin), a("beforeWindow", v.beforeWindow);
    a("sourceErrorsInARow", v.sourceErrorsInARow), a("unclear", v.unclear);
}
template <class A>
void fields(A& a, Stored<A, RollbackPolicy> v) {
    a("triesAtOnce", v.triesAtOnce), a("retryFirst", v.retryFirst), a("retryResting", v.retryResting);
}
template <class A>
void fields(A& a, Stored<A, ApprovalPolicy> v) {
    a("required", v.required), a("quorum", v.quorum), a("groups", v.groups), a("fourEyes", v.fourEyes);
    a("expiresAfter", v.expiresAfter);
}
template <class A>
void fields(A& a, Stored<A, CheckPolicy> v) {
    a("name", v.name), a("limit", v.limit);
}
template <class A>
void fields(A& a, Stored<A, PipelinePolicy> v) {
    a("build", v.build), a("test", v.test), a("securityScan", v.securityScan), a("validate", v.validate);
}
template <class A>
void fields(A& a, Stored<A, Policy> v) {
    a("version", v.version), a("strategy", v.strategy), a("gate", v.gate), a("judge", v.judge);
    a("rollback", v.rollback), a("approval", v.approval), a("pipeline", v.pipeline);
}
template <class A>
void fields(A& a, Stored<A, DeploymentSpec> v) {
    a("id", v.id), a("scope", v.scope), a("release", v.release), a("stable", v.stable), a("policy", v.policy);
    a("selector", v.selector), a("description", v.description), a("metadata", v.metadata);
    a("requestedBy", v.requestedBy), a("requestedAt", v.requestedAt), a("supersedes", v.supersedes);
}
template <class A>
void fields(A& a, Stored<A, PlannedWave> v) {
    a("nodes", v.nodes), a("exactNodes", v.exactNodes), a("bake", v.bake);
}
template <class A>
void fields(A& a, Stored<A, Plan> v) {
    a("waves", v.waves), a("mayChange", v.mayChange), a("environmentNodes", v.environmentNodes);
    a("servingNodes", v.servingNodes), a("floorNodes", v.floorNodes), a("lowestServing", v.lowestServing);
    a("skipped", v.skipped), a("expected", v.expected), a("worst", v.worst);
    a("earliestStop", v.earliestStop), a("digest", v.digest);
}
template <class A>
void fields(A& a, Stored<A, MetricFinding> v) {
    a("metric", v.metric), a("kind", v.kind), a("canary", v.canary), a("baseline", v.baseline);
    a("limit", v.limit), a("canarySamples", v.canarySamples), a("baselineSamples", v.baselineSamples);
    a("samplesMissing", v.samplesMissing), a("breachesInARow", v.breachesInARow), a("critical", v.critical);
    a("judge", v.judge), a("name", v.name), a("dryRun", v.dryRun), a("evidence", v.evidence);
    a("low", v.low), a("high", v.high), a("requestsNeeded", v.requestsNeeded), a("timeNeeded", v.timeNeeded);
}
template <class A>
void fields(A& a, Stored<A, Verdict> v) {
    a("kind", v.kind), a("source", v.source), a("at", v.at), a("looks", v.looks);
    a("canaryRequests", v.canaryRequests), a("canaryErrors", v.canaryErrors);
    a("baselineRequests", v.baselineRequests), a("baselineErrors", v.baselineErrors),
        a("findings", v.findings);
    a("falseAlarmRate", v.falseAlarmRate), a("calm", v.calm), a("dispersion", v.dispersion);
    a("score", v.score), a("settledLooks", v.settledLooks);
}
template <class A>
void fields(A& a, Stored<A, SignedVote> v) {
    a.bytes("bytes", v.bytes), a("key", v.key), a.bytes("signature", v.signature);
}
template <class A>
void fields(A& a, Stored<A, Vote> v) {
    a("approval", v.approval), a("deployment", v.deployment), a("tenant", v.tenant);
    a("planDigest", v.planDigest), a("decision", v.decision), a("voter", v.voter), a("reason", v.reason);
    a("at", v.at), a("requestedBy", v.requestedBy), a("release", v.release);
}
/// The vote's own fields stand beside its signature, where SQL finds the voter.
template <class A>
void fields(A& a, Stored<A, CastVote> v) {
    fields<A>(a, v.vote);
    a("signedVote", v.signedVote), a("groups", v.groups);
}
template <class A>
void fields(A& a, Stored<A, Approval> v) {
    a("id", v.id), a("deployment", v.deployment), a("scope", v.scope), a("planDigest", v.planDigest);
    a("requestedBy", v.requestedBy), a("policy", v.policy), a("requestedAt", v.requestedAt);
    a("expiresAt", v.expiresAt), a("state", v.state), a("decidedAt", v.decidedAt), a("votes", v.votes);
    a("changedSince", v.changedSince);
}
template <class A>
void fields(A& a, Stored<A, FleetOrder> v) {
    a("id", v.id), a("kind", v.kind), a("scope", v.scope), a("nodes", v.nodes);
    a("requestedBy", v.requestedBy), a("reason", v.reason), a("requestedAt", v.requestedAt);
    a("open", v.open), a("fence", v.fence), a("paused", v.paused), a("givenUp", v.givenUp);
}
template <class A>
void fields(A& a, Stored<A, ActivePause> v) {
    a("reason", v.reason), a("since", v.since), a("detail", v.detail);
}
template <class A>
void fields(A& a, Stored<A, StableChange> v) {
    a("kind", v.kind), a("release", v.release);
}
template <class A>
void fields(A& a, Stored<A, DeploymentSummary> v) {
    a("id", v.id), a("scope", v.scope), a("release", v.release), a("stable", v.stable);
    a("strategy", v.strategy), a("state", v.state), a("pauses", v.pauses), a("endReason", v.endReason);
    a("endDetail", v.endDetail), a("stage", v.stage), a("wave", v.wave), a("waves", v.waves);
    a("nodesTotal", v.nodesTotal), a("nodesChanged", v.nodesChanged), a("nodesFailed", v.nodesFailed);
    a("nodesInFlight", v.nodesInFlight), a("nodesTakenBack", v.nodesTakenBack), a("verdict", v.verdict);
    a("description", v.description), a("requestedBy", v.requestedBy), a("requestedAt", v.requestedAt);
    a("startedAt", v.startedAt), a("endedAt", v.endedAt), a("changedAt", v.changedAt);
    a("approval", v.approval), a("stableChange", v.stableChange);
}
template <class A>
void fields(A& a, Stored<A, NodeFacts> v) {
    a("memoryMiB", v.memoryMiB), a("cpuMilli", v.cpuMilli), a("diskFreeMiB", v.diskFreeMiB), a("os", v.os);
    a("agentVersion", v.agentVersion);
}
template <class A>
void fields(A& a, Stored<A, NodeRelease> v) {
    a("current", v.current), a("prepared", v.prepared), a("warm", v.warm), a("healthy", v.healthy);
    a("address", v.address), a("fence", v.fence);
}
template <class A>
void fields(A& a, Stored<A, NodeAlarm> v) {
    a("at", v.at), a("reason", v.reason), a("subject", v.subject), a("detail", v.detail);
    a("count", v.count);
}
template <class A>
void fields(A& a, Stored<A, TrustVersions> v) {
    a("root", v.root), a("releases", v.releases), a("timestamp", v.timestamp);
}
template <class A>
void fields(A& a, Stored<A, Node> v) {
    a("id", v.id), a("tenant", v.tenant), a("environment", v.environment), a("labels", v.labels);
    a("facts", v.facts), a("state", v.state), a("modules", v.modules), a("cpuPercent", v.cpuPercent);
    a("memoryPercent", v.memoryPercent), a("lastSeen", v.lastSeen), a("gateway", v.gateway);
    a("session", v.session), a("trust", v.trust), a("alarms", v.alarms), a("alarmsTotal", v.alarmsTotal);
}

/// Structs are objects.
template <class T>
struct StoredValue {
    static Json write(const T& value) {
        Json object = Json::object();
        StoredWriter writer(object);
        fields<StoredWriter>(writer, value);
        return object;
    }
    static void read(StoredReader& in, const Json& json, T& value, const std::string& path) {
        if (!json.is_object()) {
            in.wrong(path, "an object");
            return;
        }
        StoredReader inner(json, in, path);
        fields<StoredReader>(inner, value);
    }
};

} // namespace hotswap::codec
