// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/expect.h"
#include "tests/contract/rows.h"
#include "tests/contract/suites.h"

#include "core/domain/limits.h"

#include <cmath>
#include <limits>

namespace hotswap::contract {

namespace {

const Instant kStart = instantFromMs(1'790'000'000'000);

Sample rowOf(const std::string& nodeName, int second, std::uint64_t requests) {
    Sample row;
    row.node = NodeId{nodeName};
    row.module = kScope.module;
    row.release = Digest{std::string(64, 'a')};
    row.start = kStart + std::chrono::seconds(second);
    row.length = Duration{10'000};
    row.requests = requests;
    row.errors = requests / 10;
    row.latency.record(12.5, requests);
    row.cpuPercent = 31.25;
    row.memoryPercent = 40;
    return row;
}

LookEvidence lookOf(std::uint32_t number) {
    LookEvidence look;
    look.input.wave = 2;
    look.input.number = number;
    look.input.at = kStart + std::chrono::seconds(10 * static_cast<int>(number));
    look.input.canary = {rowOf("n1", 0, 120)};
    look.input.untouched = {rowOf("n2", 0, 100), rowOf("n3", 0, 80)};
    look.input.beforeRollout = WindowSum{rowOf("", -900, 5'000), 90, 1};
    look.input.series = {{"queue-depth", 4, 3.5, false}};
    look.verdict.kind = VerdictKind::Fail;
    look.verdict.at = look.input.at;
    look.verdict.looks = number;
    MetricFinding finding;
    finding.kind = VerdictKind::Fail;
    finding.judge = JudgeKind::Sequential;
    finding.canary = 0.1;
    finding.high = 0.25;
    finding.timeNeeded = Duration{90'000};
    look.verdict.findings = {finding};
    look.verdict.score = 71.5;
    return look;
}

/// A leader's decision on deployment 1 that rests on looks.
class Decisions {
public:
    explicit Decisions(StoreFixture& fixture) : m_fixture(fixture) {
        (void)fixture.store().commit(submit(deploymentId(1))).value();
        m_proof = proofOf(fixture.leases().acquire(kScope, HolderId{"agent-1"}, Duration{60'000}).value());
    }
    ports::Transaction by(std::vector<LookEvidence> looks) const {
        ports::Transaction tx = transaction();
        tx.proof = m_proof;
        tx.appends.push_back(append(deploymentId(1), m_version, DeploymentState::Running));
        tx.evidence = std::move(looks);
        return tx;
    }
    Result<ports::Committed> commit(std::vector<LookEvidence> looks) {
        auto committed = m_fixture.store().commit(by(std::move(looks)));
        m_version += committed.ok() ? 1 : 0;
        return committed;
    }
    Result<std::vector<LookEvidence>> all() {
        return m_fixture.evidence().evidence(kTenant, deploymentId(1), 0, 1'000);
    }

private:
    StoreFixture& m_fixture;
    ports::LeaseProof m_proof;
    std::uint64_t m_version = 1;
};

std::vector<std::uint32_t> numbersOf(const Result<std::vector<LookEvidence>>& looks) {
    std::vector<std::uint32_t> numbers;
    for (const LookEvidence& look : looks.value()) {
        numbers.push_back(look.input.number);
    }
    return numbers;
}

using Numbers = std::vector<std::uint32_t>;

} // namespace

void EvidenceContract::keepsALookWithTheDecision() {
    const auto fixture = m_factory();
    Decisions decisions(*fixture);
    QVERIFY(decisions.all()->empty());
    EXPECT_OK(decisions.commit({lookOf(1), lookOf(2)}));
    const auto looks = decisions.all();
    EXPECT_OK(looks);
    QVERIFY(*looks == (std::vector{lookOf(1), lookOf(2)}));
    const auto kept = fixture->evidence().kept(kTenant, deploymentId(1));
    EXPECT_OK(kept);
    QCOMPARE(kept->looks, 2U);
    QVERIFY(kept->bytes > 0 && kept->bytes < 2'000 && !kept->truncated);
}

void EvidenceContract::keepsNothingOfARefusedDecision() {
    const auto fixture = m_factory();
    Decisions decisions(*fixture);
    ports::Transaction late = decisions.by({lookOf(1)});
    late.appends.front().expectedVersion = 7;
    EXPECT_ERROR(fixture->store().commit(late), ErrorCode::VersionConflict);
    ports::Transaction old = decisions.by({lookOf(1)});
    old.proof->fence.epoch += 1;
    EXPECT_ERROR(fixture->store().commit(old), ErrorCode::EpochStale);
    QVERIFY(decisions.all()->empty());
}

void EvidenceContract::keepsALookOnce() {
    const auto fixture = m_factory();
    Decisions decisions(*fixture);
    EXPECT_OK(decisions.commit({lookOf(1), lookOf(2)}));
    LookEvidence other = lookOf(2);
    other.input.wave = 9;
    EXPECT_OK(decisions.commit({other, lookOf(3)}));
    EXPECT_OK(decisions.commit({lookOf(1)}));
    const auto looks = decisions.all();
    QCOMPARE(numbersOf(looks), (Numbers{1, 2, 3}));
    QVERIFY((*looks)[1] == lookOf(2));
}

void EvidenceContract::asksForOneAppendAndTheLease() {
    const auto fixture = m_factory();
    Decisions decisions(*fixture);
    ports::Transaction without = decisions.by({lookOf(1)});
    without.appends.clear();
    EXPECT_ERROR(fixture->store().commit(without), ErrorCode::InvalidArgument);
    ports::Transaction unled = decisions.by({lookOf(1)});
    unled.proof.reset();
    EXPECT_ERROR(fixture->store().commit(unled), ErrorCode::InvalidArgument);
    EXPECT_ERROR(decisions.commit({lookOf(2), lookOf(1)}), ErrorCode::InvalidArgument);
    EXPECT_ERROR(decisions.commit({lookOf(0)}), ErrorCode::InvalidArgument);
    QVERIFY(decisions.all()->empty());
}

void EvidenceContract::pagesLooks() {
    const auto fixture = m_factory();
    Decisions decisions(*fixture);
    EXPECT_OK(decisions.commit({lookOf(1), lookOf(2), lookOf(3), lookOf(5), lookOf(6)}));
    auto& book = fixture->evidence();
    QCOMPARE(numbersOf(book.evidence(kTenant, deploymentId(1), 0, 2)), (Numbers{1, 2}));
    QCOMPARE(numbersOf(book.evidence(kTenant, deploymentId(1), 2, 2)), (Numbers{3, 5}));
    QCOMPARE(numbersOf(book.evidence(kTenant, deploymentId(1), 6, 2)), Numbers{});
}

void EvidenceContract::mergesALookThatIsTooLong() {
    const auto fixture = m_factory();
    Decisions decisions(*fixture);
    LookEvidence look = lookOf(1);
    look.input.untouched.clear();
    std::uint64_t requests = 0;
    for (int i = 0; i < 8'000; ++i) {
        look.input.untouched.push_back(rowOf("node-" + std::to_string(i / 2), i % 2 * 10, 100 + i % 7));
        requests += look.input.untouched.back().requests;
    }
    EXPECT_OK(decisions.commit({look}));
    const auto looks = decisions.all();
    EXPECT_OK(looks);
    const LookInput& kept = looks->front().input;
    QCOMPARE(kept.mergedNodes, 4'000U);
    QCOMPARE(kept.untouched.size(), std::size_t{2});
    QVERIFY(kept.untouched[0].node.empty() && kept.untouched[0].start < kept.untouched[1].start);
    QCOMPARE(kept.untouched[0].requests + kept.untouched[1].requests, requests);
    QVERIFY(kept.canary == look.input.canary);
    QVERIFY(fixture->evidence().kept(kTenant, deploymentId(1))->bytes <= limits::kEvidenceBytesPerLookMax);
}

void EvidenceContract::stopsKeepingAtTheLimit() {
    const auto fixture = m_factory();
    Decisions decisions(*fixture);
    // Nearly as much as one look may have: names that differ everywhere.
    LookEvidence big = lookOf(1);
    for (std::size_t i = 0; i < limits::kEvidenceBytesPerLookMax / 70; ++i) {
        std::string name = std::to_string(i);
        big.input.series.push_back({name + std::string(60 - name.size(), 'x'), 0, 0, false});
    }
    std::vector<LookEvidence> looks;
    const std::size_t most =
        limits::kEvidenceBytesPerDeploymentMax / (limits::kEvidenceBytesPerLookMax - 8'192) + 2;
    for (std::uint32_t number = 1; number <= most; ++number) {
        big.input.number = number;
        looks.push_back(big);
        if (looks.size() == 100 || number == most) {
            EXPECT_OK(decisions.commit(std::move(looks)));
            looks.clear();
        }
    }
    const auto kept = fixture->evidence().kept(kTenant, deploymentId(1));
    EXPECT_OK(kept);
    QVERIFY(kept->truncated);
    QVERIFY(kept->looks < most && kept->bytes <= limits::kEvidenceBytesPerDeploymentMax);
    QVERIFY(kept->bytes + limits::kEvidenceBytesPerLookMax > limits::kEvidenceBytesPerDeploymentMax);
    // The decisions go on, and nothing with a gap before it is kept.
    EXPECT_OK(decisions.commit({lookOf(static_cast<std::uint32_t>(most) + 1)}));
    QCOMPARE(fixture->evidence().kept(kTenant, deploymentId(1))->looks, kept->looks);
}

void EvidenceContract::hidesOtherTenantsLooks() {
    const auto fixture = m_factory();
    Decisions decisions(*fixture);
    EXPECT_OK(decisions.commit({lookOf(1)}));
    auto& book = fixture->evidence();
    EXPECT_ERROR(book.evidence(kOther, deploymentId(1), 0, 10), ErrorCode::NotFound);
    EXPECT_ERROR(book.kept(kOther, deploymentId(1)), ErrorCode::NotFound);
    EXPECT_ERROR(book.evidence(kTenant, deploymentId(2), 0, 10), ErrorCode::NotFound);
}

} // namespace hotswap::contract
