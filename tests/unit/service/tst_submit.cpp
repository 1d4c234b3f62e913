// SPDX-License-Identifier: Apache-2.0
// Submitting: what is written, what is refused, and what a key is good for.

#include "tests/unit/service/service_fixture.h"

#include <QTest>

#include <thread>

using namespace hotswap;
using namespace hotswap::service;

namespace {

/// Loses the link at the commit: the outcome is not known although the commit happened.
class LossyStore final : public ports::Store {
public:
    explicit LossyStore(ports::Store& store) : m_store(store) {}
    Result<ports::Committed> commit(const ports::Transaction& transaction) override {
        auto result = m_store.commit(transaction);
        if (!transaction.appends.empty() && loseNext) {
            loseNext = false;
            return makeError(ErrorCode::OutcomeUnknown);
        }
        return result;
    }
    Result<std::vector<DeploymentEvent>> loadEvents(const TenantId& tenant, const DeploymentId& id,
                                                    std::uint64_t after, std::size_t limit) override {
        return m_store.loadEvents(tenant, id, after, limit);
    }
    Result<ports::ScopeDeployments> scopeDeployments(const Scope& scope) override {
        return m_store.scopeDeployments(scope);
    }
    Result<std::vector<Scope>> scopesWithWork() override { return m_store.scopesWithWork(); }
    Result<Approval> loadApproval(const TenantId& tenant, const ApprovalId& id) override {
        return m_store.loadApproval(tenant, id);
    }
    Result<std::vector<Approval>> expiredApprovals(Instant now, std::size_t limit) override {
        return m_store.expiredApprovals(now, limit);
    }
    Result<Instant> now() override { return m_store.now(); }

    bool loseNext = false;

private:
    ports::Store& m_store;
};

} // namespace

class TestSubmit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesDeploymentEventAndAudit() {
        ServiceFixture fixture;
        DeploymentRequest request = ServiceFixture::request();
        request.description = "The spring sale";
        request.metadata = {{"ticket", "HS-7"}};
        const DeploymentId id = fixture.submitted(request);
        QVERIFY(!id.empty());
        const Deployment deployment = fixture.load(id);
        QCOMPARE(deployment.version(), std::uint64_t{1});
        QVERIFY(deployment.state() == DeploymentState::Queued);
        QCOMPARE(deployment.spec().requestedBy.value, std::string("operator"));
        QVERIFY(deployment.spec().requestedAt == fixture.clock.now());
        QVERIFY(deployment.spec().metadata == request.metadata);
        QCOMPARE(deployment.plan().mayChange.size(), std::size_t{10});
        const auto audit = fixture.store.reader().audit(fixture.operator_.tenant, {}, {}, 10);
        QCOMPARE(audit->rows.size(), std::size_t{1});
        QCOMPARE(audit->rows.front().action, std::string("deployment.submit"));
        QCOMPARE(audit->rows.front().actor, std::string("operator"));
        QCOMPARE(audit->rows.front().subject, id.value);
        QCOMPARE(audit->rows.front().details.at("version"), std::string("1.1.0"));
        QCOMPARE(audit->rows.front().details.at("plan"), deployment.plan().digest.value);
        const auto found =
            fixture.store.reader().deployments(fixture.operator_.tenant, {{}, {}, {}, "spring"}, {}, 9);
        QCOMPARE(found->rows.size(), std::size_t{1});
    }

    void answersARepetitionAsBefore() {
        ServiceFixture fixture;
        const IdempotencyKey key{"the key"};
        const ports::ConsoleRequest request = ports::requests::Submit{ServiceFixture::request()};
        const auto first = fixture.service.execute(fixture.operator_, request, key);
        EXPECT_OK(first);
        QVERIFY(!first->repeated);
        QVERIFY(fixture.start(DeploymentId{first->id}).ok());
        QVERIFY(
            fixture.finish(DeploymentId{first->id}).ok()); // the same submit would be planned otherwise now
        const auto again = fixture.service.execute(fixture.operator_, request, key);
        EXPECT_OK(again);
        QVERIFY(again->repeated);
        QCOMPARE(again->id, first->id);
        const Identity other = fixture.person("other", {Role::Deployer});
        const auto others =
            fixture.service.execute(other, ports::requests::Submit{ServiceFixture::request("QA")}, key);
        EXPECT_OK(others); // keys are each person's own
        QVERIFY(!others->repeated);
        QCOMPARE(fixture.auditRows(), std::size_t{2});
    }

    void tellsAReusedKeyByEveryField() {
        ServiceFixture fixture;
        const IdempotencyKey key{"the key"};
        DeploymentRequest base = ServiceFixture::request();
        base.policy = defaultPolicy(base.environment);
        EXPECT_OK(fixture.service.execute(fixture.operator_, ports::requests::Submit{base}, key));
        std::vector<DeploymentRequest> others(9, base);
        others[0].environment = EnvironmentId{"QA"};
        others[1].version = *Version::parse("1.2.0");
        others[2].policy->strategy.inFlightMax = 3;
        others[3].policy->judge.thresholds.front().relative = 0.75;
        others[4].policy->gate.healthyDeadline += Duration{1};
        others[5].selector.nodes = {NodeId{"Development-1"}};
        others[6].description = "else";
        others[7].metadata = {{"a", "b"}};
        others[8].supersede = true;
        for (const DeploymentRequest& other : others) {
            EXPECT_ERROR(fixture.service.execute(fixture.operator_, ports::requests::Submit{other}, key),
                         ErrorCode::KeyReused);
        }
        EXPECT_ERROR(fixture.service.execute(fixture.operator_,
                                             ports::requests::Act{DeploymentId{"d"}, Verb::Pause, {}, {}},
                                             key),
                     ErrorCode::KeyReused);
    }

    void needsAKey() {
        ServiceFixture fixture;
        for (const std::string& text : {std::string(), std::string(200, 'k')}) {
            const auto answer = fixture.service.execute(
                fixture.operator_, ports::requests::Submit{ServiceFixture::request()}, IdempotencyKey{text});
            EXPECT_ERROR(answer, ErrorCode::InvalidArgument);
            QVERIFY(answer.error().fields.contains("key"));
        }
    }

    void countsThousandSubmitsWithEqualKeysRight() {
        ServiceOptions options;
        options.queuedMax = 2'000;
        ServiceFixture fixture(options);
        const DeploymentRequest request = ServiceFixture::request();
        std::atomic<int> fresh{0};
        contract::atOnce(4, [&](int thread) {
            for (int i = thread; i < 1'000; i += 4) {
                const IdempotencyKey key{i < 100 ? "equal" : "key " + std::to_string(i)};
                const auto answer =
                    fixture.service.execute(fixture.operator_, ports::requests::Submit{request}, key);
                fresh += answer.ok() && !answer->repeated ? 1 : 0;
            }
        });
        QCOMPARE(fresh.load(), 901);
    }

    void refusesTheHundredAndFirst() {
        ServiceFixture fixture;
        for (std::size_t i = 0; i < limits::kQueuedDeploymentsMax; ++i) {
            EXPECT_OK(fixture.submit(ServiceFixture::request()));
        }
        EXPECT_ERROR(fixture.submit(ServiceFixture::request()), ErrorCode::QueueFull);
        QCOMPARE(fixture.auditRows(), limits::kQueuedDeploymentsMax);
    }

    void namesEveryWrongField() {
        ServiceFixture fixture;
        DeploymentRequest request = ServiceFixture::request();
        request.module = ModuleName{"-"};
        request.description = std::string(1'001, 'x');
        request.policy = defaultPolicy(request.environment);
        request.policy->gate.availabilityFloorPercent = 101;
        const auto answer = fixture.submit(request);
        EXPECT_ERROR(answer, ErrorCode::InvalidArgument);
        for (const char* field : {"module", "description", "policy.gate.availabilityFloorPercent"}) {
            QVERIFY2(answer.error().fields.contains(field), field);
        }
        DeploymentRequest unknownNodes = ServiceFixture::request();
        unknownNodes.selector.nodes = {NodeId{"nowhere"}};
        const auto unknown = fixture.submit(unknownNodes);
        EXPECT_ERROR(unknown, ErrorCode::InvalidArgument);
        QVERIFY(unknown.error().fields.contains("selector.nodes"));
        EXPECT_ERROR(fixture.submit(ServiceFixture::request("Development", "9.9.9")), ErrorCode::NotFound);
        EXPECT_ERROR(fixture.submit(ServiceFixture::request("Nowhere")), ErrorCode::NotFound);
        QCOMPARE(fixture.auditRows(), std::size_t{0});
    }

    void supersedesTheOneUnderWay() {
        ServiceFixture fixture;
        const DeploymentId first = fixture.submitted();
        QVERIFY(fixture.start(first).ok());
        DeploymentRequest request = ServiceFixture::request("Development", "1.2.0");
        const DeploymentId queued = fixture.submitted(request);
        QVERIFY(!fixture.load(queued).spec().supersedes);
        request.supersede = true;
        const Deployment next = fixture.load(fixture.submitted(request));
        QVERIFY(next.spec().supersedes == first);
        QVERIFY(fixture.load(queued).supersededBy() ==
                next.id()); // what waited in between shall not run first
        QVERIFY(!fixture.load(first).supersededBy());
        QVERIFY(next.state() == DeploymentState::Queued); // the leader takes the old one back first
    }

    void waitsForAPersonWhereAScopeNeedsIntervention() {
        ServiceFixture fixture;
        const DeploymentId id = fixture.submitted();
        QVERIFY(fixture.start(id).ok());
        const NodeId node = fixture.load(id).plan().mayChange.front();
        QVERIFY(
            fixture
                .lead(id,
                      {events::WaveStarted{0},
                       events::NodeCommanded{node, CommandId{"c"}, CommandAction::Apply, 0, false, kNever},
                       events::RollbackStarted{EndReason::NodeFailed, {}, {node}, {}, {}},
                       events::NodeStuck{node, ErrorCode::Timeout, {}}, events::InterventionNeeded{{node}}})
                .ok());
        const auto answer = fixture.submit(ServiceFixture::request("Development", "1.2.0"));
        EXPECT_ERROR(answer, ErrorCode::TransitionRefused);
        QVERIFY(answer.error().detail.find(id.value) != std::string::npos);
        EXPECT_OK(fixture.submit(ServiceFixture::request("QA", "1.2.0")));
    }

    void reReadsWhenTheOutcomeIsUnknown() {
        ServiceFixture fixture;
        LossyStore lossy(fixture.store.store());
        ConsoleServiceImpl service(
            ServicePorts{lossy, fixture.store.reader(), fixture.store.fleet(), fixture.store.leases(),
                         fixture.store.feed(), fixture.artifacts, fixture.votes, fixture.clocks,
                         fixture.random, fixture.store.coordination(), fixture.store.records(),
                         fixture.store.enrolment(), fixture.store.orders()},
            {});
        lossy.loseNext = true;
        const auto answer = service.execute(
            fixture.operator_, ports::requests::Submit{ServiceFixture::request()}, IdempotencyKey{"k"});
        EXPECT_OK(answer);
        QVERIFY(!answer->id.empty());
        QCOMPARE(fixture.store.reader().deployments(fixture.operator_.tenant, {}, {}, 10)->rows.size(),
                 std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(TestSubmit)
#include "tst_submit.moc"
