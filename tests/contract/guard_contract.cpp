// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/expect.h"
#include "tests/contract/rows.h"
#include "tests/contract/suites.h"

#include <QtTest/qtestdata.h>

#include <atomic>

namespace hotswap::contract {

namespace {

using Kind = ports::ApprovalChange::Kind;

constexpr Duration kHour{3600'000};

CastVote voteBy(const std::string& voter) {
    CastVote cast;
    cast.vote.voter = UserId{voter};
    return cast;
}

ports::Transaction change(Kind kind, Approval approval) {
    ports::Transaction tx = transaction();
    tx.approvals.push_back({kind, std::move(approval)});
    return tx;
}

/// A stored approval of a stored deployment, open for an hour.
Approval storeApproval(StoreFixture& fixture) {
    Approval approval = pendingApproval("a1", deploymentId(1), *fixture.store().now() + kHour);
    ports::Transaction tx = submit(deploymentId(1));
    tx.approvals.push_back({Kind::Put, approval});
    return fixture.store().commit(tx).ok() ? approval : Approval{};
}

Approval decided(Approval approval, ApprovalState state) {
    approval.state = state;
    return approval;
}

Status claim(StoreFixture& fixture, int deployment, const std::vector<std::string>& names, std::uint32_t max,
             bool lowers = true) {
    ports::Transaction tx = transaction();
    ports::CapacityChange capacity{deploymentId(deployment), kScope.environment, {}, {}, max, lowers};
    for (const std::string& name : names) {
        capacity.claim.push_back(NodeId{name});
    }
    tx.capacity.push_back(capacity);
    const auto committed = fixture.store().commit(tx);
    return committed.ok() ? success() : Status(committed.error());
}

Status release(StoreFixture& fixture, int deployment, const std::string& name) {
    ports::Transaction tx = transaction();
    tx.capacity.push_back({deploymentId(deployment), kScope.environment, {}, {NodeId{name}}, 0, false});
    const auto committed = fixture.store().commit(tx);
    return committed.ok() ? success() : Status(committed.error());
}

void storeNodes(StoreFixture& fixture, int count) {
    std::vector<Node> nodes;
    for (int i = 0; i < count; ++i) {
        nodes.push_back(node("n" + std::to_string(i)));
    }
    QVERIFY(fixture.fleet().putNodes(nodes).ok());
}

void writeAudit(StoreFixture& fixture, int count, const TenantId& tenant = kTenant) {
    for (int i = 0; i < count; ++i) {
        ports::Transaction tx = transaction(tenant);
        tx.audit.push_back(auditRecord("deployment-" + std::to_string(i)));
        QVERIFY(fixture.store().commit(tx).ok());
    }
}

} // namespace

void GuardContract::decidesAnApprovalOnce() {
    const auto fixture = m_factory();
    const Approval approval = storeApproval(*fixture);
    EXPECT_ERROR(fixture->store().commit(change(Kind::Put, approval)), ErrorCode::AlreadyExists);
    EXPECT_OK(fixture->store().commit(change(Kind::Decide, decided(approval, ApprovalState::Approved))));
    EXPECT_ERROR(fixture->store().commit(change(Kind::Decide, decided(approval, ApprovalState::Rejected))),
                 ErrorCode::AlreadyDecided);
    EXPECT_ERROR(fixture->store().commit(change(Kind::Vote, approval)), ErrorCode::AlreadyDecided);
    QCOMPARE(fixture->store().loadApproval(kTenant, approval.id)->state, ApprovalState::Approved);
    QVERIFY(fixture->reader().approvals(kTenant, {ApprovalState::Pending}, 10)->empty());
    QCOMPARE(fixture->reader().approvals(kTenant, {ApprovalState::Approved}, 10)->size(), std::size_t{1});
}

void GuardContract::letsADecisionOrAnExpiryWin() {
    for (int round = 0; round < 50; ++round) {
        const auto fixture = m_factory();
        const Approval approval = storeApproval(*fixture);
        std::atomic<int> won{0};
        std::atomic<int> lost{0};
        atOnce(4, [&](int i) {
            const ApprovalState state = i % 2 == 0 ? ApprovalState::Expired : ApprovalState::Approved;
            const auto result = fixture->store().commit(change(Kind::Decide, decided(approval, state)));
            ++(result.ok() ? won : lost);
        });
        QCOMPARE(won.load(), 1);
        QCOMPARE(lost.load(), 3);
    }
}

void GuardContract::losesNoVote() {
    const auto fixture = m_factory();
    Approval approval = storeApproval(*fixture);
    Approval withAnn = approval;
    withAnn.votes.push_back(voteBy("ann"));
    Approval withBob = approval;
    withBob.votes.push_back(voteBy("bob"));
    EXPECT_OK(fixture->store().commit(change(Kind::Vote, withAnn)));
    EXPECT_ERROR(fixture->store().commit(change(Kind::Vote, withBob)), ErrorCode::VersionConflict);
    EXPECT_ERROR(fixture->store().commit(change(Kind::Decide, decided(withBob, ApprovalState::Approved))),
                 ErrorCode::VersionConflict);
    withAnn.votes.push_back(voteBy("bob"));
    EXPECT_OK(fixture->store().commit(change(Kind::Decide, decided(withAnn, ApprovalState::Approved))));
    QCOMPARE(fixture->store().loadApproval(kTenant, approval.id)->votes.size(), std::size_t{2});
}

void GuardContract::takesNoVoteAfterTheExpiry() {
    const auto fixture = m_factory();
    const Approval approval = storeApproval(*fixture);
    fixture->advance(kHour);
    Approval late = approval;
    late.votes.push_back(voteBy("bob"));
    EXPECT_ERROR(fixture->store().commit(change(Kind::Vote, late)), ErrorCode::Expired);
    EXPECT_ERROR(fixture->store().commit(change(Kind::Decide, decided(late, ApprovalState::Approved))),
                 ErrorCode::Expired);
    EXPECT_OK(fixture->store().commit(change(Kind::Decide, decided(approval, ApprovalState::Expired))));
}

void GuardContract::listsExpiredApprovals() {
    const auto fixture = m_factory();
    const Instant now = *fixture->store().now();
    ports::Transaction tx = submit(deploymentId(1));
    for (int i = 5; i > 0; --i) {
        tx.approvals.push_back(
            {Kind::Put, pendingApproval("a" + std::to_string(i), deploymentId(1), now + i * kHour)});
    }
    EXPECT_OK(fixture->store().commit(tx));
    QVERIFY(fixture->store().expiredApprovals(now, 10)->empty());
    const auto expired = fixture->store().expiredApprovals(now + 3 * kHour, 2);
    EXPECT_OK(expired);
    QCOMPARE(expired->size(), std::size_t{2});
    QCOMPARE(expired->front().id.value, std::string("a1"));
    EXPECT_OK(
        fixture->store().commit(change(Kind::Decide, decided(expired->front(), ApprovalState::Expired))));
    QCOMPARE(fixture->store().expiredApprovals(now + 3 * kHour, 10)->size(), std::size_t{2});
}

void GuardContract::givesANodeToOneDeployment() {
    const auto fixture = m_factory();
    storeNodes(*fixture, 10);
    EXPECT_OK(claim(*fixture, 1, {"n1"}, 10, false));
    EXPECT_OK(claim(*fixture, 1, {"n1"}, 10, false)); // again is nothing new
    EXPECT_ERROR(claim(*fixture, 2, {"n1"}, 10, false), ErrorCode::CapacityRefused);
    EXPECT_OK(release(*fixture, 2, "n1")); // not its own: nothing happens
    EXPECT_ERROR(claim(*fixture, 2, {"n1"}, 10, false), ErrorCode::CapacityRefused);
    EXPECT_OK(release(*fixture, 1, "n1"));
    EXPECT_OK(claim(*fixture, 2, {"n1"}, 10, false));
}

void GuardContract::keepsTwoModulesAboveTheFloorTogether() {
    const auto fixture = m_factory();
    storeNodes(*fixture, 10);
    EXPECT_OK(claim(*fixture, 1, {"n1"}, 2));
    EXPECT_OK(claim(*fixture, 2, {"n2"}, 2));
    EXPECT_ERROR(claim(*fixture, 3, {"n3"}, 2), ErrorCode::CapacityRefused);
    EXPECT_OK(claim(*fixture, 3, {"n3"}, 2, false)); // without downtime it costs nothing
    EXPECT_OK(release(*fixture, 1, "n1"));
    EXPECT_ERROR(claim(*fixture, 4, {"n4", "n5"}, 2), ErrorCode::CapacityRefused);
    EXPECT_OK(claim(*fixture, 4, {"n4"}, 2)); // the refused pair took nothing
    EXPECT_OK(fixture->fleet().putNodes({node("n9", NodeState::Draining)}));
    EXPECT_OK(release(*fixture, 4, "n4"));
    EXPECT_ERROR(claim(*fixture, 4, {"n4"}, 2), ErrorCode::CapacityRefused); // n2 and the draining n9
}

void GuardContract::repairsForNothing() {
    const auto fixture = m_factory();
    storeNodes(*fixture, 3);
    EXPECT_OK(claim(*fixture, 1, {"n0"}, 0)); // one is always allowed when all others serve
    EXPECT_ERROR(claim(*fixture, 2, {"n1"}, 0), ErrorCode::CapacityRefused);
    EXPECT_OK(release(*fixture, 1, "n0"));
    EXPECT_OK(fixture->fleet().putNodes({node("n2", NodeState::Offline)}));
    EXPECT_OK(claim(*fixture, 1, {"n2"}, 0)); // it does not serve: changing it costs nothing
    EXPECT_ERROR(claim(*fixture, 2, {"n1"}, 0), ErrorCode::CapacityRefused);
    EXPECT_OK(fixture->fleet().putNodes({node("n2", NodeState::Retired)}));
    EXPECT_OK(release(*fixture, 1, "n2"));
    EXPECT_OK(claim(*fixture, 2, {"n1"}, 0)); // a retired one is not missed
}

void GuardContract::keepsTheFloorUnderConcurrentClaims() {
    const auto fixture = m_factory();
    storeNodes(*fixture, 40);
    std::atomic<int> claimed{0};
    atOnce(8, [&](int thread) {
        for (int i = thread; i < 40; i += 8) {
            claimed += claim(*fixture, thread, {"n" + std::to_string(i)}, 8).ok() ? 1 : 0;
        }
    });
    QCOMPARE(claimed.load(), 8);
}

void GuardContract::freesTheNodesOfADeploymentThatEnds() {
    const auto fixture = m_factory();
    storeNodes(*fixture, 10);
    EXPECT_OK(fixture->store().commit(submit(deploymentId(1))));
    EXPECT_OK(claim(*fixture, 1, {"n1", "n2"}, 10));
    EXPECT_ERROR(claim(*fixture, 2, {"n1"}, 10), ErrorCode::CapacityRefused);
    ports::Transaction end = transaction();
    end.appends.push_back(append(deploymentId(1), 1, DeploymentState::Aborted));
    EXPECT_OK(fixture->store().commit(end));
    EXPECT_OK(claim(*fixture, 2, {"n1", "n2"}, 10));
}

void GuardContract::recordsAuditInTheTransaction() {
    const auto fixture = m_factory();
    const auto lease = fixture->leases().acquire(kScope, HolderId{"agent-1"}, kHour);
    ports::Transaction tx = submit(deploymentId(1));
    tx.audit.push_back(auditRecord("deployment-1"));
    tx.audit.front().tenant = kOther; // what the writer says of place and time does not count
    tx.audit.front().sequence = 77;
    EXPECT_OK(fixture->store().commit(tx));
    tx = transaction();
    tx.proof = proofOf(*lease);
    tx.audit.push_back(auditRecord("deployment-1"));
    EXPECT_OK(fixture->store().commit(tx));
    const auto page = fixture->reader().audit(kTenant, {}, {}, 10);
    EXPECT_OK(page);
    QCOMPARE(page->rows.size(), std::size_t{2});
    QCOMPARE(page->rows.front().sequence, std::uint64_t{2}); // newest first
    QCOMPARE(page->rows.front().actor, std::string("ann"));
    QCOMPARE(page->rows.front().via, std::string("agent-1"));
    QCOMPARE(page->rows.back().via, std::string("ann"));
    QCOMPARE(page->rows.back().tenant.value, kTenant.value);
    QVERIFY(page->rows.back().at == *fixture->store().now());
    QVERIFY(page->rows.back().hash.empty());
}

void GuardContract::verifiesASealedChain() {
    const auto fixture = m_factory();
    writeAudit(*fixture, 20);
    writeAudit(*fixture, 3, kOther);
    QCOMPARE(fixture->reader().verifyAudit(kTenant)->sealedRecords, std::uint64_t{0});
    fixture->sealAudit();
    writeAudit(*fixture, 5);
    const auto check = fixture->reader().verifyAudit(kTenant);
    EXPECT_OK(check);
    QCOMPARE(check->records, std::uint64_t{25});
    QCOMPARE(check->sealedRecords, std::uint64_t{20});
    QVERIFY(!check->firstBroken);
    fixture->sealAudit();
    QCOMPARE(fixture->reader().verifyAudit(kTenant)->sealedRecords, std::uint64_t{25});
    QVERIFY(!fixture->reader().verifyAudit(kTenant)->firstBroken);
    QCOMPARE(fixture->reader().verifyAudit(kOther)->sealedRecords, std::uint64_t{3});
}

void GuardContract::detectsTampering_data() {
    QTest::addColumn<int>("how");
    QTest::newRow("edit") << static_cast<int>(Tampering::EditDetail);
    QTest::newRow("edit and rehash") << static_cast<int>(Tampering::EditAndRehash);
    QTest::newRow("cut in the middle") << static_cast<int>(Tampering::CutMiddle);
    QTest::newRow("cut at the end") << static_cast<int>(Tampering::CutTail);
    QTest::newRow("swap") << static_cast<int>(Tampering::Swap);
    QTest::newRow("unseal") << static_cast<int>(Tampering::Unseal);
}

void GuardContract::detectsTampering() {
    QFETCH(const int, how);
    const auto fixture = m_factory();
    writeAudit(*fixture, 20);
    writeAudit(*fixture, 20, kOther);
    fixture->sealAudit();
    fixture->tamper(kTenant, static_cast<Tampering>(how));
    QVERIFY(fixture->reader().verifyAudit(kTenant)->firstBroken.has_value());
    QVERIFY(!fixture->reader().verifyAudit(kOther)->firstBroken.has_value());
}

void GuardContract::pagesAndFiltersAudit() {
    const auto fixture = m_factory();
    const Instant begin = *fixture->store().now();
    writeAudit(*fixture, 250);
    std::size_t seen = 0;
    std::string page;
    do {
        const auto rows = fixture->reader().audit(kTenant, {}, page, 100);
        EXPECT_OK(rows);
        for (const AuditRecord& record : rows->rows) {
            QCOMPARE(record.sequence, std::uint64_t{250 - seen++});
        }
        page = rows->next;
    } while (!page.empty());
    QCOMPARE(seen, std::size_t{250});
    QCOMPARE(fixture->reader().audit(kTenant, {"DEPLOYMENT-249", {}, {}}, {}, 10)->rows.size(),
             std::size_t{1});
    QCOMPARE(fixture->reader().audit(kTenant, {"storefront", {}, {}}, {}, 10)->rows.size(), std::size_t{10});
    QVERIFY(fixture->reader().audit(kTenant, {{}, begin + kHour, {}}, {}, 10)->rows.empty());
    QVERIFY(fixture->reader().audit(kTenant, {{}, {}, begin}, {}, 10)->rows.empty());
    EXPECT_ERROR(fixture->reader().audit(kTenant, {}, "x", 10), ErrorCode::InvalidArgument);
}

} // namespace hotswap::contract
