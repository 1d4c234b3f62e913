// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/expect.h"
#include "tests/contract/rows.h"
#include "tests/contract/suites.h"

#include <atomic>
#include <map>

namespace hotswap::contract {

namespace {

using Kind = ports::StreamHint::Kind;
using Hints = std::vector<ports::StreamHint>;

std::unique_ptr<ports::FeedSubscription> collect(StoreFixture& fixture, Watched<Hints>& hints) {
    return fixture.feed().listen(
        [&hints](const ports::StreamHint& hint) { hints.change([&](Hints& all) { all.push_back(hint); }); });
}

bool has(const Hints& hints, Kind kind, const std::function<bool(const ports::StreamHint&)>& fits = {}) {
    return std::any_of(hints.begin(), hints.end(), [&](const ports::StreamHint& hint) {
        return hint.kind == kind && (!fits || fits(hint));
    });
}

ports::Transaction next(const DeploymentId& id, std::uint64_t version) {
    ports::Transaction tx = transaction();
    tx.appends.push_back(append(id, version, DeploymentState::Queued));
    return tx;
}

} // namespace

void FeedContract::hintsAfterEveryCommit() {
    const auto fixture = m_factory();
    Watched<Hints> hints;
    const auto subscription = collect(*fixture, hints);
    ports::Transaction tx = submit(deploymentId(1));
    tx.audit.push_back(auditRecord("deployment-1"));
    tx.approvals.push_back(
        {ports::ApprovalChange::Kind::Put, pendingApproval("a1", deploymentId(1), kNever)});
    EXPECT_OK(fixture->store().commit(tx));
    QVERIFY(hints.waitFor([](const Hints& all) { return all.size() >= 3; }));
    const Hints all = hints.get();
    QVERIFY(has(all, Kind::Deployment, [](const auto& hint) {
        return hint.deployment == deploymentId(1) && hint.version >= 1 && hint.scope == kScope &&
               hint.tenant == kTenant;
    }));
    QVERIFY(has(all, Kind::Audit, [](const auto& hint) { return hint.tenant == kTenant; }));
    QVERIFY(has(all, Kind::Approval, [](const auto& hint) {
        return hint.approval == ApprovalId{"a1"} && hint.deployment == deploymentId(1);
    }));
}

void FeedContract::hintsNothingForARefusedCommit() {
    const auto fixture = m_factory();
    Watched<Hints> hints;
    const auto subscription = collect(*fixture, hints);
    EXPECT_ERROR(fixture->store().commit(next(deploymentId(1), 3)), ErrorCode::NotFound);
    EXPECT_OK(fixture->store().commit(submit(deploymentId(2))));
    QVERIFY(hints.waitFor([](const Hints& all) { return !all.empty(); }));
    QVERIFY(!has(hints.get(), Kind::Deployment,
                 [](const auto& hint) { return hint.deployment == deploymentId(1); }));
}

void FeedContract::keepsVersionsOfAStreamInOrder() {
    const auto fixture = m_factory();
    EXPECT_OK(fixture->store().commit(submit(deploymentId(1))));
    Watched<Hints> hints;
    const auto subscription = collect(*fixture, hints);
    std::atomic<std::uint64_t> version{1};
    atOnce(4, [&](int) {
        while (version.load() < 200) {
            const std::uint64_t seen = version.load();
            if (fixture->store().commit(next(deploymentId(1), seen)).ok()) {
                version.store(seen + 1);
            }
        }
    });
    const std::uint64_t last = fixture->store().loadEvents(kTenant, deploymentId(1), 0, 1'000)->size();
    QVERIFY(hints.waitFor([&](const Hints& all) { return !all.empty() && all.back().version == last; }));
    std::uint64_t before = 0;
    for (const ports::StreamHint& hint : hints.get()) {
        QVERIFY(hint.version >= before);
        before = hint.version;
    }
}

void FeedContract::missesNothingUnderManyWriters() {
    const auto fixture = m_factory();
    Watched<std::map<std::string, std::uint64_t>> reached;
    const auto subscription = fixture->feed().listen([&](const ports::StreamHint& hint) {
        reached.change([&](auto& all) {
            std::uint64_t& version = all[hint.deployment.value];
            version = std::max(version, hint.version);
        });
    });
    constexpr std::uint64_t kVersions = 100;
    atOnce(8, [&](int writer) {
        (void)fixture->store().commit(submit(deploymentId(writer))).ok();
        for (std::uint64_t version = 1; version < kVersions; ++version) {
            (void)fixture->store().commit(next(deploymentId(writer), version)).ok();
        }
    });
    QVERIFY(reached.waitFor([&](const auto& all) {
        for (int writer = 0; writer < 8; ++writer) {
            const auto it = all.find(deploymentId(writer).value);
            if (it == all.end() || it->second < kVersions) {
                return false;
            }
        }
        return true;
    }));
}

void FeedContract::letsAListenerCommit() {
    const auto fixture = m_factory();
    Watched<std::uint64_t> reached;
    const auto subscription = fixture->feed().listen([&](const ports::StreamHint& hint) {
        if (hint.kind == Kind::Deployment) {
            if (hint.version < 10) {
                (void)fixture->store().commit(next(hint.deployment, hint.version)).ok();
            }
            reached.change([&](std::uint64_t& version) { version = std::max(version, hint.version); });
        }
    });
    EXPECT_OK(fixture->store().commit(submit(deploymentId(1))));
    QVERIFY(reached.waitFor([](std::uint64_t version) { return version == 10; }));
}

void FeedContract::callsNobodyAfterTheEnd() {
    const auto fixture = m_factory();
    std::atomic<bool> stop{false};
    std::atomic<int> late{0};
    EXPECT_OK(fixture->store().commit(submit(deploymentId(1))));
    std::thread writer([&] {
        for (std::uint64_t version = 1; !stop.load(); ++version) {
            (void)fixture->store().commit(next(deploymentId(1), version)).ok();
        }
    });
    for (int round = 0; round < 200; ++round) {
        auto ended = std::make_shared<std::atomic<bool>>(false);
        auto subscription = fixture->feed().listen(
            [ended, &late](const ports::StreamHint&) { late += ended->load() ? 1 : 0; });
        subscription.reset();
        ended->store(true);
    }
    stop.store(true);
    writer.join();
    QCOMPARE(late.load(), 0);
}

void FeedContract::letsAListenerEndItself() {
    const auto fixture = m_factory();
    int calls = 0;
    std::unique_ptr<ports::FeedSubscription> subscription;
    subscription = fixture->feed().listen([&](const ports::StreamHint&) {
        ++calls;
        subscription.reset();
    });
    Watched<Hints> hints;
    const auto other = collect(*fixture, hints);
    EXPECT_OK(fixture->store().commit(submit(deploymentId(1))));
    EXPECT_OK(fixture->store().commit(submit(deploymentId(2))));
    QVERIFY(hints.waitFor([](const Hints& all) { return all.size() >= 2; }));
    QCOMPARE(calls, 1);
}

void FeedContract::hintsReceiptsFleetSamplesAndLeases() {
    const auto fixture = m_factory();
    Watched<Hints> hints;
    const auto subscription = collect(*fixture, hints);
    const auto lease = fixture->leases().acquire(kScope, HolderId{"agent-1"}, Duration{5'000});
    ports::Transaction tx = transaction();
    tx.proof = proofOf(*lease);
    tx.commands = {command("c1", "n1")};
    tx.commandsFor = deploymentId(1);
    EXPECT_OK(fixture->store().commit(tx));
    EXPECT_OK(fixture->commands().storeReceipts({receipt("c1", "n1")}));
    EXPECT_OK(fixture->fleet().putNodes({node("n1")}));
    Sample sample;
    sample.node = NodeId{"n1"};
    sample.module = kScope.module;
    sample.length = Duration{1'000};
    EXPECT_OK(fixture->fleet().putSamples(kTenant, kScope.environment, {sample}));
    QVERIFY(hints.waitFor([](const Hints& all) { return has(all, Kind::Samples); }));
    const Hints all = hints.get();
    QVERIFY(has(all, Kind::Lease, [](const auto& hint) { return hint.scope == kScope; }));
    QVERIFY(has(all, Kind::Commands));
    QVERIFY(has(all, Kind::Receipts,
                [](const auto& hint) { return hint.deployment == deploymentId(1) && hint.scope == kScope; }));
    QVERIFY(has(all, Kind::Fleet, [&](const auto& hint) {
        return hint.scope.environment == kScope.environment && hint.version >= 1;
    }));
    QVERIFY(has(all, Kind::Samples, [](const auto& hint) {
        return hint.scope.environment == kScope.environment && hint.tenant == kTenant;
    }));
}

} // namespace hotswap::contract
