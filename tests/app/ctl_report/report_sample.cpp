// SPDX-License-Identifier: Apache-2.0
#include "tests/app/ctl_report/report_sample.h"

namespace hotswap::ctl {

namespace {

const Instant kStart = instantFromMs(1'790'000'000'000);
const std::string kMarkup = "<b>&\"";
constexpr int kLooks = 120;
constexpr int kSecondWave = 60; ///< first look of it
constexpr int kBadFrom = 90;

Sample rowOf(const std::string& node, int look, bool isBad) {
    Sample row;
    row.node = NodeId{node};
    row.module = ModuleName{"storefront"};
    row.start = kStart + std::chrono::seconds(10 * (look - 1));
    row.length = Duration{10'000};
    row.requests = static_cast<std::uint64_t>(200 + look * 7 % 23);
    row.errors = isBad ? row.requests / 12 : static_cast<std::uint64_t>(look % 5 == 0);
    for (std::uint64_t i = 0; i < row.requests; ++i) {
        const auto spread = static_cast<double>((i * 31 + static_cast<std::uint64_t>(look) * 7) % 60);
        row.latency.record((isBad ? 40 : 20) + spread + (i % 50 == 0 ? 90 : 0));
    }
    row.cpuPercent = 30 + look % 9 + (isBad ? 12 : 0);
    row.memoryPercent = 41 + static_cast<double>(look) / 40;
    row.named["queue-depth" + kMarkup] = 3 + look % 4;
    return row;
}

MetricFinding findingOf(Metric metric, VerdictKind kind, double canary, double baseline, double limit) {
    MetricFinding finding;
    finding.metric = metric;
    finding.kind = kind;
    finding.canary = canary;
    finding.baseline = baseline;
    finding.limit = limit;
    finding.judge = JudgeKind::Sequential;
    finding.evidence = kind == VerdictKind::Fail ? 1 : 0.08;
    finding.low = (canary - baseline) * 0.6;
    finding.high = (canary - baseline) * 1.5;
    return finding;
}

Verdict verdictOf(int look) {
    const bool isBad = look >= kLooks;
    Verdict verdict;
    verdict.kind = isBad ? VerdictKind::Fail : VerdictKind::Pass;
    verdict.source = BaselineSource::UntouchedNodes;
    verdict.at = kStart + std::chrono::seconds(10 * look);
    verdict.looks = static_cast<std::uint32_t>(look < kSecondWave ? look : look - kSecondWave);
    verdict.canaryRequests = 12'600;
    verdict.canaryErrors = isBad ? 310 : 9;
    verdict.baselineRequests = 96'400;
    verdict.baselineErrors = 71;
    verdict.falseAlarmRate = 0.01;
    verdict.calm = Calm::Calm;
    verdict.findings = {findingOf(Metric::ErrorRate, verdict.kind, isBad ? 0.0246 : 0.0007, 0.0007, 0.0018),
                        findingOf(Metric::LatencyMean, VerdictKind::Pass, isBad ? 70.1 : 50.2, 50.0, 100),
                        findingOf(Metric::LatencyP99, VerdictKind::Pass, isBad ? 180.0 : 161, 160.0, 320),
                        findingOf(Metric::Cpu, VerdictKind::Pass, 36, 34, 44)};
    return verdict;
}

void addWaves(ReportData& data) {
    for (int wave = 0; wave < 3; ++wave) {
        ports::WaveRow row;
        row.nodes.resize(static_cast<std::size_t>(1 + wave));
        row.bakeLength = std::chrono::minutes(10);
        if (wave < 2) {
            row.state = wave == 0 ? ports::WaveRow::State::Passed : ports::WaveRow::State::Failed;
            row.bakeStartedAt = kStart + std::chrono::seconds(wave == 0 ? 0 : 10 * kSecondWave);
            row.bakeDone = std::chrono::minutes(10);
            row.verdict = verdictOf(wave == 0 ? kSecondWave - 1 : kLooks);
        }
        data.deployment.waves.push_back(row);
        data.verdicts.push_back(row.verdict ? std::optional(ui::VerdictFacts{*row.verdict, 1U + wave, 8U})
                                            : std::nullopt);
    }
}

void addApproval(ReportData& data) {
    Approval approval;
    approval.id = ApprovalId{"approval-1"};
    approval.state = ApprovalState::Approved;
    hotswap::CastVote cast;
    cast.vote.voter = UserId{"approver" + kMarkup};
    cast.vote.reason = "looks fine " + kMarkup;
    cast.vote.at = kStart;
    approval.votes.push_back(cast);
    data.deployment.approvals.push_back(approval);
}

} // namespace

std::vector<LookEvidence> sampleLooks() {
    std::vector<LookEvidence> looks;
    for (int look = 1; look <= kLooks; ++look) {
        LookEvidence evidence;
        evidence.input.number = static_cast<std::uint32_t>(look);
        evidence.input.wave = look < kSecondWave ? 0 : 1;
        evidence.input.at = kStart + std::chrono::seconds(10 * look);
        evidence.input.canary = {rowOf("n1", look, look >= kBadFrom)};
        for (int node = 2; node < 10; ++node) {
            evidence.input.untouched.push_back(rowOf("n" + std::to_string(node), look + node, false));
            evidence.input.untouched.back().start = evidence.input.canary.front().start;
        }
        if (look % 3 == 0) {
            evidence.input.series = {{"orders-lost", look % 4 * 0.5, 0.4, false}};
        }
        evidence.verdict = verdictOf(look);
        looks.push_back(evidence);
    }
    return looks;
}

ReportData sampleReport() {
    ReportData data;
    DeploymentSummary& summary = data.deployment.summary;
    summary.id = DeploymentId{"d-2026-11-21-7"};
    summary.scope = {TenantId{"acme"}, EnvironmentId{"Production"}, ModuleName{"storefront"}};
    summary.release = {ModuleName{"storefront"}, *Version::parse("1.2.0"), Digest{std::string(64, 'e')}};
    summary.stable = Release{ModuleName{"storefront"}, *Version::parse("1.1.0"), Digest{"d"}};
    summary.strategy = StrategyKind::Canary;
    summary.state = DeploymentState::RolledBack;
    summary.endReason = EndReason::VerdictFailed;
    summary.description = "Faster search " + kMarkup;
    summary.requestedBy = UserId{"operator"};
    summary.requestedAt = summary.startedAt = kStart - std::chrono::minutes(2);
    summary.endedAt = kStart + std::chrono::seconds(10 * kLooks + 40);
    summary.waves = 3;
    summary.nodesTotal = 10;
    summary.nodesTakenBack = 3;
    addWaves(data);
    addApproval(data);
    ReportSeries series;
    for (const LookEvidence& look : sampleLooks()) {
        series.add(look);
    }
    data.curves = series.curves();
    data.kept = {kLooks, 123'456, false};
    data.events.push_back({1, summary.startedAt, events::WaveStarted{0}});
    data.events.push_back({2, kStart, events::BakeStarted{0, std::chrono::minutes(10)}});
    data.events.push_back(
        {3, kStart, events::Paused{PauseReason::Operator, UserId{"ann"}, "why " + kMarkup}});
    data.events.push_back({4, summary.endedAt, events::WaveJudged{1, verdictOf(kLooks), true}});
    return data;
}

} // namespace hotswap::ctl
