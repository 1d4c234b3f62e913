// SPDX-License-Identifier: Apache-2.0
#include "app/lab/lab_options.h"

#include "core/domain/limits.h"
#include "core/domain/module.h"
#include "core/sim/fault_plan.h"

#include <algorithm>
#include <cstdlib>

namespace hotswap::lab {

namespace {

constexpr std::uint32_t kRealNodesMax = 20;
constexpr double kSpeedMax = 10'000;
const char* const kStartModule = "storefront";
const char* const kStartVersion = "1.0.0";

std::filesystem::path stateHome() {
    if (const char* state = std::getenv("XDG_STATE_HOME"); state && *state == '/') {
        return state;
    }
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home && *home ? home : "/tmp") / ".local" / "state";
}

constexpr Duration kTourHealthy{2'000};
constexpr Duration kTourHealthyDeadline{12'000};
constexpr Duration kTourBake{15'000};
constexpr Duration kTourBetween{2'000};
constexpr Duration kTourLook{2'000};
constexpr Duration kTourMemory{20'000}; ///< gateways write rows of 10 s: each value has some of every node
/// A tour's few thousand requests cannot rule out less.
constexpr double kTourErrorFloor = 0.005;

/// The host's memory is shared by all nodes of the lab: what a release uses is told by the module itself.
MetricPolicy storefrontMemory() {
    MetricPolicy metric;
    metric.name = "storefront-memory";
    metric.query = "storefront_resident_bytes";
    metric.relative = 0.5;
    metric.absoluteFloor = 24.0 * 1024 * 1024;
    metric.critical = true;
    metric.interval = kTourMemory;
    metric.failuresMax = 1;
    return metric;
}

const std::vector<std::string>& environmentNames() {
    static const std::vector<std::string> names{"Development", "QA", "Staging", "Production"};
    return names;
}

void judgeTour(JudgePolicy& judge, const ModuleName& module) {
    // All nodes are on one host: its CPU and memory say nothing about a release.
    std::erase_if(judge.thresholds, [](const ThresholdRule& rule) {
        return rule.metric == Metric::Cpu || rule.metric == Metric::Memory;
    });
    for (ThresholdRule& rule : judge.thresholds) {
        if (rule.metric == Metric::ErrorRate) {
            rule.absoluteFloor = kTourErrorFloor;
        }
    }
    if (module.value == kStartModule) {
        judge.metrics.push_back(storefrontMemory());
    }
}

} // namespace

LabOptions defaultLabOptions(const std::filesystem::path& executable) {
    LabOptions options;
    const std::filesystem::path bin = executable.parent_path();
    options.agentProgram = bin / "hotswap-agent";
    options.demoDirectory = bin.parent_path() / "demo";
    if (std::error_code ignored; !std::filesystem::exists(options.demoDirectory, ignored)) {
        const std::filesystem::path shared = bin.parent_path() / "share" / "hotswap" / "demo";
        options.demoDirectory = std::filesystem::exists(shared, ignored) ? shared : options.demoDirectory;
    }
    options.stateDirectory = stateHome() / "hotswap" / "lab";
    options.module = ModuleName{kStartModule};
    options.from = Version::parse(kStartVersion).value();
    return options;
}

Policy tourPolicy(const EnvironmentId& environment, const ModuleName& module,
                  std::optional<StrategyKind> strategy) {
    Policy policy = strategy ? defaultPolicy(environment, *strategy) : defaultPolicy(environment);
    policy.gate.minHealthyTime = kTourHealthy;
    policy.gate.healthyDeadline = kTourHealthyDeadline;
    policy.strategy.betweenBatches = kTourBetween;
    policy.strategy.bake = kTourBake;
    policy.judge.lookInterval = kTourLook;
    judgeTour(policy.judge, module);
    return policy;
}

std::vector<std::string> scenarioNames() {
    return sim::scenarioNames();
}

Status validate(const LabOptions& options) {
    std::map<std::string, std::string> wrong;
    const auto require = [&](bool right, const std::string& field, const std::string& expected) {
        if (!right) {
            wrong[field] = expected;
        }
    };
    require(options.developmentNodes >= 1 && options.developmentNodes <= kRealNodesMax, "developmentNodes",
            "1.." + std::to_string(kRealNodesMax));
    require(options.productionNodes >= 1 && options.productionNodes <= limits::kFleetNodesMax, "--nodes",
            "1.." + std::to_string(limits::kFleetNodesMax));
    require(options.qaNodes >= 1 && options.stagingNodes >= 1, "nodes", "at least 1 an environment");
    require(options.speed >= 1 && options.speed <= kSpeedMax, "--speed", "1..10000");
    const auto scenarios = scenarioNames();
    std::string known;
    for (const std::string& name : scenarios) {
        known += (known.empty() ? "one of " : ", ") + name;
    }
    require(std::find(scenarios.begin(), scenarios.end(), options.scenario) != scenarios.end(), "--scenario",
            known);
    for (const EnvironmentId& environment : options.environments) {
        const auto& names = environmentNames();
        require(std::find(names.begin(), names.end(), environment.value) != names.end(), "--environment",
                "Development, QA, Staging or Production");
    }
    require(options.portBase == 0 || (options.portBase >= 1'024 && options.portBase <= 65'000), "--port-base",
            "1024..65000");
    require(!options.stateDirectory.empty(), "--state", "a directory");
    if (!wrong.empty()) {
        return Error{ErrorCode::InvalidArgument, wrong.begin()->first, wrong};
    }
    return success();
}

} // namespace hotswap::lab
