// SPDX-License-Identifier: Apache-2.0
#include "tests/support/sample_data.h"

#include <array>
#include <cmath>
#include <limits>

namespace hotswap::support::sample {

namespace {

using namespace std::chrono_literals;

const TenantId kTenant{"lab"};
constexpr std::array kStates{NodeState::Running, NodeState::Degraded, NodeState::Suspect, NodeState::Offline,
                             NodeState::Draining};

std::string numbered(const std::string& stem, std::uint32_t number) {
    std::string digits = std::to_string(number);
    return stem + "-" + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

Node node(const EnvironmentId& environment, const std::string& name, std::uint32_t number, Instant now) {
    Node made;
    made.id = NodeId{name};
    made.tenant = kTenant;
    made.environment = environment;
    made.labels = {{"rack", std::string(1, static_cast<char>('a' + number % 8))},
                   {"zone", number % 2 == 0 ? "north" : "south"}};
    made.facts = {16'384, 8'000, 120'000, "Debian 12", "0.1.0"};
    made.state = number % 97 == 13 ? kStates[1 + number % 4] : NodeState::Running;
    NodeRelease release;
    release.current = storefront(number % 10 == 0 ? "1.1.0" : "1.0.0");
    release.healthy = made.state == NodeState::Running;
    release.address = "127.0.0.1:" + std::to_string(20'000 + number % 30'000);
    made.modules[ModuleName{"storefront"}] = release;
    made.cpuPercent = 20 + number % 40;
    made.memoryPercent = 30 + number % 30;
    made.lastSeen = now;
    made.gateway = HolderId{"console-7f3a"};
    if (name == "prod-0004") {
        made.alarms = {
            {now - 20min, ErrorCode::SignatureInvalid, "command 41c0", "a key that is not trusted", 1},
            {now - 5min, ErrorCode::EpochStale, "command 40d7", "fence 1.2 is below 1.3", 3}};
        made.alarmsTotal = 4;
    }
    return made;
}

Verdict verdict(Instant now) {
    Verdict made;
    made.kind = VerdictKind::Inconclusive;
    made.source = BaselineSource::UntouchedNodes;
    made.at = now;
    made.looks = 12;
    made.canaryRequests = 1'860;
    made.canaryErrors = 4;
    made.baselineRequests = 15'220;
    made.baselineErrors = 31;
    const auto add = [&made](Metric metric, VerdictKind kind, double canary, double baseline,
                             double limit) -> MetricFinding& {
        MetricFinding& finding = made.findings.emplace_back();
        finding.metric = metric;
        finding.kind = kind;
        finding.canary = canary;
        finding.baseline = baseline;
        finding.limit = limit;
        finding.canarySamples = 24;
        finding.baselineSamples = 96;
        return finding;
    };
    MetricFinding& errors = add(Metric::ErrorRate, VerdictKind::Inconclusive, 0.0021, 0.0020, 0.0030);
    errors.canarySamples = 1'860;
    errors.baselineSamples = 15'220;
    errors.samplesMissing = 2'140;
    add(Metric::LatencyMean, VerdictKind::Pass, 12.1, 11.8, 23.6);
    add(Metric::LatencyP99, VerdictKind::Pass, 48.3, 44.0, 88.0);
    add(Metric::Cpu, VerdictKind::Pass, 37.0, 35.5, 46.2).critical = false;
    add(Metric::Memory, VerdictKind::Pass, 41.0, 40.2, 52.3).critical = false;
    return made;
}

DeploymentSummary summary(const char* id, const char* environment, const char* version, Instant now) {
    DeploymentSummary made;
    made.id = DeploymentId{id};
    made.scope = {kTenant, EnvironmentId{environment}, ModuleName{"storefront"}};
    made.release = storefront(version);
    made.stable = storefront("1.0.0");
    made.requestedBy = UserId{"operator"};
    made.requestedAt = now - 14min;
    made.startedAt = now - 13min;
    made.changedAt = now - 5s;
    made.version = 7;
    return made;
}

} // namespace

Release storefront(const char* version) {
    const std::string digit(1, version[2]);
    std::string digest;
    while (digest.size() < 64) {
        digest += digit;
    }
    return {ModuleName{"storefront"}, *Version::parse(version), Digest{digest}};
}

std::vector<ReleaseInfo> releases() {
    std::vector<ReleaseInfo> list;
    for (const char* version : {"1.0.0", "1.1.0", "1.2.0"}) {
        ReleaseInfo info;
        info.release = storefront(version);
        info.description = "Sample shop front";
        info.author = "HotSwap";
        info.metadata = {{"commit", "3f2a91c"}};
        info.packageBytes = 412'000;
        list.push_back(info);
    }
    return list;
}

std::vector<Node> fleet(std::uint32_t productionNodes, Instant now) {
    struct Share {
        const char* environment;
        const char* stem;
        std::uint32_t nodes;
    };
    std::vector<Node> nodes;
    for (const Share& share : {Share{"Development", "dev", 3}, Share{"QA", "qa", 5},
                               Share{"Staging", "stage", 10}, Share{"Production", "prod", productionNodes}}) {
        for (std::uint32_t i = 1; i <= share.nodes; ++i) {
            nodes.push_back(node(EnvironmentId{share.environment}, numbered(share.stem, i), i, now));
        }
    }
    return nodes;
}

void change(Node& node, std::uint64_t chance, Instant now) {
    node.state = chance % 16 < 12 ? NodeState::Running : kStates[chance % kStates.size()];
    node.cpuPercent = static_cast<double>(chance % 1'000) / 10.0;
    node.lastSeen = now;
    ++node.version;
}

Plan plan(const EnvironmentId& environment, std::uint32_t nodes) {
    Plan made;
    const std::string stem = environment.value == "Production" ? "prod" : "stage";
    std::uint32_t next = 1;
    for (const double target : {0.1, 0.3, 0.5, 0.7, 0.9, 1.0}) {
        PlannedWave wave;
        const auto until = static_cast<std::uint32_t>(std::ceil(target * nodes));
        for (; next <= until; ++next) {
            wave.nodes.push_back(NodeId{numbered(stem, next)});
            made.mayChange.push_back(NodeId{numbered(stem, next)});
        }
        wave.exactNodes = 0.2 * nodes;
        wave.bake = 15min;
        made.waves.push_back(wave);
    }
    made.environmentNodes = nodes;
    made.servingNodes = nodes;
    made.floorNodes = (nodes * 8 + 9) / 10;
    made.lowestServing = nodes - 2;
    made.expected = 95min;
    made.worst = 170min;
    made.earliestStop = 90s;
    made.digest = Digest{std::string(64, 'd')};
    return made;
}

DeploymentSummary running(Instant now) {
    DeploymentSummary made = summary("running-1", "Production", "1.1.0", now);
    made.strategy = StrategyKind::Canary;
    made.state = DeploymentState::Running;
    made.stage = Stage::Deploy;
    made.wave = 1;
    made.waves = 6;
    made.nodesTotal = 20;
    made.nodesChanged = 6;
    made.verdict = VerdictKind::Inconclusive;
    return made;
}

DeploymentSummary waiting(Instant now) {
    DeploymentSummary made = summary("waiting-1", "Staging", "1.1.0", now);
    made.strategy = StrategyKind::BlueGreen;
    made.state = DeploymentState::WaitingForApproval;
    made.stage = Stage::Approval;
    made.waves = 2;
    made.nodesTotal = 10;
    made.approval = ApprovalId{"approval-1"};
    return made;
}

DeploymentSummary ended(std::uint32_t number, Instant now) {
    static constexpr std::array kEnds{std::pair{DeploymentState::Succeeded, EndReason::Completed},
                                      std::pair{DeploymentState::Succeeded, EndReason::Completed},
                                      std::pair{DeploymentState::RolledBack, EndReason::VerdictFailed},
                                      std::pair{DeploymentState::Aborted, EndReason::AbortRequested},
                                      std::pair{DeploymentState::Failed, EndReason::CheckFailed}};
    static constexpr std::array kPlaces{"Development", "QA", "Staging", "Production"};
    DeploymentSummary made = summary(numbered("ended", number).c_str(), kPlaces[number % kPlaces.size()],
                                     number % 3 == 0 ? "1.2.0" : "1.1.0", now - (number + 1) * 3h);
    made.strategy = static_cast<StrategyKind>(number % 4);
    std::tie(made.state, made.endReason) = kEnds[number % kEnds.size()];
    made.nodesTotal = 20;
    made.nodesChanged = made.state == DeploymentState::Succeeded ? 20 : 0;
    made.endedAt = made.startedAt + 40min;
    return made;
}

Approval approval(const DeploymentSummary& deployment, ApprovalState state, Instant now) {
    Approval made;
    made.id = state == ApprovalState::Pending ? ApprovalId{"approval-1"}
                                              : ApprovalId{"approval-" + deployment.id.value};
    made.deployment = deployment.id;
    made.scope = deployment.scope;
    made.planDigest = Digest{std::string(64, 'd')};
    made.requestedBy = deployment.requestedBy;
    made.policy.required = true;
    made.requestedAt = now - 12min;
    made.expiresAt = now + 23h;
    made.state = state;
    made.decidedAt = state == ApprovalState::Pending ? Instant{} : now - 5min;
    return made;
}

ports::DeploymentDetail detail(const DeploymentSummary& summary, const std::vector<Approval>& approvals,
                               Instant now) {
    ports::DeploymentDetail made;
    made.summary = summary;
    made.spec.id = summary.id;
    made.spec.scope = summary.scope;
    made.spec.release = releases()[1];
    made.spec.policy = defaultPolicy(summary.scope.environment, summary.strategy);
    made.spec.requestedBy = summary.requestedBy;
    made.spec.requestedAt = summary.requestedAt;
    made.plan = plan(summary.scope.environment, summary.nodesTotal);
    const bool held = summary.state == DeploymentState::WaitingForApproval;
    made.stages = {{Stage::Build, StageState::Succeeded, "", {}},
                   {Stage::Test, StageState::Skipped, "", {}},
                   {Stage::SecurityScan, StageState::Succeeded, "", {}},
                   {Stage::Approval, held ? StageState::WaitingForApproval : StageState::Succeeded, "", {}},
                   {Stage::Deploy, held ? StageState::Pending : StageState::Running, "", {}},
                   {Stage::Validate, StageState::Pending, "", {}}};
    for (std::size_t i = 0; i < made.plan.waves.size(); ++i) {
        ports::WaveRow wave;
        using State = ports::WaveRow::State;
        wave.state = held ? State::Pending : i == 0 ? State::Passed : i == 1 ? State::Baking : State::Pending;
        for (const NodeId& id : made.plan.waves[i].nodes) {
            const bool done = !held && i < 2;
            wave.nodes.push_back(
                {id, done ? ports::NodeStep::Healthy : ports::NodeStep::Pending, {}, "", now - 6min});
        }
        wave.bakeLength = 15min;
        if (!held && i == 1) {
            wave.verdict = verdict(now);
            wave.bakeDone = 6min;
        }
        made.waves.push_back(wave);
    }
    for (const Verb verb : kAllVerbs) {
        const bool allowed = verb == Verb::Abort || (!held && (verb == Verb::Pause || verb == Verb::Promote));
        made.verbs.push_back({verb, allowed, ErrorCode::TransitionRefused, verb == Verb::PromoteFully});
    }
    made.approvals = approvals;
    made.leader = HolderId{"console-7f3a"};
    made.environmentNow = now;
    return made;
}

std::vector<DeploymentEvent> events(const DeploymentSummary& summary, Instant now) {
    events::Submitted submitted;
    submitted.spec.scope = summary.scope;
    submitted.spec.release = releases()[1];
    submitted.spec.requestedBy = summary.requestedBy;
    return {{1, now - 14min, submitted},
            {2, now - 13min, events::StageChanged{Stage::Build, StageState::Succeeded, ""}},
            {3, now - 12min, events::WaveStarted{0}},
            {4, now - 11min,
             events::NodeCommanded{NodeId{"prod-0001"}, CommandId{"c"}, CommandAction::Apply, 0, false, {}}},
            {5, now - 10min, events::NodeBecameHealthy{NodeId{"prod-0001"}}},
            {6, now - 9min, events::BakeStarted{0, 15min}},
            {7, now - 8min, events::WaveJudged{0, verdict(now), false}}};
}

ports::MetricsAnswer metrics(Instant now) {
    ports::MetricsAnswer made;
    const double gap = std::numeric_limits<double>::quiet_NaN();
    struct Shape {
        Metric metric;
        double level, swing, limit;
    };
    for (const Shape& shape :
         {Shape{Metric::ErrorRate, 0.002, 0.0004, 0.003}, Shape{Metric::LatencyMean, 12, 1.5, 23.6},
          Shape{Metric::LatencyP99, 46, 6, 88}, Shape{Metric::Cpu, 36, 4, 46},
          Shape{Metric::Memory, 40, 1, 52}}) {
        ports::MetricSeries series{shape.metric, {}, shape.limit};
        for (int i = 0; i < 90; ++i) {
            const Instant at = now - (90 - i) * 10s;
            const double canary =
                shape.level + shape.swing * std::sin(i * 0.35) + shape.swing * 0.4 * std::sin(i * 1.7);
            const double baseline = shape.level * 0.96 + shape.swing * 0.5 * std::sin(i * 0.21 + 1);
            const bool silent = i > 40 && i < 45;
            const auto around = [&](double value, double width) {
                return ports::MetricRange{value - shape.swing * width, value + shape.swing * width};
            };
            series.points.push_back({at, silent ? gap : canary, baseline,
                                     silent ? ports::MetricRange{} : around(canary, 0.9),
                                     around(baseline, 0.4)});
        }
        series.limits = {{now - 13min, shape.limit * 1.05}, {now - 6min, shape.limit}};
        made.series.push_back(series);
    }
    for (int i = 0; i < 400; ++i) {
        const double spread = std::sin(i * 0.7) + std::sin(i * 1.3) + std::sin(i * 2.9);
        made.canaryLatency.record(13 * std::exp2(spread * 0.7), 10);
        made.baselineLatency.record(11.5 * std::exp2(spread * 0.6), 90);
    }
    made.waveStarts = {now - 13min, now - 6min};
    made.to = now;
    return made;
}

AuditRecord record(std::uint32_t number, Instant now) {
    static constexpr std::array kActions{"deployment.submit", "approval.vote", "deployment.promote",
                                         "deployment.pause"};
    AuditRecord made;
    made.sequence = number;
    made.at = now - number * 7min;
    made.tenant = kTenant;
    made.actor = number % 3 == 0 ? "approver" : "operator";
    made.action = kActions[number % kActions.size()];
    made.subject = "running-1";
    made.details = {{"environment", "Production"}};
    made.hash = std::string(64, 'a');
    return made;
}

} // namespace hotswap::support::sample
