// SPDX-License-Identifier: Apache-2.0
#include "core/domain/policy.h"

#include "core/domain/limits.h"
#include "core/domain/policy_findings.h"

#include <array>
#include <set>

namespace hotswap {

namespace {

using namespace std::chrono_literals;

/// What differs between environments; everything else is the default of the struct.
struct EnvironmentDefaults {
    std::string_view name;
    StrategyKind strategy;
    Duration bake;
    std::uint32_t floorPercent;
    bool gated;
    bool requireTraffic;
};

constexpr std::array kEnvironments{
    EnvironmentDefaults{"Development", StrategyKind::Direct, 1min, 0, false, false},
    EnvironmentDefaults{"QA", StrategyKind::Rolling, 5min, 50, false, true},
    EnvironmentDefaults{"Staging", StrategyKind::BlueGreen, 10min, 80, true, true},
    EnvironmentDefaults{"Production", StrategyKind::Canary, 15min, 80, true, true},
};

const EnvironmentDefaults& defaultsOf(const EnvironmentId& environment) {
    for (const EnvironmentDefaults& defaults : kEnvironments) {
        if (defaults.name == environment.value) {
            return defaults;
        }
    }
    return kEnvironments.back(); // an environment that nobody described gets the strictest rules
}

void checkStrategy(const StrategyPolicy& strategy, PolicyFindings& findings) {
    findings.range("strategy.inFlightMax", strategy.inFlightMax, 1, limits::kFleetNodesMax);
    findings.amount("strategy.batch", strategy.batch);
    findings.duration("strategy.betweenBatches", strategy.betweenBatches, 0ms);
    findings.amount("strategy.firstWave", strategy.firstWave);
    findings.amount("strategy.increment", strategy.increment);
    if (strategy.steps.size() > limits::kWavesMax) {
        findings.wrong("strategy.steps", "at most " + std::to_string(limits::kWavesMax));
    }
    for (std::size_t i = 0; i < strategy.steps.size(); ++i) {
        const std::string field = "strategy.steps[" + std::to_string(i) + "]";
        findings.amount(field, strategy.steps[i]);
        if (i > 0 && (strategy.steps[i].unit != strategy.steps[i - 1].unit ||
                      strategy.steps[i].value <= strategy.steps[i - 1].value)) {
            findings.wrong(field, "more than the step before, in the same unit");
        }
    }
    findings.duration("strategy.bake", strategy.bake, 0ms);
    findings.duration("strategy.smokeLimit", strategy.smokeLimit, 1s);
    findings.duration("strategy.warm", strategy.warm, 0ms);
    if (strategy.orderByLabel.size() > 64) {
        findings.wrong("strategy.orderByLabel", "a label of at most 64 characters");
    }
}

void checkGate(const GatePolicy& gate, PolicyFindings& findings) {
    findings.duration("gate.minHealthyTime", gate.minHealthyTime, 0ms);
    findings.duration("gate.healthyDeadline", gate.healthyDeadline, 1s);
    findings.duration("gate.progressDeadline", gate.progressDeadline, 1s);
    findings.duration("gate.nodeCommandLimit", gate.nodeCommandLimit, 1s);
    findings.range("gate.availabilityFloorPercent", gate.availabilityFloorPercent, 0, 100);
    if (gate.minHealthyTime >= gate.healthyDeadline) {
        findings.wrong("gate.minHealthyTime", "less than gate.healthyDeadline");
    }
}

void checkStage(const std::string& stage, const std::vector<CheckPolicy>& checks, PolicyFindings& findings) {
    if (checks.size() > limits::kChecksPerStageMax) {
        findings.wrong("pipeline." + stage, "at most " + std::to_string(limits::kChecksPerStageMax));
    }
    std::set<std::string> names;
    for (std::size_t i = 0; i < checks.size(); ++i) {
        const std::string field = "pipeline." + stage + "[" + std::to_string(i) + "]";
        const std::string& name = checks[i].name;
        if (!isPolicyName(name) || !names.insert(name).second) {
            findings.wrong(field + ".name", "[a-z0-9-]{1,64}, each once");
        }
        findings.duration(field + ".limit", checks[i].limit, 1s);
    }
}

} // namespace

std::string_view strategyName(StrategyKind kind) {
    switch (kind) {
    case StrategyKind::Direct: return "direct";
    case StrategyKind::Rolling: return "rolling";
    case StrategyKind::BlueGreen: return "blueGreen";
    case StrategyKind::Canary: return "canary";
    }
    invariantFailed("kind", "a strategy of the enum", __FILE__, __LINE__);
}

Result<StrategyKind> parseStrategy(std::string_view text) {
    for (const StrategyKind kind :
         {StrategyKind::Direct, StrategyKind::Rolling, StrategyKind::BlueGreen, StrategyKind::Canary}) {
        if (text == strategyName(kind)) {
            return kind;
        }
    }
    return invalidField("strategy", "direct, rolling, blueGreen or canary");
}

std::uint32_t Amount::of(std::uint32_t total) const {
    const std::uint64_t exact =
        unit == Unit::Nodes ? value : (static_cast<std::uint64_t>(value) * total + 99) / 100;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(std::max<std::uint64_t>(exact, 1), total));
}

Policy defaultPolicy(const EnvironmentId& environment) {
    return defaultPolicy(environment, defaultsOf(environment).strategy);
}

Policy defaultPolicy(const EnvironmentId& environment, StrategyKind strategy) {
    const EnvironmentDefaults& defaults = defaultsOf(environment);
    Policy policy;
    policy.strategy.kind = strategy;
    policy.strategy.bake = defaults.bake;
    policy.gate.availabilityFloorPercent = defaults.floorPercent;
    policy.judge.judged = strategy == StrategyKind::Canary || strategy == StrategyKind::BlueGreen;
    policy.judge.requireTraffic = defaults.requireTraffic;
    // Its bake is too short for the samples that one node gives; nobody should be called for that.
    policy.judge.unclear =
        defaults.requireTraffic ? JudgePolicy::Unclear::Pause : JudgePolicy::Unclear::Extend;
    policy.judge.thresholds = defaultThresholds();
    policy.judge.judges = {JudgeKind::Sequential};
    policy.approval.required = defaults.gated;
    return policy;
}

Status validate(const Policy& policy) {
    PolicyFindings findings;
    checkStrategy(policy.strategy, findings);
    checkGate(policy.gate, findings);
    checkJudge(policy.judge, findings);
    findings.range("rollback.triesAtOnce", policy.rollback.triesAtOnce, 1, 100);
    findings.duration("rollback.retryFirst", policy.rollback.retryFirst, 1ms);
    findings.duration("rollback.retryResting", policy.rollback.retryResting, 1s);
    findings.range("approval.quorum", policy.approval.quorum, 1, limits::kVotesMax);
    findings.duration("approval.expiresAfter", policy.approval.expiresAfter, 1s);
    checkStage("build", policy.pipeline.build, findings);
    checkStage("test", policy.pipeline.test, findings);
    checkStage("securityScan", policy.pipeline.securityScan, findings);
    checkStage("validate", policy.pipeline.validate, findings);
    return findings.status();
}

} // namespace hotswap
