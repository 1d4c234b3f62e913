// SPDX-License-Identifier: Apache-2.0
// Questions: plans, details, series, diffs, nodes, pages.

#include "tests/unit/service/service_fixture.h"

#include "core/service/metric_series.h"

#include <QTest>

#include <cmath>

using namespace hotswap;
using namespace hotswap::service;

namespace q = hotswap::ports::queries;

namespace {

Sample sampleOf(const std::string& node, const Release& release, Instant start, std::uint64_t requests,
                std::uint64_t errors) {
    Sample sample;
    sample.node = NodeId{node};
    sample.module = release.module;
    sample.release = release.digest;
    sample.start = start;
    sample.length = Duration{1'000};
    sample.requests = requests;
    sample.errors = errors;
    sample.latency.record(10, requests);
    sample.cpuPercent = 40;
    sample.memoryPercent = std::nan("");
    return sample;
}

const ports::MetricSeries& seriesOf(const ports::MetricsAnswer& answer, Metric metric) {
    return *std::find_if(answer.series.begin(), answer.series.end(),
                         [&](const ports::MetricSeries& series) { return series.metric == metric; });
}

} // namespace

class TestQueries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void planWithoutSubmitting() {
        ServiceFixture fixture;
        const auto answer =
            fixture.service.query(fixture.viewer, q::PlanFor{ServiceFixture::request("Production")});
        EXPECT_OK(answer);
        const auto& plan = as<ports::PlanAnswer>(answer);
        QCOMPARE(plan.plan.mayChange.size(), std::size_t{10});
        QVERIFY(plan.plan.waves.size() > 1);
        QVERIFY(plan.release.release == support::makeRelease("storefront", "1.1.0"));
        QVERIFY(!plan.stable);
        QVERIFY(plan.policy == defaultPolicy(EnvironmentId{"Production"}));
        const auto has = [&](const std::string& note) {
            return std::find(plan.notes.begin(), plan.notes.end(), note) != plan.notes.end();
        };
        QVERIFY(has("approval") && has("firstRelease") && has("noBaselineLastWave"));
        QVERIFY(!has("downtime"));
        QCOMPARE(fixture.auditRows(), std::size_t{0});
        const DeploymentId id = fixture.submitted(ServiceFixture::request("Production"));
        QVERIFY(fixture.load(id).plan() == plan.plan);
        const auto behind =
            fixture.service.query(fixture.viewer, q::PlanFor{ServiceFixture::request("Production")});
        QCOMPARE(as<ports::PlanAnswer>(behind).notes.back(), "queuedBehind:" + id.value);
        const auto wrong = fixture.service.query(fixture.viewer, q::PlanFor{DeploymentRequest{}});
        EXPECT_ERROR(wrong, ErrorCode::InvalidArgument);
        QVERIFY(wrong.error().fields.contains("environment") && wrong.error().fields.contains("version"));
    }

    void detailOfADeployment() {
        ServiceFixture fixture;
        const DeploymentId id = fixture.submitted();
        EXPECT_OK(fixture.store.leases().acquire(fixture.load(id).spec().scope, HolderId{"agent-1"},
                                                 Duration{5'000}));
        QVERIFY(fixture.start(id).ok());
        const NodeId node = fixture.load(id).plan().mayChange.front();
        fixture.clock.advance(Duration{1'000});
        QVERIFY(fixture
                    .lead(id, {events::StageChanged{Stage::Build, StageState::Running, "checking"},
                               events::WaveStarted{0},
                               events::NodeCommanded{node, CommandId{"c"}, CommandAction::Apply, 0, false,
                                                     kNever}})
                    .ok());
        const auto answer = fixture.service.query(fixture.viewer, q::OneDeployment{id});
        EXPECT_OK(answer);
        const auto& detail = as<ports::DeploymentDetail>(answer);
        QVERIFY(detail.summary == fixture.load(id).summarize());
        QCOMPARE(detail.stages.size(), std::size(kAllStages));
        QVERIFY(detail.stages.front().state == StageState::Running);
        QVERIFY(detail.waves.front().state == ports::WaveRow::State::Running);
        const auto row = std::find_if(detail.waves.front().nodes.begin(), detail.waves.front().nodes.end(),
                                      [&](const ports::NodeRow& r) { return r.node == node; });
        QVERIFY(row != detail.waves.front().nodes.end() && row->step == NodeStep::InFlight);
        QVERIFY(row->since == fixture.clock.now());
        QCOMPARE(detail.leader.value, std::string("agent-1"));
        QVERIFY(detail.environmentNow == fixture.clock.now());
        fixture.clock.advance(Duration{60'000}); // the lease ran out: nobody leads
        const auto later = fixture.service.query(fixture.viewer, q::OneDeployment{id});
        QVERIFY(as<ports::DeploymentDetail>(later).leader.empty());
        EXPECT_ERROR(fixture.service.query(fixture.viewer, q::OneDeployment{DeploymentId{"x"}}),
                     ErrorCode::NotFound);
    }

    void eventsInPages() {
        ServiceFixture fixture;
        const DeploymentId id = fixture.submitted();
        QVERIFY(fixture.start(id).ok());
        const auto answer = fixture.service.query(fixture.viewer, q::Events{id, 1, 10});
        EXPECT_OK(answer);
        QCOMPARE(as<std::vector<DeploymentEvent>>(answer).size(), std::size_t{1});
        QVERIFY(
            std::holds_alternative<events::Started>(as<std::vector<DeploymentEvent>>(answer).front().body));
        for (const std::size_t limit : {std::size_t{0}, limits::kPageRowsMax + 1}) {
            const auto refused = fixture.service.query(fixture.viewer, q::Events{id, 0, limit});
            EXPECT_ERROR(refused, ErrorCode::InvalidArgument);
            QVERIFY(refused.error().fields.contains("limit"));
        }
    }

    void seriesOfCanaryAndBaseline() {
        ServiceFixture fixture;
        const DeploymentId id = fixture.submitted(ServiceFixture::request("Production"));
        fixture.clock.advance(Duration{1'000'000'000} -
                              fixture.clock.now().time_since_epoch() % 1'000'000'000);
        QVERIFY(fixture.start(id).ok());
        const Deployment deployment = fixture.load(id);
        const NodeId canary = deployment.waves().front().nodes.empty()
                                  ? NodeId{}
                                  : deployment.nodes().at(deployment.waves().front().nodes.front()).id;
        QVERIFY(fixture
                    .lead(id, {events::WaveStarted{0},
                               events::NodeCommanded{canary, CommandId{"c"}, CommandAction::Apply, 0, false,
                                                     kNever}})
                    .ok());
        const Instant begin = fixture.clock.now();
        const Release fresh = support::makeRelease("storefront", "1.1.0");
        const Release old = support::makeRelease("storefront", "1.0.0");
        std::vector<Sample> samples;
        for (int i = 0; i < 20; ++i) {
            const Instant at = begin + i * Duration{1'000};
            samples.push_back(sampleOf("Production-0", old, at, 100, 1));
            if (i < 5 || i >= 10) { // silent for five seconds
                samples.push_back(sampleOf(canary.value, fresh, at, 50, 4));
            }
            samples.push_back(
                sampleOf("Production-2", fresh, at, 1'000, 1'000)); // runs it, but not by this run
        }
        EXPECT_OK(fixture.store.fleet().putSamples(TenantId{"lab"}, EnvironmentId{"Production"}, samples));
        fixture.clock.advance(Duration{20'000});
        Verdict verdict;
        MetricFinding& finding = verdict.findings.emplace_back();
        finding.kind = VerdictKind::Fail;
        finding.canary = 0.08;
        finding.baseline = 0.01;
        finding.limit = 0.015;
        QVERIFY(fixture.lead(id, {events::BakeStarted{0, Duration{60'000}}}).ok());
        QVERIFY(fixture.lead(id, {events::WaveJudged{0, verdict, false}}).ok());

        const auto answer = fixture.service.query(fixture.viewer, q::Metrics{id, begin});
        EXPECT_OK(answer);
        const auto& metrics = as<ports::MetricsAnswer>(answer);
        const auto& errors = seriesOf(metrics, Metric::ErrorRate);
        QCOMPARE(errors.points.size(), std::size_t{20});
        QCOMPARE(errors.limit, 0.015);
        QCOMPARE(errors.limits.size(), std::size_t{1});
        QVERIFY(errors.limits.front().from == begin && errors.limits.front().limit == 0.015);
        QVERIFY(errors.points.front().canaryRange.low < 0.08 &&
                errors.points.front().canaryRange.high > 0.08);
        QVERIFY(std::isnan(errors.points[7].canaryRange.low));
        QCOMPARE(errors.points.front().canary, 0.08);
        QCOMPARE(errors.points.front().baseline, 0.01);
        QVERIFY(std::isnan(errors.points[7].canary)); // a gap is a gap
        QCOMPARE(errors.points[7].baseline, 0.01);
        QCOMPARE(seriesOf(metrics, Metric::Cpu).points.front().canary, 40.0);
        QVERIFY(std::isnan(seriesOf(metrics, Metric::Memory).points.front().canary));
        QVERIFY(std::isnan(seriesOf(metrics, Metric::Cpu).limit));
        QVERIFY(seriesOf(metrics, Metric::LatencyMean).points.front().canary > 0);
        // Only the 15 of 20 seconds in which both answered compare.
        QCOMPARE(metrics.canaryLatency.count(), std::uint64_t{15 * 50});
        QCOMPARE(metrics.baselineLatency.count(), std::uint64_t{15 * 100});
        QCOMPARE(metrics.waveStarts.size(), std::size_t{1});
        QVERIFY(metrics.to == fixture.clock.now());
    }

    void bucketsNeverBecomeTooMany() {
        using namespace std::chrono_literals;
        QVERIFY(bucketWidth(5min, 1s, 2'000) == 1s);
        QVERIFY(bucketWidth(5min, 10s, 2'000) == 10s);
        QVERIFY(bucketWidth(5min, 0s, 2'000) == 10s);
        for (const Duration span : {Duration(1h), Duration(24h), Duration(24h * 365)}) {
            const Duration width = bucketWidth(span, 1s, 2'000);
            QVERIFY(span / width <= 2'000);
            QVERIFY(width % 1s == 0s);
        }
    }

    void detailOfAnApproval() {
        ServiceFixture fixture;
        const DeploymentId before = fixture.submitted(ServiceFixture::request("QA"));
        QVERIFY(fixture.start(before).ok() && fixture.finish(before).ok());
        const DeploymentId old = fixture.submitted(ServiceFixture::request("Staging", "1.0.0"));
        QVERIFY(fixture.start(old).ok() && fixture.finish(old).ok());
        fixture.artifacts.add("storefront", "1.3.0").settings = {{"COLOUR", "blue"}};
        const DeploymentId id = fixture.submitted(ServiceFixture::request("Staging"));
        const Approval approval = fixture.askForApproval(id);
        const auto answer = fixture.service.query(fixture.approver, q::OneApproval{approval.id});
        EXPECT_OK(answer);
        const auto& detail = as<ports::ApprovalDetail>(answer);
        QVERIFY(detail.approval == approval);
        QVERIFY(detail.deployment.summary.id == id);
        QVERIFY(detail.previousEnvironment && detail.previousEnvironment->id == before);
        QVERIFY(detail.mayApprove.ok());
        QVERIFY(detail.now == fixture.clock.now());
        const auto own = fixture.service.query(fixture.operator_, q::OneApproval{approval.id});
        EXPECT_ERROR(as<ports::ApprovalDetail>(own).mayApprove, ErrorCode::PermissionDenied);
    }

    void diffOfSettings() {
        ServiceFixture fixture;
        fixture.artifacts.add("basket", "1.0.0").settings = {{"COLOUR", "red"}};
        ReleaseInfo& next = fixture.artifacts.add("basket", "2.0.0");
        next.settings = {{"COLOUR", "blue"}};
        next.metadata = {{"commit", "abc"}};
        DeploymentRequest request = ServiceFixture::request("Staging", "1.0.0");
        request.module = ModuleName{"basket"};
        const DeploymentId old = fixture.submitted(request);
        QVERIFY(fixture.start(old).ok() && fixture.finish(old).ok());
        request.version = *Version::parse("2.0.0");
        const Approval approval = fixture.askForApproval(fixture.submitted(request));
        const auto answer = fixture.service.query(fixture.viewer, q::OneApproval{approval.id});
        EXPECT_OK(answer);
        const auto& detail = as<ports::ApprovalDetail>(answer);
        QCOMPARE(detail.settingsBefore.at("COLOUR"), std::string("red"));
        QCOMPARE(detail.settingsAfter.at("COLOUR"), std::string("blue"));
        QCOMPARE(detail.settingsAfter.at("metadata.commit"), std::string("abc"));
    }

    void oneNodeWithItsDeployments() {
        ServiceFixture fixture;
        const DeploymentId all = fixture.submitted();
        DeploymentRequest some = ServiceFixture::request();
        some.selector.nodes = {NodeId{"Development-3"}};
        const DeploymentId one = fixture.submitted(some);
        const auto three = fixture.service.query(fixture.viewer, q::OneNode{NodeId{"Development-3"}});
        EXPECT_OK(three);
        QCOMPARE(as<ports::NodeDetail>(three).recentDeployments.size(), std::size_t{2});
        QVERIFY(as<ports::NodeDetail>(three).recentDeployments.front().id == one);
        const auto four = fixture.service.query(fixture.viewer, q::OneNode{NodeId{"Development-4"}});
        QCOMPARE(as<ports::NodeDetail>(four).recentDeployments.size(), std::size_t{1});
        EXPECT_ERROR(fixture.service.query(fixture.viewer, q::OneNode{NodeId{"x"}}), ErrorCode::NotFound);
    }

    void auditReleasesAndLists() {
        ServiceFixture fixture;
        const DeploymentId id = fixture.submitted();
        const auto audit = fixture.service.query(fixture.viewer, q::Audit{});
        QCOMPARE(as<ports::AuditPage>(audit).rows.size(), std::size_t{1});
        fixture.store.sealAudit(100);
        const auto check = fixture.service.query(fixture.viewer, q::VerifyAudit{});
        QCOMPARE(as<ports::AuditCheck>(check).sealedRecords, std::uint64_t{1});
        QVERIFY(!as<ports::AuditCheck>(check).firstBroken);
        const auto releases = fixture.service.query(fixture.viewer, q::Releases{});
        QCOMPARE(as<std::vector<ReleaseInfo>>(releases).size(), std::size_t{3});
        const auto list = fixture.service.query(fixture.viewer, q::Deployments{});
        QVERIFY(as<ports::DeploymentPage>(list).rows.front().id == id);
        EXPECT_ERROR(fixture.service.query(fixture.viewer, q::Deployments{{}, "bad page", 10}),
                     ErrorCode::InvalidArgument);
    }

    void nothingLeaksToAnotherTenant() {
        ServiceFixture fixture;
        const DeploymentId id = fixture.submitted(ServiceFixture::request("Staging"));
        const Approval approval = fixture.askForApproval(id);
        const Identity stranger = fixture.person("mallory", {Role::Admin}, "globex");
        for (const ports::ConsoleQuery& query : std::vector<ports::ConsoleQuery>{
                 q::OneDeployment{id}, q::Events{id, 0, 10}, q::Metrics{id, {}}, q::OneApproval{approval.id},
                 q::OneNode{NodeId{"Staging-1"}}, q::PlanFor{ServiceFixture::request()}}) {
            EXPECT_ERROR(fixture.service.query(stranger, query), ErrorCode::NotFound);
        }
        QVERIFY(as<ports::DeploymentPage>(fixture.service.query(stranger, q::Deployments{})).rows.empty());
        QVERIFY(as<std::vector<Approval>>(fixture.service.query(stranger, q::Approvals{})).empty());
        QVERIFY(as<ports::AuditPage>(fixture.service.query(stranger, q::Audit{})).rows.empty());
    }
};

QTEST_APPLESS_MAIN(TestQueries)
#include "tst_queries.moc"
