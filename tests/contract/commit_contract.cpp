// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/expect.h"
#include "tests/contract/rows.h"
#include "tests/contract/suites.h"

#include "core/domain/limits.h"

#include <atomic>

namespace hotswap::contract {

namespace {

ports::Transaction keyed(const DeploymentId& id, const std::string& key, const std::string& digest) {
    ports::Transaction tx = submit(id);
    tx.key = IdempotencyKey{key};
    tx.requestDigest = digest;
    tx.keyResult = id.value;
    return tx;
}

std::size_t rowsOf(StoreFixture& fixture, const TenantId& tenant = kTenant) {
    return fixture.reader().deployments(tenant, {}, {}, limits::kPageRowsMax)->rows.size();
}

} // namespace

void CommitContract::refusesWhatCannotBeATransaction() {
    const auto fixture = m_factory();
    EXPECT_ERROR(fixture->store().commit(transaction()), ErrorCode::InvalidArgument);
    EXPECT_ERROR(fixture->store().commit(submit(deploymentId(1), Scope{})), ErrorCode::InvalidArgument);
    ports::Transaction twice = submit(deploymentId(1));
    twice.appends.push_back(twice.appends.front());
    EXPECT_ERROR(fixture->store().commit(twice), ErrorCode::InvalidArgument);
    ports::Transaction foreign = submit(deploymentId(1));
    foreign.tenant = kOther;
    EXPECT_ERROR(fixture->store().commit(foreign), ErrorCode::InvalidArgument);
    ports::Transaction noEvents = submit(deploymentId(1));
    noEvents.appends.front().events.clear();
    EXPECT_ERROR(fixture->store().commit(noEvents), ErrorCode::InvalidArgument);
    ports::Transaction unproven = submit(deploymentId(1));
    unproven.commands.push_back(command("c1", "n1"));
    EXPECT_ERROR(fixture->store().commit(unproven), ErrorCode::InvalidArgument);
    QCOMPARE(rowsOf(*fixture), std::size_t{0});
}

void CommitContract::appendsOnlyToTheExpectedVersion() {
    const auto fixture = m_factory();
    const DeploymentId id = deploymentId(1);
    const auto first = fixture->store().commit(submit(id));
    EXPECT_OK(first);
    QCOMPARE(first->versions, std::vector<std::uint64_t>{1});
    EXPECT_ERROR(fixture->store().commit(submit(id)), ErrorCode::AlreadyExists);

    ports::Transaction next = transaction();
    next.appends.push_back(append(id, 1, DeploymentState::Running, 3));
    EXPECT_OK(fixture->store().commit(next));
    EXPECT_ERROR(fixture->store().commit(next), ErrorCode::VersionConflict);
    next.appends.front().deployment = next.appends.front().summary.id = deploymentId(2);
    EXPECT_ERROR(fixture->store().commit(next), ErrorCode::NotFound);

    const auto events = fixture->store().loadEvents(kTenant, id, 1, 2);
    EXPECT_OK(events);
    QCOMPARE(events->size(), std::size_t{2});
    QCOMPARE(events->front().version, std::uint64_t{2});
    QCOMPARE(events->back().version, std::uint64_t{3});
    QVERIFY(std::holds_alternative<events::Paused>(events->back().body));
    QCOMPARE(fixture->reader().deployment(kTenant, id)->version, std::uint64_t{4});
}

void CommitContract::changesNothingWhenAnyPartIsRefused() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->store().commit(submit(deploymentId(1))));
    ports::Transaction tx = submit(deploymentId(2));
    tx.appends.push_back(append(deploymentId(1), 7, DeploymentState::Running)); // the wrong version
    tx.audit.push_back(auditRecord("deployment-2"));
    tx.approvals.push_back(
        {ports::ApprovalChange::Kind::Put, pendingApproval("a1", deploymentId(2), kNever)});
    tx.capacity.push_back({deploymentId(2), kScope.environment, {NodeId{"n1"}}, {}, 10, true});
    tx.key = IdempotencyKey{"k1"};
    EXPECT_ERROR(fixture->store().commit(tx), ErrorCode::VersionConflict);
    EXPECT_ERROR(fixture->reader().deployment(kTenant, deploymentId(2)), ErrorCode::NotFound);
    EXPECT_ERROR(fixture->store().loadApproval(kTenant, ApprovalId{"a1"}), ErrorCode::NotFound);
    QVERIFY(fixture->reader().audit(kTenant, {}, {}, 10)->rows.empty());
    tx.appends.pop_back();
    EXPECT_OK(fixture->store().commit(tx)); // neither the key nor the node was taken
    ports::Transaction other = transaction();
    other.capacity.push_back({deploymentId(1), kScope.environment, {NodeId{"n1"}}, {}, 10, true});
    EXPECT_ERROR(fixture->store().commit(other), ErrorCode::CapacityRefused);
}

void CommitContract::letsOneOfManyWritersWin() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->store().commit(submit(deploymentId(1))));
    std::atomic<int> won{0};
    std::atomic<int> lost{0};
    atOnce(8, [&](int) {
        for (std::uint64_t version = 1; version <= 50; ++version) {
            ports::Transaction tx = transaction();
            tx.appends.push_back(append(deploymentId(1), version, DeploymentState::Running));
            const auto result = fixture->store().commit(tx);
            ++(result.ok() ? won : lost);
            // A loser waits for nobody: whoever won, the stream has at least this version now.
            if (!result.ok() && result.error().code != ErrorCode::VersionConflict) {
                lost += 1'000;
            }
        }
    });
    QCOMPARE(won.load(), 50);
    QCOMPARE(lost.load(), 8 * 50 - 50);
    const auto events = fixture->store().loadEvents(kTenant, deploymentId(1), 0, 1'000);
    QCOMPARE(events->size(), std::size_t{51});
    for (std::size_t i = 0; i < events->size(); ++i) {
        QCOMPARE((*events)[i].version, std::uint64_t{i + 1});
    }
}

void CommitContract::answersARepeatedKeyWithItsFirstResult() {
    const auto fixture = m_factory();
    const auto first = fixture->store().commit(keyed(deploymentId(1), "k", "d"));
    EXPECT_OK(first);
    QVERIFY(!first->repeated);
    const auto again = fixture->store().commit(keyed(deploymentId(2), "k", "d"));
    EXPECT_OK(again);
    QVERIFY(again->repeated);
    QCOMPARE(again->keyResult, deploymentId(1).value);
    QCOMPARE(rowsOf(*fixture), std::size_t{1});

    ports::Transaction otherUser = keyed(deploymentId(3), "k", "d");
    otherUser.user = UserId{"bob"};
    const auto bob = fixture->store().commit(otherUser);
    EXPECT_OK(bob);
    QVERIFY(!bob->repeated);
}

void CommitContract::tellsAReusedKey() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->store().commit(keyed(deploymentId(1), "k", "d")));
    EXPECT_ERROR(fixture->store().commit(keyed(deploymentId(2), "k", "other")), ErrorCode::KeyReused);
    QCOMPARE(rowsOf(*fixture), std::size_t{1});
}

void CommitContract::forgetsAKeyAfterADay() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->store().commit(keyed(deploymentId(1), "k", "d")));
    fixture->advance(limits::kIdempotencyKept - Duration{1'000});
    QVERIFY(fixture->store().commit(keyed(deploymentId(2), "k", "d"))->repeated);
    fixture->advance(Duration{2'000});
    const auto later = fixture->store().commit(keyed(deploymentId(2), "k", "other"));
    EXPECT_OK(later);
    QVERIFY(!later->repeated);
}

void CommitContract::tellsWhatBecameOfAKey() {
    const auto fixture = m_factory();
    ports::Transaction question = transaction();
    question.key = IdempotencyKey{"k"};
    question.requestDigest = "d";
    EXPECT_ERROR(fixture->store().commit(question), ErrorCode::NotFound);
    EXPECT_OK(fixture->store().commit(keyed(deploymentId(1), "k", "d")));
    const auto answer = fixture->store().commit(question);
    EXPECT_OK(answer);
    QVERIFY(answer->repeated);
    QCOMPARE(answer->keyResult, deploymentId(1).value);
    question.requestDigest = "other";
    EXPECT_ERROR(fixture->store().commit(question), ErrorCode::KeyReused);
}

void CommitContract::countsManyEqualSubmitsOnce() {
    constexpr int kSubmits = 1'000;
    constexpr int kEqualKeys = 100;
    const auto fixture = m_factory();
    std::atomic<int> fresh{0};
    std::atomic<int> repeated{0};
    atOnce(8, [&](int thread) {
        for (int i = thread; i < kSubmits; i += 8) {
            const bool equal = i < kEqualKeys;
            const auto result = fixture->store().commit(
                keyed(deploymentId(i), equal ? "the same" : "key " + std::to_string(i), equal ? "d" : "own"));
            if (result.ok()) {
                ++(result->repeated ? repeated : fresh);
            }
        }
    });
    QCOMPARE(fresh.load(), kSubmits - kEqualKeys + 1);
    QCOMPARE(repeated.load(), kEqualKeys - 1);
}

void CommitContract::holdsTheQueueLimitAgainstEverybodyAtOnce() {
    const auto fixture = m_factory();
    std::atomic<int> accepted{0};
    std::atomic<int> full{0};
    atOnce(8, [&](int thread) {
        for (int i = thread; i < 150; i += 8) {
            ports::Transaction tx = submit(deploymentId(i));
            tx.queuedMax = 100;
            const auto result = fixture->store().commit(tx);
            accepted += result.ok() ? 1 : 0;
            full += !result.ok() && result.error().code == ErrorCode::QueueFull ? 1 : 0;
        }
    });
    QCOMPARE(accepted.load(), 100);
    QCOMPARE(full.load(), 50);
    ports::Transaction other = submit(deploymentId(1), Scope{kOther, kScope.environment, kScope.module});
    other.queuedMax = 100;
    EXPECT_OK(fixture->store().commit(other)); // a limit of its own for every tenant
}

void CommitContract::holdsTheRunningLimit() {
    const auto fixture = m_factory();
    for (int i = 0; i < 3; ++i) {
        const Scope scope{kTenant, kScope.environment, ModuleName{"module-" + std::to_string(i)}};
        EXPECT_OK(fixture->store().commit(submit(deploymentId(i), scope)));
        ports::Transaction start = transaction();
        start.appends.push_back(append(deploymentId(i), 1, DeploymentState::Running, 1, scope));
        start.runningMax = 2;
        if (i < 2) {
            EXPECT_OK(fixture->store().commit(start));
        } else {
            EXPECT_ERROR(fixture->store().commit(start), ErrorCode::LimitExceeded);
        }
    }
}

void CommitContract::letsOneDeploymentOfAScopeBeActive() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->store().commit(submit(deploymentId(1))));
    EXPECT_OK(fixture->store().commit(submit(deploymentId(2))));
    ports::Transaction first = transaction();
    first.appends.push_back(append(deploymentId(1), 1, DeploymentState::Running));
    EXPECT_OK(fixture->store().commit(first));
    ports::Transaction second = transaction();
    second.appends.push_back(append(deploymentId(2), 1, DeploymentState::Running));
    EXPECT_ERROR(fixture->store().commit(second), ErrorCode::TransitionRefused);
    second.appends.push_back(append(deploymentId(1), 2, DeploymentState::Succeeded)); // makes room in one go
    EXPECT_OK(fixture->store().commit(second));
}

void CommitContract::knowsAScopesDeploymentsAndStableRelease() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->store().commit(submit(deploymentId(1))));
    EXPECT_OK(fixture->store().commit(submit(deploymentId(2))));
    auto inScope = fixture->store().scopeDeployments(kScope);
    QCOMPARE(inScope->active, (std::vector<DeploymentId>{deploymentId(1), deploymentId(2)}));
    QVERIFY(!inScope->stable);

    const Release release{kScope.module, *Version::parse("1.1.0"), Digest{std::string(64, 'a')}};
    ports::Transaction done = transaction();
    done.appends.push_back(append(deploymentId(1), 1, DeploymentState::Succeeded));
    done.appends.front().summary.stableChange = {StableChange::Kind::Set, release};
    EXPECT_OK(fixture->store().commit(done));
    inScope = fixture->store().scopeDeployments(kScope);
    QCOMPARE(inScope->active, std::vector<DeploymentId>{deploymentId(2)});
    QVERIFY(inScope->stable == release);

    ports::Transaction back = transaction(); // a finished one that is taken back works again
    back.appends.push_back(append(deploymentId(1), 2, DeploymentState::RollingBack));
    back.appends.front().summary.stableChange = {StableChange::Kind::Cleared, {}};
    EXPECT_OK(fixture->store().commit(back));
    inScope = fixture->store().scopeDeployments(kScope);
    QCOMPARE(inScope->active, (std::vector<DeploymentId>{deploymentId(1), deploymentId(2)}));
    QVERIFY(!inScope->stable);
}

void CommitContract::listsScopesWithWorkOldestFirst() {
    const auto fixture = m_factory();
    const Scope zebra{kOther, kScope.environment, ModuleName{"zebra"}};
    EXPECT_OK(fixture->store().commit(submit(deploymentId(1), zebra)));
    EXPECT_OK(fixture->store().commit(submit(deploymentId(2))));
    EXPECT_OK(fixture->store().commit(submit(deploymentId(3), zebra)));
    QCOMPARE(*fixture->store().scopesWithWork(), (std::vector<Scope>{zebra, kScope}));
    ports::Transaction done = transaction(kOther);
    done.appends.push_back(append(deploymentId(1), 1, DeploymentState::Aborted, 1, zebra));
    EXPECT_OK(fixture->store().commit(done));
    QCOMPARE(*fixture->store().scopesWithWork(), (std::vector<Scope>{kScope, zebra}));
}

void CommitContract::pagesOverManyRows() {
    constexpr int kRows = 1'234;
    const auto fixture = m_factory();
    for (int i = 0; i < kRows; ++i) {
        EXPECT_OK(fixture->store().commit(submit(deploymentId(i))));
    }
    std::string page;
    int expected = kRows;
    do {
        const auto rows = fixture->reader().deployments(kTenant, {}, page, 100);
        EXPECT_OK(rows);
        for (const DeploymentSummary& row : rows->rows) {
            QCOMPARE(row.id.value, deploymentId(--expected).value); // newest first, none twice, none left out
        }
        page = rows->next;
        EXPECT_OK(fixture->store().commit(submit(deploymentId(10'000 + expected)))); // news moves no page
    } while (!page.empty());
    QCOMPARE(expected, 0);
    EXPECT_ERROR(fixture->reader().deployments(kTenant, {}, "no page", 100), ErrorCode::InvalidArgument);
    EXPECT_ERROR(fixture->reader().deployments(kTenant, {}, {}, 0), ErrorCode::InvalidArgument);
    EXPECT_ERROR(fixture->reader().deployments(kTenant, {}, {}, limits::kPageRowsMax + 1),
                 ErrorCode::InvalidArgument);
}

void CommitContract::filtersRows() {
    const auto fixture = m_factory();
    const Scope quality{kTenant, EnvironmentId{"QA"}, ModuleName{"basket"}};
    ports::Transaction described = submit(deploymentId(1), quality);
    described.appends.front().summary.description = "Fixes the Checkout";
    described.appends.front().summary.requestedBy = UserId{"carla"};
    EXPECT_OK(fixture->store().commit(described));
    EXPECT_OK(fixture->store().commit(submit(deploymentId(2))));
    const auto idsOf = [&](const ports::DeploymentFilter& filter) {
        std::vector<std::string> ids;
        const auto page = fixture->reader().deployments(kTenant, filter, {}, 10);
        for (const DeploymentSummary& row : page->rows) {
            ids.push_back(row.id.value);
        }
        return ids;
    };
    const std::vector<std::string> first{deploymentId(1).value};
    QCOMPARE(idsOf({quality.environment, {}, {}, {}}), first);
    QCOMPARE(idsOf({{}, quality.module, {}, {}}), first);
    QCOMPARE(idsOf({{}, {}, {}, "checkout"}), first);
    QCOMPARE(idsOf({{}, {}, {}, "CARLA"}), first);
    QCOMPARE(idsOf({{}, {}, {DeploymentState::Running}, {}}), std::vector<std::string>{});
    QCOMPARE(idsOf({{}, {}, {DeploymentState::Queued}, {}}).size(), std::size_t{2});
}

void CommitContract::hidesOtherTenants() {
    const auto fixture = m_factory();
    ports::Transaction tx = submit(deploymentId(1));
    tx.approvals.push_back(
        {ports::ApprovalChange::Kind::Put, pendingApproval("a1", deploymentId(1), kNever)});
    tx.audit.push_back(auditRecord("deployment-1"));
    EXPECT_OK(fixture->store().commit(tx));
    EXPECT_ERROR(fixture->store().loadEvents(kOther, deploymentId(1), 0, 10), ErrorCode::NotFound);
    EXPECT_ERROR(fixture->store().loadApproval(kOther, ApprovalId{"a1"}), ErrorCode::NotFound);
    EXPECT_ERROR(fixture->reader().deployment(kOther, deploymentId(1)), ErrorCode::NotFound);
    QCOMPARE(rowsOf(*fixture, kOther), std::size_t{0});
    QVERIFY(fixture->reader().approvals(kOther, {}, 10)->empty());
    QVERIFY(fixture->reader().audit(kOther, {}, {}, 10)->rows.empty());
    QCOMPARE(fixture->reader().verifyAudit(kOther)->records, std::uint64_t{0});

    const Scope theirs{kOther, kScope.environment, kScope.module};
    ports::Transaction intrusion = transaction(kOther);
    intrusion.appends.push_back(append(deploymentId(1), 1, DeploymentState::Aborted, 1, theirs));
    EXPECT_ERROR(fixture->store().commit(intrusion), ErrorCode::NotFound);
    EXPECT_OK(fixture->store().commit(submit(deploymentId(1), theirs))); // the same id, another thing
    QCOMPARE(fixture->reader().deployment(kTenant, deploymentId(1))->scope.tenant.value, kTenant.value);
}

} // namespace hotswap::contract
