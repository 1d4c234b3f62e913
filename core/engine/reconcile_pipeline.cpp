// SPDX-License-Identifier: Apache-2.0
// Stages before the waves: build and security scan side by side, test, approval.
#include "core/domain/planted.h"
#include "core/engine/round.h"

#include <optional>

namespace hotswap::engine {

namespace {

constexpr std::string_view kIntegrity = "integrity";
constexpr std::string_view kDependencies = "dependencies";
constexpr std::string_view kNeeds = "needs";
constexpr std::string_view kTrust = "trust";

const std::vector<CheckPolicy>& namedChecks(const PipelinePolicy& pipeline, Stage stage) {
    static const std::vector<CheckPolicy> kNone;
    switch (stage) {
    case Stage::Build: return pipeline.build;
    case Stage::Test: return pipeline.test;
    case Stage::SecurityScan: return pipeline.securityScan;
    case Stage::Validate: return pipeline.validate;
    case Stage::Approval:
    case Stage::Deploy: return kNone;
    }
    return kNone;
}

const events::CheckFinished* findCheck(const StageProgress& stage, std::string_view name) {
    for (const events::CheckFinished& check : stage.checks) {
        if (check.check == name) {
            return &check;
        }
    }
    return nullptr;
}

bool isOver(StageState state) {
    return state == StageState::Succeeded || state == StageState::Skipped;
}

void startOnce(const Round& round, Stage stage, std::string_view name, CheckStart::Kind kind,
               Duration limit) {
    const std::string key = std::string(stageName(stage)) + "/" + std::string(name);
    if (!round.view.checksStarted.contains(key)) {
        round.decision.checks.push_back({stage, std::string(name), kind, limit});
    }
}

/// Why the node cannot take the release; nothing when it can. Facts a node never told are not held against
/// it.
std::optional<std::string> unmetNeeds(const Node& node, const Needs& needs) {
    const auto lacks = [](std::uint64_t has, std::uint64_t wants) { return has > 0 && has < wants; };
    if (lacks(node.facts.memoryMiB, needs.memoryMiB)) {
        return "memory " + std::to_string(needs.memoryMiB) + " MiB";
    }
    if (lacks(node.facts.cpuMilli, needs.cpuMilli)) {
        return "cpu " + std::to_string(needs.cpuMilli) + " thousandths of a core";
    }
    if (lacks(node.facts.diskFreeMiB, needs.diskMiB)) {
        return "disk " + std::to_string(needs.diskMiB) + " MiB";
    }
    return std::nullopt;
}

std::optional<std::string> unmetDependency(const Node& node, const std::vector<Dependency>& dependencies) {
    for (const Dependency& dependency : dependencies) {
        const NodeRelease* release = node.find(dependency.module);
        const bool met = release != nullptr && !release->current.digest.empty() &&
                         dependency.range.contains(release->current.version);
        if (!met) {
            return dependency.module.value + " " + dependency.range.text();
        }
    }
    return std::nullopt;
}

/// Checks of node facts need nothing from outside: decided at once, over all planned nodes.
void checkFacts(const Round& round) {
    const ReleaseInfo& release = round.deployment().spec().release;
    std::string needs;
    std::string dependencies;
    for (std::uint32_t index = 0; index < round.nodes().size(); ++index) {
        const Node* node =
            round.view.fleet != nullptr ? round.view.fleet->find(round.node(index).id) : nullptr;
        if (node == nullptr) {
            continue;
        }
        if (const auto unmet = unmetNeeds(*node, release.needs); unmet && needs.empty()) {
            needs = node->id.value + ": " + *unmet;
        }
        if (const auto unmet = unmetDependency(*node, release.dependencies); unmet && dependencies.empty()) {
            dependencies = node->id.value + ": " + *unmet;
        }
    }
    round.add(events::CheckFinished{Stage::Build, std::string(kDependencies), dependencies.empty(),
                                    dependencies, Duration::zero()});
    round.add(
        events::CheckFinished{Stage::Build, std::string(kNeeds), needs.empty(), needs, Duration::zero()});
}

/// Number of checks the stage consists of.
std::size_t checksOf(const Round& round, Stage stage) {
    const std::size_t named = namedChecks(round.policy().pipeline, stage).size();
    return named + (stage == Stage::Build ? 3 : stage == Stage::SecurityScan ? 1 : 0);
}

void startStage(const Round& round, Stage stage) {
    const bool hasChecks = checksOf(round, stage) > 0;
    round.add(events::StageChanged{stage, hasChecks ? StageState::Running : StageState::Skipped, {}});
}

/// Ends a running stage of checks when all are in.
void endStage(const Round& round, Stage stage) {
    const StageProgress& progress = round.deployment().stage(stage);
    for (const events::CheckFinished& check : progress.checks) {
        if (!check.passed) {
            const std::string detail =
                std::string(stageName(stage)) + "/" + check.check + ": " + check.output.substr(0, 200);
            round.add(events::StageChanged{stage, StageState::Failed, check.check});
            finish(round, DeploymentState::Failed, EndReason::CheckFailed, detail);
            return;
        }
    }
    if (progress.checks.size() >= checksOf(round, stage)) {
        round.add(events::StageChanged{stage, StageState::Succeeded, {}});
    }
}

void driveStage(const Round& round, Stage stage) {
    const auto& decided = round.decision.events;
    if (!decided.empty() && std::holds_alternative<events::Finished>(decided.back())) {
        return; // another stage has just failed: nothing starts after the end
    }
    const StageProgress& progress = round.deployment().stage(stage);
    if (progress.state == StageState::Pending) {
        startStage(round, stage);
        return;
    }
    if (progress.state != StageState::Running || round.decision.events.size() > 0) {
        return;
    }
    if (stage == Stage::Build && findCheck(progress, kNeeds) == nullptr) {
        checkFacts(round);
    }
    if (stage == Stage::Build && findCheck(progress, kIntegrity) == nullptr) {
        startOnce(round, stage, kIntegrity, CheckStart::Kind::Integrity, Duration::zero());
    }
    if (stage == Stage::SecurityScan && findCheck(progress, kTrust) == nullptr) {
        startOnce(round, stage, kTrust, CheckStart::Kind::Trust, Duration::zero());
    }
    if (runStageChecks(round, stage)) {
        endStage(round, stage);
    }
}

void driveApproval(const Round& round) {
    if (round.deployment().stage(Stage::Approval).state != StageState::Pending) {
        return;
    }
    if (round.policy().approval.required && !isPlanted(PlantedBug::ApprovalIsSkipped)) {
        round.decision.requestApproval = true;
    } else {
        round.add(events::StageChanged{Stage::Approval, StageState::Skipped, {}});
    }
}

} // namespace

/// Starts the named checks of a stage that were not started yet. True when every one of them has ended.
bool runStageChecks(const Round& round, Stage stage) {
    bool allEnded = true;
    for (const CheckPolicy& check : namedChecks(round.policy().pipeline, stage)) {
        if (findCheck(round.deployment().stage(stage), check.name) == nullptr) {
            startOnce(round, stage, check.name, CheckStart::Kind::Named, check.limit);
            allEnded = false;
        }
    }
    return allEnded;
}

bool reconcilePipeline(const Round& round) {
    const Deployment& deployment = round.deployment();
    const auto over = [&](Stage stage) { return isOver(deployment.stage(stage).state); };
    if (over(Stage::Approval)) {
        return false;
    }
    if (!round.isRunning()) {
        return true; // paused or waiting: nothing new is started
    }
    driveStage(round, Stage::Build);
    driveStage(round, Stage::SecurityScan);
    if (over(Stage::Build)) {
        driveStage(round, Stage::Test);
    }
    if (over(Stage::Build) && over(Stage::SecurityScan) && over(Stage::Test)) {
        driveApproval(round);
    }
    return true;
}

} // namespace hotswap::engine
