// SPDX-License-Identifier: Apache-2.0
#include "core/domain/limits.h"
#include "tests/contract/expect.h"
#include "tests/contract/rows.h"
#include "tests/contract/suites.h"

#include <atomic>

namespace hotswap::contract {

namespace {

constexpr Duration kLease{5'000};
const HolderId kFirst{"agent-1"};
const HolderId kSecond{"agent-2"};

/// A transaction of a leader that starts the deployment's next step with commands.
ports::Transaction commanding(const ports::Lease& lease, const std::vector<SignedCommand>& commands) {
    ports::Transaction tx = transaction(lease.scope.tenant);
    tx.proof = proofOf(lease);
    tx.commands = commands;
    tx.commandsFor = deploymentId(1);
    return tx;
}

ports::Lease lead(StoreFixture& fixture, const HolderId& holder = kFirst) {
    const auto lease = fixture.leases().acquire(kScope, holder, kLease);
    return lease.ok() ? *lease : ports::Lease{};
}

std::vector<std::string> idsTaken(StoreFixture& fixture, const std::string& nodeName,
                                  bool newSession = false) {
    const std::vector<NodeId> nodes{NodeId{nodeName}};
    const auto taken =
        fixture.commands().take(kTenant, nodes, newSession ? nodes : std::vector<NodeId>{}, 100);
    std::vector<std::string> ids;
    for (const SignedCommand& row : *taken) {
        ids.push_back(row.id.value);
    }
    return ids;
}

using Ids = std::vector<std::string>;

} // namespace

void LeadContract::givesALeaseToOne() {
    const auto fixture = m_factory();
    const auto first = fixture->leases().acquire(kScope, kFirst, kLease);
    EXPECT_OK(first);
    QVERIFY(first->fence.generation >= 1);
    QVERIFY(first->expiresAt == *fixture->store().now() + kLease);
    EXPECT_ERROR(fixture->leases().acquire(kScope, kSecond, kLease), ErrorCode::LeaseHeld);
    EXPECT_ERROR(fixture->leases().acquire(kScope, HolderId{}, kLease), ErrorCode::InvalidArgument);
    EXPECT_ERROR(fixture->leases().acquire(kScope, kFirst, Duration{0}), ErrorCode::InvalidArgument);
    const auto all = fixture->leases().list();
    QCOMPARE(all->size(), std::size_t{1});
    QCOMPARE(all->front().holder.value, kFirst.value);
}

void LeadContract::raisesTheEpochOnlyAtATakeover() {
    const auto fixture = m_factory();
    const ports::Lease first = lead(*fixture);
    fixture->advance(Duration{1'000});
    const ports::Lease renewed = lead(*fixture);
    QVERIFY(renewed.fence == first.fence);
    QVERIFY(renewed.expiresAt > first.expiresAt);
    fixture->advance(kLease);
    const ports::Lease second = lead(*fixture, kSecond);
    QVERIFY(second.fence > first.fence);
    EXPECT_OK(fixture->leases().release(kScope, kSecond));
    const ports::Lease third = lead(*fixture);
    QVERIFY(third.fence > second.fence);
}

void LeadContract::renewsWhatIsHeld() {
    const auto fixture = m_factory();
    const Scope other{kTenant, EnvironmentId{"QA"}, kScope.module};
    const ports::Lease lease = lead(*fixture);
    EXPECT_OK(fixture->leases().acquire(other, kFirst, 2 * kLease));
    fixture->advance(kLease);
    const auto renewed = fixture->leases().renewAll(kFirst, kLease);
    EXPECT_OK(renewed);
    QCOMPARE(renewed->size(), std::size_t{1}); // the other one's time had run out
    QVERIFY(renewed->front().scope == other);
    QVERIFY(fixture->leases().renewAll(kSecond, kLease)->empty());
    QVERIFY(lead(*fixture).fence > lease.fence);
}

void LeadContract::refusesAnOldTermsProof() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->store().commit(submit(deploymentId(1))));
    const ports::Lease first = lead(*fixture);
    ports::Transaction tx = transaction();
    tx.proof = proofOf(first);
    tx.appends.push_back(append(deploymentId(1), 1, DeploymentState::Running));
    fixture->advance(2 * kLease);
    EXPECT_OK(fixture->store().commit(tx)); // nobody took over: authority is the term, not the clock
    const ports::Lease second = lead(*fixture, kSecond);
    tx.appends.front().expectedVersion = 2;
    EXPECT_ERROR(fixture->store().commit(tx), ErrorCode::EpochStale);
    ports::Transaction forged = tx;
    forged.proof->fence = second.fence;
    EXPECT_ERROR(fixture->store().commit(forged), ErrorCode::EpochStale);
    tx.proof = proofOf(second);
    EXPECT_OK(fixture->store().commit(tx));
    tx.proof->scope.tenant = kOther;
    EXPECT_ERROR(fixture->store().commit(tx), ErrorCode::InvalidArgument);
}

void LeadContract::refusesAProofAfterTheRelease() {
    const auto fixture = m_factory();
    const ports::Lease lease = lead(*fixture);
    EXPECT_OK(fixture->leases().release(kScope, kSecond)); // not its own: nothing happens
    EXPECT_OK(fixture->store().commit(commanding(lease, {command("c1", "n1")})));
    EXPECT_OK(fixture->leases().release(kScope, kFirst));
    QVERIFY(fixture->leases().list()->empty());
    EXPECT_ERROR(fixture->store().commit(commanding(lease, {command("c2", "n1")})), ErrorCode::EpochStale);
    QCOMPARE(idsTaken(*fixture, "n1"), Ids{"c1"}); // nobody leads anew: what was decided still holds
}

void LeadContract::givesALeaseToOneOfMany() {
    const auto fixture = m_factory();
    std::atomic<int> won{0};
    atOnce(8, [&](int i) {
        won += fixture->leases().acquire(kScope, HolderId{"agent-" + std::to_string(i)}, kLease).ok() ? 1 : 0;
    });
    QCOMPARE(won.load(), 1);
}

void LeadContract::showsCommandsAfterTheCommitOnly() {
    const auto fixture = m_factory();
    const ports::Lease lease = lead(*fixture);
    ports::Transaction refused = commanding(lease, {command("c1", "n1")});
    refused.appends.push_back(append(deploymentId(1), 5, DeploymentState::Running));
    EXPECT_ERROR(fixture->store().commit(refused), ErrorCode::NotFound);
    QVERIFY(idsTaken(*fixture, "n1").empty());
    EXPECT_ERROR(fixture->commands().stateOf(kTenant, CommandId{"c1"}), ErrorCode::NotFound);
    EXPECT_OK(fixture->store().commit(commanding(lease, {command("c1", "n1"), command("c2", "n2")})));
    QVERIFY(*fixture->commands().stateOf(kTenant, CommandId{"c1"}) == ports::CommandState::Pending);
    const auto taken = fixture->commands().take(kTenant, {NodeId{"n1"}, NodeId{"n3"}}, {}, 10);
    EXPECT_OK(taken);
    QCOMPARE(taken->size(), std::size_t{1});
    QVERIFY(taken->front() == command("c1", "n1"));
    QVERIFY(*fixture->commands().stateOf(kTenant, CommandId{"c1"}) == ports::CommandState::Delivered);
    EXPECT_ERROR(fixture->store().commit(commanding(lease, {command("c1", "n9")})),
                 ErrorCode::InvalidArgument);
}

void LeadContract::deliversOnceAndAgainToANewSession() {
    const auto fixture = m_factory();
    const ports::Lease lease = lead(*fixture);
    EXPECT_OK(fixture->store().commit(commanding(lease, {command("c1", "n1"), command("c2", "n1")})));
    QCOMPARE(fixture->commands().take(kTenant, {NodeId{"n1"}}, {}, 1)->size(), std::size_t{1});
    QCOMPARE(idsTaken(*fixture, "n1"), Ids{"c2"});
    QVERIFY(idsTaken(*fixture, "n1").empty());
    QCOMPARE(idsTaken(*fixture, "n1", true), (Ids{"c1", "c2"}));
    EXPECT_OK(fixture->commands().storeReceipts({receipt("c1", "n1")}));
    QCOMPARE(idsTaken(*fixture, "n1", true), Ids{"c2"});
}

void LeadContract::holdsBackCommandsOfAnOldTerm() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->store().commit(commanding(lead(*fixture), {command("c1", "n1")})));
    fixture->advance(2 * kLease);
    const ports::Lease second = lead(*fixture, kSecond);
    QVERIFY(idsTaken(*fixture, "n1", true).empty());
    EXPECT_OK(fixture->store().commit(commanding(second, {command("c1", "n1")}))); // signed anew
    QCOMPARE(idsTaken(*fixture, "n1"), Ids{"c1"});
}

void LeadContract::asksForTheAnswerToADeadCommandOfAnOldTerm() {
    const auto fixture = m_factory();
    EXPECT_OK(
        fixture->store().commit(commanding(lead(*fixture), {command("c1", "n1"), command("c2", "n2")})));
    QCOMPARE(idsTaken(*fixture, "n1"), Ids{"c1"}); // for nobody, as far as the next leader knows
    fixture->advance(2 * kLease);
    const ports::Lease second = lead(*fixture, kSecond);
    QVERIFY(idsTaken(*fixture, "n1", true).empty()); // the node could still accept it
    fixture->advance(limits::kCommandLifetimeMax + limits::kCommandGrace);
    QVERIFY(idsTaken(*fixture, "n1").empty());
    QCOMPARE(idsTaken(*fixture, "n1", true), Ids{"c1"});
    QVERIFY(idsTaken(*fixture, "n2", true).empty()); // never taken: the leader writes it anew
    EXPECT_OK(fixture->commands().storeReceipts({receipt("c1", "n1")}));
    QVERIFY(idsTaken(*fixture, "n1", true).empty());
}

void LeadContract::sendsAResignedCommandAgain() {
    const auto fixture = m_factory();
    const ports::Lease lease = lead(*fixture);
    EXPECT_OK(fixture->store().commit(commanding(lease, {command("c1", "n1")})));
    QCOMPARE(idsTaken(*fixture, "n1"), Ids{"c1"});
    SignedCommand anew = command("c1", "n1");
    anew.bytes = "bytes with a longer life";
    EXPECT_OK(fixture->store().commit(commanding(lease, {anew})));
    const auto taken = fixture->commands().take(kTenant, {NodeId{"n1"}}, {}, 10);
    QCOMPARE(taken->size(), std::size_t{1});
    QVERIFY(taken->front() == anew);
    EXPECT_OK(fixture->commands().storeReceipts({receipt("c1", "n1")}));
    EXPECT_OK(fixture->store().commit(commanding(lease, {anew})));
    QVERIFY(idsTaken(*fixture, "n1", true).empty()); // it has its answer
}

void LeadContract::voidsOnlyWhatWasNeverDelivered() {
    const auto fixture = m_factory();
    const ports::Lease lease = lead(*fixture);
    EXPECT_OK(fixture->store().commit(commanding(lease, {command("c1", "n1"), command("c2", "n2")})));
    QCOMPARE(idsTaken(*fixture, "n1"), Ids{"c1"});
    ports::Transaction tx = transaction();
    tx.proof = proofOf(lease);
    tx.voidCommands = {CommandId{"c1"}, CommandId{"c2"}, CommandId{"unknown"}};
    EXPECT_OK(fixture->store().commit(tx));
    QVERIFY(*fixture->commands().stateOf(kTenant, CommandId{"c1"}) == ports::CommandState::Delivered);
    QVERIFY(*fixture->commands().stateOf(kTenant, CommandId{"c2"}) == ports::CommandState::Void);
    QVERIFY(idsTaken(*fixture, "n2", true).empty());
    EXPECT_OK(fixture->store().commit(commanding(lease, {command("c2", "n2")})));
    QVERIFY(idsTaken(*fixture, "n2", true).empty()); // void is for good
}

void LeadContract::storesAReceiptOnce() {
    const auto fixture = m_factory();
    const ports::Lease lease = lead(*fixture);
    EXPECT_OK(fixture->store().commit(commanding(lease, {command("c1", "n1")})));
    QCOMPARE(idsTaken(*fixture, "n1"), Ids{"c1"});
    atOnce(4, [&](int) {
        (void)fixture->commands().storeReceipts({receipt("c1", "n1"), receipt("c1", "n1")}).ok();
    });
    const auto receipts = fixture->commands().receiptsOf(kTenant, deploymentId(1), 0, 10);
    EXPECT_OK(receipts);
    QCOMPARE(receipts->size(), std::size_t{1});
    QVERIFY(receipts->front().receipt == receipt("c1", "n1"));
    QCOMPARE(receipts->front().deployment.value, deploymentId(1).value);
    QVERIFY(*fixture->commands().stateOf(kTenant, CommandId{"c1"}) == ports::CommandState::Answered);
}

void LeadContract::ignoresReceiptsThatDoNotFit() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->store().commit(commanding(lead(*fixture), {command("c1", "n1")})));
    const Scope other{kOther, kScope.environment, kScope.module};
    EXPECT_OK(fixture->commands().storeReceipts(
        {receipt("unknown", "n1"), receipt("c1", "n2"), receipt("c1", "n1", other)}));
    QVERIFY(fixture->commands().receiptsOf(kTenant, deploymentId(1), 0, 10)->empty());
    QVERIFY(*fixture->commands().stateOf(kTenant, CommandId{"c1"}) == ports::CommandState::Pending);
}

void LeadContract::pagesReceipts() {
    const auto fixture = m_factory();
    std::vector<SignedCommand> commands;
    std::vector<Receipt> receipts;
    for (int i = 0; i < 25; ++i) {
        commands.push_back(command("c" + std::to_string(i), "n1"));
        receipts.push_back(receipt("c" + std::to_string(i), "n1"));
    }
    EXPECT_OK(fixture->store().commit(commanding(lead(*fixture), commands)));
    EXPECT_OK(fixture->commands().storeReceipts(receipts));
    std::uint64_t after = 0;
    int seen = 0;
    for (;;) {
        const auto page = fixture->commands().receiptsOf(kTenant, deploymentId(1), after, 10);
        EXPECT_OK(page);
        if (page->empty()) {
            break;
        }
        for (const ports::StoredReceipt& row : *page) {
            QVERIFY(row.sequence > after);
            after = row.sequence;
            QCOMPARE(row.receipt.command.value, "c" + std::to_string(seen++));
        }
    }
    QCOMPARE(seen, 25);
}

} // namespace hotswap::contract
