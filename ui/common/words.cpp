// SPDX-License-Identifier: Apache-2.0
#include "ui/common/words.h"

#include "ui/common/qt_text.h"

#include <array>

namespace hotswap::ui {

QString Words::of(DeploymentState state) {
    switch (state) {
    case DeploymentState::Queued: return tr("Queued");
    case DeploymentState::Running: return tr("Running");
    case DeploymentState::Paused: return tr("Paused");
    case DeploymentState::WaitingForApproval: return tr("Waiting for approval");
    case DeploymentState::RollingBack: return tr("Rolling back");
    case DeploymentState::Succeeded: return tr("Succeeded");
    case DeploymentState::Failed: return tr("Failed");
    case DeploymentState::Aborted: return tr("Aborted");
    case DeploymentState::RolledBack: return tr("Rolled back");
    case DeploymentState::NeedsIntervention: return tr("Needs intervention");
    }
    return {};
}

QString Words::of(NodeState state) {
    switch (state) {
    case NodeState::Enrolling: return tr("Enrolling");
    case NodeState::Running: return tr("Healthy", "node");
    case NodeState::Suspect: return tr("Suspect");
    case NodeState::Degraded: return tr("Degraded");
    case NodeState::Draining: return tr("Draining");
    case NodeState::Drained: return tr("Drained");
    case NodeState::Offline: return tr("Offline");
    case NodeState::Retired: return tr("Retired");
    }
    return {};
}

QString Words::of(VerdictKind kind) {
    switch (kind) {
    case VerdictKind::Pass: return tr("Pass", "verdict");
    case VerdictKind::Fail: return tr("Fail", "verdict");
    case VerdictKind::Inconclusive: return tr("Inconclusive");
    case VerdictKind::NoData: return tr("No data");
    }
    return {};
}

QString Words::of(Stage stage) {
    switch (stage) {
    case Stage::Build: return tr("Build", "stage");
    case Stage::Test: return tr("Test", "stage");
    case Stage::SecurityScan: return tr("Security scan", "stage");
    case Stage::Approval: return tr("Approval", "stage");
    case Stage::Deploy: return tr("Deploy", "stage");
    case Stage::Validate: return tr("Validate", "stage");
    }
    return {};
}

QString Words::of(StageState state) {
    switch (state) {
    case StageState::Pending: return tr("Pending");
    case StageState::Running: return tr("Running");
    case StageState::WaitingForApproval: return tr("Waiting for approval");
    case StageState::Succeeded: return tr("Succeeded");
    case StageState::Failed: return tr("Failed");
    case StageState::Skipped: return tr("Skipped");
    }
    return {};
}

QString Words::of(ApprovalState state) {
    switch (state) {
    case ApprovalState::Pending: return tr("Awaiting decision");
    case ApprovalState::Approved: return tr("Approved");
    case ApprovalState::Rejected: return tr("Rejected");
    case ApprovalState::Expired: return tr("Expired");
    case ApprovalState::Void: return tr("Void", "approval");
    }
    return {};
}

QString Words::of(ports::NodeStep step) {
    switch (step) {
    case ports::NodeStep::Pending: return tr("Pending");
    case ports::NodeStep::InFlight: return tr("Changing", "node step");
    case ports::NodeStep::Settling: return tr("Settling", "node step");
    case ports::NodeStep::Healthy: return tr("Healthy", "node");
    case ports::NodeStep::Failed: return tr("Failed");
    case ports::NodeStep::Unknown: return tr("Unknown", "node step");
    case ports::NodeStep::Skipped: return tr("Skipped");
    case ports::NodeStep::GoingBack: return tr("Going back", "node step");
    case ports::NodeStep::TakenBack: return tr("Taken back", "node step");
    case ports::NodeStep::Stuck: return tr("Stuck", "node step");
    }
    return {};
}

QString Words::of(ports::WaveRow::State state) {
    switch (state) {
    case ports::WaveRow::State::Pending: return tr("Pending");
    case ports::WaveRow::State::Running: return tr("Running");
    case ports::WaveRow::State::Baking: return tr("Baking", "wave");
    case ports::WaveRow::State::Passed: return tr("Passed", "wave");
    case ports::WaveRow::State::Failed: return tr("Failed");
    }
    return {};
}

QString Words::of(StrategyKind kind) {
    switch (kind) {
    case StrategyKind::Direct: return tr("Direct", "strategy");
    case StrategyKind::Rolling: return tr("Rolling", "strategy");
    case StrategyKind::BlueGreen: return tr("Blue-green", "strategy");
    case StrategyKind::Canary: return tr("Canary", "strategy");
    }
    return {};
}

QString Words::of(Metric metric) {
    switch (metric) {
    case Metric::ErrorRate: return tr("Error rate");
    case Metric::LatencyMean: return tr("Mean latency");
    case Metric::LatencyP99: return tr("p99 latency");
    case Metric::Cpu: return tr("CPU");
    case Metric::Memory: return tr("Memory");
    }
    return {};
}

QString Words::of(Verb verb) {
    switch (verb) {
    case Verb::Pause: return tr("Pause", "verb");
    case Verb::Resume: return tr("Resume", "verb");
    case Verb::Promote: return tr("Promote", "verb");
    case Verb::PromoteFully: return tr("Promote fully", "verb");
    case Verb::SkipNode: return tr("Skip node", "verb");
    case Verb::Abort: return tr("Abort", "verb");
    case Verb::RetryFailed: return tr("Retry failed", "verb");
    case Verb::Rollback: return tr("Roll back", "verb");
    case Verb::AcceptAsIs: return tr("Accept as it is", "verb");
    }
    return {};
}

QString Words::of(Role role) {
    switch (role) {
    case Role::Viewer: return tr("Viewer", "role");
    case Role::Deployer: return tr("Deployer", "role");
    case Role::Approver: return tr("Approver", "role");
    case Role::Admin: return tr("Administrator", "role");
    }
    return {};
}

QString Words::of(BaselineSource source) {
    switch (source) {
    case BaselineSource::UntouchedNodes: return tr("untouched nodes, same time");
    case BaselineSource::LastWave: return tr("last wave with untouched nodes (weak)");
    case BaselineSource::BeforeRollout: return tr("the same nodes before the rollout (weak)");
    case BaselineSource::None: return tr("no baseline");
    }
    return {};
}

QString Words::of(Calm calm) {
    switch (calm) {
    case Calm::Unknown: return {};
    case Calm::Calm: return tr("untouched nodes are calm");
    case Calm::Widened: return tr("untouched nodes vary: more evidence is asked for");
    case Calm::Restless: return tr("untouched nodes are restless: waiting");
    }
    return {};
}

QString Words::of(const EnvironmentId& environment) {
    if (environment.value == "Development") {
        return tr("Development", "environment");
    }
    if (environment.value == "QA") {
        return tr("QA", "environment");
    }
    if (environment.value == "Staging") {
        return tr("Staging", "environment");
    }
    if (environment.value == "Production") {
        return tr("Production", "environment");
    }
    return toQt(environment);
}

QString Words::of(ParticipantKind kind) {
    switch (kind) {
    case ParticipantKind::Console: return tr("Console");
    case ParticipantKind::Orchestrator: return tr("Orchestrator");
    case ParticipantKind::Script: return tr("Command line");
    }
    return {};
}

QString Words::ofAction(const std::string& action) {
    static constexpr std::array kActions{
        std::pair{"deployment.submit", QT_TR_NOOP("Deployment submitted")},
        std::pair{"deployment.start", QT_TR_NOOP("Deployment started")},
        std::pair{"deployment.finish", QT_TR_NOOP("Deployment ended")},
        std::pair{"deployment.pause", QT_TR_NOOP("Paused by a person")},
        std::pair{"deployment.resume", QT_TR_NOOP("Resumed")},
        std::pair{"deployment.promote", QT_TR_NOOP("Promoted")},
        std::pair{"deployment.promoteFully", QT_TR_NOOP("Promoted fully")},
        std::pair{"deployment.skipNode", QT_TR_NOOP("Node skipped")},
        std::pair{"deployment.abort", QT_TR_NOOP("Abort requested")},
        std::pair{"deployment.retryFailed", QT_TR_NOOP("Retry of failed nodes")},
        std::pair{"deployment.rollback", QT_TR_NOOP("Rollback requested")},
        std::pair{"deployment.acceptAsIs", QT_TR_NOOP("Accepted as it is")},
        std::pair{"deployment.started", QT_TR_NOOP("Deployment started")},
        std::pair{"deployment.finished", QT_TR_NOOP("Deployment ended")},
        std::pair{"deployment.rollbackStarted", QT_TR_NOOP("Rollback started")},
        std::pair{"deployment.interventionNeeded", QT_TR_NOOP("Needs a person")},
        std::pair{"deployment.approvalRequested", QT_TR_NOOP("Approval requested")},
        std::pair{"deployment.approvalDecided", QT_TR_NOOP("Approval decided")},
        std::pair{"deployment.paused", QT_TR_NOOP("Paused by the rollout")},
        std::pair{"deployment.pauseEnded", QT_TR_NOOP("Pause ended")},
        std::pair{"deployment.waveStarted", QT_TR_NOOP("Wave started")},
        std::pair{"deployment.wavePassed", QT_TR_NOOP("Wave passed")},
        std::pair{"deployment.bakeStarted", QT_TR_NOOP("Bake started")},
        std::pair{"deployment.waveJudged", QT_TR_NOOP("Wave judged")},
        std::pair{"deployment.stageChanged", QT_TR_NOOP("Stage changed")},
        std::pair{"deployment.checkFinished", QT_TR_NOOP("Check finished")},
        std::pair{"deployment.nodeCommanded", QT_TR_NOOP("Node told to change")},
        std::pair{"deployment.nodeAnswered", QT_TR_NOOP("Node answered")},
        std::pair{"deployment.nodeBecameHealthy", QT_TR_NOOP("Node stayed healthy")},
        std::pair{"deployment.nodeFailed", QT_TR_NOOP("Node failed")},
        std::pair{"deployment.nodeStuck", QT_TR_NOOP("Node stuck")},
        std::pair{"deployment.nodeSkipped", QT_TR_NOOP("Node left out")},
        std::pair{"deployment.nodeReturned", QT_TR_NOOP("Command to a node taken back")},
        std::pair{"deployment.nodesJoined", QT_TR_NOOP("Nodes joined")},
        std::pair{"deployment.superseded", QT_TR_NOOP("Superseded")},
        std::pair{"deployment.commandsVoided", QT_TR_NOOP("Commands made void")},
        std::pair{"approval.request", QT_TR_NOOP("Approval requested")},
        std::pair{"approval.vote", QT_TR_NOOP("Vote cast")},
        std::pair{"approval.decide", QT_TR_NOOP("Approval decided")},
        std::pair{"approval.expire", QT_TR_NOOP("Approval expired")},
        std::pair{"lease.acquire", QT_TR_NOOP("Lead taken")},
        std::pair{"lease.handOver", QT_TR_NOOP("Hand-over requested")},
        std::pair{"node.token", QT_TR_NOOP("Token for nodes made")},
        std::pair{"node.revoke", QT_TR_NOOP("Node revoked")},
        std::pair{"trust.publish", QT_TR_NOOP("Trust document published")},
        std::pair{"policy.set", QT_TR_NOOP("Policy set")},
    };
    for (const auto& [name, text] : kActions) {
        if (action == name) {
            return tr(text);
        }
    }
    return toQt(action);
}

Tone Words::tone(DeploymentState state) {
    switch (state) {
    case DeploymentState::Queued: return Tone::Neutral;
    case DeploymentState::Running: return Tone::Busy;
    case DeploymentState::Paused: return Tone::Warning;
    case DeploymentState::WaitingForApproval: return Tone::Person;
    case DeploymentState::RollingBack: return Tone::Bad;
    case DeploymentState::Succeeded: return Tone::Good;
    case DeploymentState::Failed: return Tone::Bad;
    case DeploymentState::Aborted: return Tone::Neutral;
    case DeploymentState::RolledBack: return Tone::Warning;
    case DeploymentState::NeedsIntervention: return Tone::Bad;
    }
    return Tone::Neutral;
}

Tone Words::tone(NodeState state) {
    switch (state) {
    case NodeState::Running: return Tone::Good;
    case NodeState::Suspect:
    case NodeState::Degraded: return Tone::Warning;
    case NodeState::Draining: return Tone::Busy;
    case NodeState::Offline: return Tone::Bad;
    case NodeState::Enrolling:
    case NodeState::Drained:
    case NodeState::Retired: return Tone::Neutral;
    }
    return Tone::Neutral;
}

Tone Words::tone(VerdictKind kind) {
    switch (kind) {
    case VerdictKind::Pass: return Tone::Good;
    case VerdictKind::Fail: return Tone::Bad;
    case VerdictKind::Inconclusive: return Tone::Warning;
    case VerdictKind::NoData: return Tone::Neutral;
    }
    return Tone::Neutral;
}

Tone Words::tone(StageState state) {
    switch (state) {
    case StageState::Running: return Tone::Busy;
    case StageState::WaitingForApproval: return Tone::Person;
    case StageState::Succeeded: return Tone::Good;
    case StageState::Failed: return Tone::Bad;
    case StageState::Pending:
    case StageState::Skipped: return Tone::Neutral;
    }
    return Tone::Neutral;
}

Tone Words::tone(ApprovalState state) {
    switch (state) {
    case ApprovalState::Pending: return Tone::Person;
    case ApprovalState::Approved: return Tone::Good;
    case ApprovalState::Rejected: return Tone::Bad;
    case ApprovalState::Expired:
    case ApprovalState::Void: return Tone::Neutral;
    }
    return Tone::Neutral;
}

Tone Words::tone(ports::NodeStep step) {
    switch (step) {
    case ports::NodeStep::InFlight:
    case ports::NodeStep::Settling: return Tone::Busy;
    case ports::NodeStep::Healthy: return Tone::Good;
    case ports::NodeStep::Unknown:
    case ports::NodeStep::GoingBack: return Tone::Warning;
    case ports::NodeStep::Failed:
    case ports::NodeStep::Stuck: return Tone::Bad;
    case ports::NodeStep::Pending:
    case ports::NodeStep::Skipped:
    case ports::NodeStep::TakenBack: return Tone::Neutral;
    }
    return Tone::Neutral;
}

Tone Words::tone(ports::WaveRow::State state) {
    switch (state) {
    case ports::WaveRow::State::Running:
    case ports::WaveRow::State::Baking: return Tone::Busy;
    case ports::WaveRow::State::Passed: return Tone::Good;
    case ports::WaveRow::State::Failed: return Tone::Bad;
    case ports::WaveRow::State::Pending: return Tone::Neutral;
    }
    return Tone::Neutral;
}

} // namespace hotswap::ui
