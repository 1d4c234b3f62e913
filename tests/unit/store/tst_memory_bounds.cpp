// SPDX-License-Identifier: Apache-2.0
// What the memory store forgets, so that it never grows without end, and what reading costs.

#include "core/crypto/hash.h"
#include "core/domain/limits.h"
#include "core/domain/look_merge.h"
#include "core/store/memory/memory_store.h"
#include "tests/contract/expect.h"
#include "tests/contract/rows.h"
#include "tests/support/manual_clock.h"

#include <QTest>

#include <cmath>

using namespace hotswap;
using namespace hotswap::contract;

namespace {

struct Fixture {
    explicit Fixture(store::MemoryStoreOptions options = {})
        : store(
              clock, [](std::string_view bytes) { return crypto::sha256Hex(bytes); }, options) {}
    support::ManualClock clock;
    store::MemoryStore store;
};

Sample sampleAt(std::int64_t second, const std::string& nodeName = "n1") {
    Sample sample;
    sample.node = NodeId{nodeName};
    sample.module = kScope.module;
    sample.release = Digest{std::string(64, 'a')};
    sample.start = instantFromMs(1'790'000'000'000 + second * 1'000);
    sample.length = Duration{1'000};
    sample.requests = 10;
    sample.errors = 1;
    sample.cpuPercent = 20;
    sample.memoryPercent = 30;
    sample.latency.record(5, 10);
    return sample;
}

Status finish(Fixture& fixture, int number) {
    ports::Transaction tx = submit(deploymentId(number));
    tx.approvals.push_back({ports::ApprovalChange::Kind::Put,
                            pendingApproval("a" + std::to_string(number), deploymentId(number), kNever)});
    HS_TRY(fixture.store.store().commit(tx));
    ports::Transaction end = transaction();
    end.appends.push_back(append(deploymentId(number), 1, DeploymentState::Succeeded));
    const auto done = fixture.store.store().commit(end);
    HS_TRY(done);
    return success();
}

} // namespace

class TestMemoryBounds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void forgetsTheOldestFinishedDeployments() {
        store::MemoryStoreOptions options;
        options.finishedKept = 10;
        Fixture fixture(options);
        EXPECT_OK(fixture.store.store().commit(submit(deploymentId(1'000)))); // unfinished: never forgotten
        const auto lease = fixture.store.leases().acquire(kScope, HolderId{"agent-1"}, Duration{5'000});
        ports::Transaction commands = transaction();
        commands.proof = proofOf(*lease);
        commands.commands = {command("c1", "n1")};
        commands.commandsFor = deploymentId(0);
        EXPECT_OK(fixture.store.store().commit(commands));
        for (int i = 0; i < 100; ++i) {
            EXPECT_OK(finish(fixture, i));
        }
        EXPECT_ERROR(fixture.store.reader().deployment(kTenant, deploymentId(89)), ErrorCode::NotFound);
        EXPECT_ERROR(fixture.store.store().loadEvents(kTenant, deploymentId(89), 0, 1), ErrorCode::NotFound);
        EXPECT_OK(fixture.store.reader().deployment(kTenant, deploymentId(90)));
        EXPECT_OK(fixture.store.reader().deployment(kTenant, deploymentId(1'000)));
        QCOMPARE(fixture.store.reader().approvals(kTenant, {}, 100)->size(), std::size_t{10});
        EXPECT_ERROR(fixture.store.commands().stateOf(kTenant, CommandId{"c1"}), ErrorCode::NotFound);
        QVERIFY(fixture.store.commands().take(kTenant, {NodeId{"n1"}}, {}, 10)->empty());
    }

    void dropsOnlySealedAudit() {
        store::MemoryStoreOptions options;
        options.auditKept = 20;
        Fixture fixture(options);
        const auto write = [&](int count) {
            for (int i = 0; i < count; ++i) {
                ports::Transaction tx = transaction();
                tx.audit.push_back(auditRecord("d"));
                QVERIFY(fixture.store.store().commit(tx).ok());
            }
        };
        write(50);
        QCOMPARE(fixture.store.reader().verifyAudit(kTenant)->records, std::uint64_t{50});
        QCOMPARE(fixture.store.sealAudit(30), std::size_t{30});
        write(1);
        QCOMPARE(fixture.store.reader().verifyAudit(kTenant)->records, std::uint64_t{21});
        fixture.store.sealAudit(1'000);
        write(5);
        const auto check = fixture.store.reader().verifyAudit(kTenant);
        QCOMPARE(check->records, std::uint64_t{20});
        QVERIFY(!check->firstBroken); // the chain still holds on to the record before the first kept one
    }

    void refusesKeysBeyondItsRoom() {
        store::MemoryStoreOptions options;
        options.keysMax = 3;
        Fixture fixture(options);
        const auto use = [&](int number) {
            ports::Transaction tx = submit(deploymentId(number));
            tx.key = IdempotencyKey{"k" + std::to_string(number)};
            return fixture.store.store().commit(tx);
        };
        for (int i = 0; i < 3; ++i) {
            EXPECT_OK(use(i));
        }
        EXPECT_ERROR(use(3), ErrorCode::QueueFull);
        QVERIFY(use(2)->repeated);
        fixture.clock.advance(limits::kIdempotencyKept);
        EXPECT_OK(use(3));
    }

    void keepsSamplesWithinTimeAndCount() {
        store::MemoryStoreOptions options;
        options.samples.samplesMax = 100;
        options.samples.kept = Duration{60'000};
        Fixture fixture(options);
        for (int i = 0; i < 50; ++i) {
            EXPECT_OK(fixture.store.fleet().putSamples(kTenant, kScope.environment, {sampleAt(i * 10)}));
        }
        const Instant begin = sampleAt(0).start;
        const Instant end = sampleAt(10'000).start;
        const auto kept = fixture.store.fleet().samples(kScope, begin, end, 1'000);
        QCOMPARE(kept->size(), std::size_t{7}); // the newest and what is not a minute older
        EXPECT_OK(fixture.store.fleet().putSamples(kTenant, kScope.environment, {sampleAt(0)}));
        QCOMPARE(fixture.store.fleet().samples(kScope, begin, end, 1'000)->size(),
                 std::size_t{7}); // too late
        std::vector<Sample> many;
        for (int i = 0; i < 500; ++i) {
            many.push_back(sampleAt(500, "n" + std::to_string(i)));
        }
        EXPECT_OK(fixture.store.fleet().putSamples(kTenant, kScope.environment, many));
        QCOMPARE(fixture.store.fleet().samples(kScope, begin, end, 1'000)->size(), std::size_t{100});
    }

    void boundsNamesInSamples() {
        store::MemoryStoreOptions options;
        options.samples.namesMax = 10;
        Fixture fixture(options);
        for (int i = 0; i < 8; ++i) {
            EXPECT_OK(fixture.store.fleet().putSamples(kTenant, kScope.environment,
                                                       {sampleAt(i, "n" + std::to_string(i))}));
        }
        EXPECT_ERROR(fixture.store.fleet().putSamples(kTenant, kScope.environment, {sampleAt(9, "n9")}),
                     ErrorCode::LimitExceeded);
    }

    void sumsArms() {
        Fixture fixture;
        std::vector<Sample> samples;
        for (int i = 0; i < 10; ++i) {
            samples.push_back(sampleAt(i, "n1"));
            samples.push_back(sampleAt(i, "n2"));
            samples.push_back(sampleAt(i, "n3"));
            samples.back().release = Digest{std::string(64, 'b')};
        }
        EXPECT_OK(fixture.store.fleet().putSamples(kTenant, kScope.environment, samples));
        ports::ArmRequest request;
        request.nodes = {NodeId{"n1"}, NodeId{"n3"}, NodeId{"unknown"}};
        request.from = sampleAt(2).start;
        request.to = sampleAt(8).start;
        const auto windowOf = [&fixture](const ports::ArmRequest& arm) {
            const auto rows = fixture.store.metrics().rows(kScope, arm);
            if (!rows.ok()) {
                qFatal("%s", describe(rows.error()).c_str());
            }
            return windowSum(*rows, arm.from, arm.to);
        };
        WindowSum window = windowOf(request);
        QCOMPARE(window.sum.requests, std::uint64_t{120});
        QCOMPARE(window.sum.errors, std::uint64_t{12});
        QCOMPARE(window.samples, std::uint32_t{12});
        QCOMPARE(window.nodesSeen, std::uint32_t{2});
        QCOMPARE(window.sum.latency.count(), std::uint64_t{120});
        QCOMPARE(window.sum.cpuPercent, 20.0);
        QVERIFY(window.sum.start == request.from && window.sum.length == request.to - request.from);
        request.release = Digest{std::string(64, 'b')};
        window = windowOf(request);
        QCOMPARE(window.sum.requests, std::uint64_t{60});
        request.release = Digest{std::string(64, 'c')};
        window = windowOf(request);
        QCOMPARE(window.samples, std::uint32_t{0});
        QVERIFY(std::isnan(window.sum.cpuPercent)); // nothing was measured
    }

    void mergesHintsThatNobodyTakes() {
        Fixture fixture;
        // A listener that is at work while others commit: what piles up is one hint a stream, never the
        // newest version lost.
        constexpr std::uint64_t kVersions = 20'000;
        std::uint64_t calls = 0;
        std::uint64_t reached = 0;
        bool busy = false;
        const auto subscription = fixture.store.feed().listen([&](const ports::StreamHint& hint) {
            ++calls;
            reached = std::max(reached, hint.version);
            if (!std::exchange(busy, true)) {
                for (std::uint64_t version = 1; version < kVersions; ++version) {
                    ports::Transaction tx = transaction();
                    tx.appends.push_back(append(deploymentId(1), version, DeploymentState::Queued));
                    (void)fixture.store.store().commit(tx).ok();
                }
            }
        });
        EXPECT_OK(fixture.store.store().commit(submit(deploymentId(1))));
        QCOMPARE(reached, kVersions);
        QVERIFY(calls < kVersions / 2);
    }
};

QTEST_APPLESS_MAIN(TestMemoryBounds)
#include "tst_memory_bounds.moc"
