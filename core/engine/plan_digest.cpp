// SPDX-License-Identifier: Apache-2.0
#include "core/engine/wave_planner.h"

namespace hotswap::engine {

namespace {

/// Lines of "name length:value", so that no value can pose as another field.
class DigestText {
public:
    void add(std::string_view name, std::string_view value) {
        m_text.append(name).append(" ").append(std::to_string(value.size())).append(":");
        m_text.append(value).append("\n");
    }
    void add(std::string_view name, std::uint64_t value) { add(name, std::to_string(value)); }
    void add(std::string_view name, Duration value) { add(name, std::to_string(value.count())); }
    void add(std::string_view name, double value) { add(name, std::to_string(value)); }
    void add(std::string_view name, const Amount& amount) {
        add(name,
            std::to_string(amount.value) + (amount.unit == Amount::Unit::Percent ? " percent" : " nodes"));
    }
    std::string take() { return std::move(m_text); }

private:
    std::string m_text;
};

void addStrategy(DigestText& text, const StrategyPolicy& strategy) {
    text.add("strategy", strategyName(strategy.kind));
    text.add("inFlightMax", std::uint64_t{strategy.inFlightMax});
    text.add("batch", strategy.batch);
    text.add("sliding", std::uint64_t{strategy.batching == StrategyPolicy::Batching::SlidingWindow});
    text.add("betweenBatches", strategy.betweenBatches);
    text.add("firstWave", strategy.firstWave);
    text.add("increment", strategy.increment);
    for (const Amount& step : strategy.steps) {
        text.add("step", step);
    }
    text.add("bake", strategy.bake);
    text.add("smokeLimit", strategy.smokeLimit);
    text.add("warm", strategy.warm);
}

void addMetric(DigestText& text, const MetricPolicy& metric) {
    text.add("metric", metric.name);
    text.add("source", static_cast<std::uint64_t>(metric.source));
    text.add("provider", metric.provider);
    text.add("query", metric.query);
    text.add("worse", static_cast<std::uint64_t>(metric.worse));
    text.add("relative", metric.relative);
    text.add("absoluteFloor", metric.absoluteFloor);
    text.add("absoluteLimit", metric.absoluteLimit);
    text.add("critical", std::uint64_t{metric.critical});
    text.add("dryRun", std::uint64_t{metric.dryRun});
}

void addJudges(DigestText& text, const JudgePolicy& judge) {
    for (const JudgeKind kind : judge.judges) {
        text.add("judge", judgeName(kind));
    }
    text.add("falseAlarmRate", judge.sequential.falseAlarmRate);
    text.add("grossErrorRate", judge.sequential.grossErrorRate);
    text.add("grossRatio", judge.sequential.grossRatio);
    text.add("passConfidence", judge.sequential.passConfidence);
    text.add("passesEarly", std::uint64_t{judge.sequential.passesEarly});
    text.add("scoreToPass", judge.rank.pass);
    text.add("scoreMarginal", judge.rank.marginal);
    text.add("stabilisation", std::uint64_t{judge.stabilisation.enabled});
    text.add("bakeMax", judge.stabilisation.bakeMax);
    for (const MetricPolicy& metric : judge.metrics) {
        addMetric(text, metric);
    }
}

void addGates(DigestText& text, const Policy& policy) {
    text.add("policyVersion", std::uint64_t{policy.version});
    text.add("minHealthyTime", policy.gate.minHealthyTime);
    text.add("healthyDeadline", policy.gate.healthyDeadline);
    text.add("floorPercent", std::uint64_t{policy.gate.availabilityFloorPercent});
    text.add("judged", std::uint64_t{policy.judge.judged});
    text.add("requireTraffic", std::uint64_t{policy.judge.requireTraffic});
    for (const ThresholdRule& rule : policy.judge.thresholds) {
        text.add("threshold", metricName(rule.metric));
        text.add("relative", rule.relative);
        text.add("absoluteFloor", rule.absoluteFloor);
        text.add("absoluteLimit", rule.absoluteLimit);
        text.add("critical", std::uint64_t{rule.critical});
        text.add("dryRun", std::uint64_t{rule.dryRun});
    }
    addJudges(text, policy.judge);
}

} // namespace

std::string planDigestText(const PlanRequest& request, const std::vector<NodeId>& mayChange) {
    DigestText text;
    text.add("tenant", request.scope.tenant.value);
    text.add("environment", request.scope.environment.value);
    text.add("module", request.scope.module.value);
    text.add("release", request.release->release.digest.value);
    text.add("stable", request.stable ? request.stable->digest.value : std::string());
    addStrategy(text, request.policy->strategy);
    addGates(text, *request.policy);
    for (const auto& [label, value] : request.selector->labels) {
        text.add("selectorLabel", label);
        text.add("selectorValue", value);
    }
    for (const NodeId& node : request.selector->nodes) {
        text.add("selectorNode", node.value);
    }
    for (const NodeId& node : mayChange) {
        text.add("node", node.value);
    }
    return text.take();
}

} // namespace hotswap::engine
