// SPDX-License-Identifier: Apache-2.0
// What consoles are told: a snapshot, then coalesced deltas in order, a new snapshot after too much.

#include "tests/unit/service/service_fixture.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::service;

namespace {

constexpr Duration kInterval{100};

class Sink final : public ports::DeltaSink {
public:
    void deliver(std::shared_ptr<const ports::ConsoleDelta> delta) override {
        deltas.push_back(std::move(delta));
        if (onDelivery) {
            onDelivery();
        }
    }
    const ports::ConsoleDelta& last() const { return *deltas.back(); }
    std::vector<std::shared_ptr<const ports::ConsoleDelta>> deltas;
    std::function<void()> onDelivery;
};

struct Console {
    explicit Console(ServiceFixture& fixture, std::uint64_t cursor = 0, const Identity* who = nullptr)
        : subscription(*fixture.service.subscribe(who != nullptr ? *who : fixture.viewer, cursor, sink)) {}
    std::shared_ptr<Sink> sink = std::make_shared<Sink>();
    std::unique_ptr<ports::FeedSubscription> subscription;
};

/// Ticks at the fixture's time, an interval later.
Instant tick(ServiceFixture& fixture) {
    fixture.clock.advance(kInterval);
    return fixture.service.publisher().tick(fixture.clock.now());
}

Node changed(const std::string& name, double cpu) {
    Node node;
    node.id = NodeId{name};
    node.tenant = TenantId{"lab"};
    node.environment = EnvironmentId{name.substr(0, name.find('-'))};
    node.state = NodeState::Running;
    node.cpuPercent = cpu;
    return node;
}

} // namespace

class TestSnapshotPublisher : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void snapshotFirst() {
        ServiceFixture fixture;
        const DeploymentId finished = fixture.submitted();
        QVERIFY(fixture.start(finished).ok() && fixture.finish(finished).ok());
        const DeploymentId waiting = fixture.submitted(ServiceFixture::request("Staging"));
        const Approval approval = fixture.askForApproval(waiting);
        EXPECT_OK(fixture.store.leases().acquire(approval.scope, HolderId{"agent-1"}, Duration{5'000}));
        Console console(fixture);
        QVERIFY(console.sink->deltas.empty()); // nothing happens in the caller's thread
        QVERIFY(tick(fixture) == kNever);
        QCOMPARE(console.sink->deltas.size(), std::size_t{1});
        const ports::ConsoleDelta& all = console.sink->last();
        QVERIFY(all.snapshot && all.cursor > 0);
        QCOMPARE(all.nodes.size(), std::size_t{40});
        QCOMPARE(all.deployments.size(), std::size_t{2});
        QVERIFY(all.deployments.front().id == waiting); // unfinished ones first
        QCOMPARE(all.approvals.size(), std::size_t{1});
        QCOMPARE(all.leases.size(), std::size_t{1});
        QVERIFY(all.engineStopped.empty());
    }

    void deltasOfWhatChanged() {
        ServiceFixture fixture;
        Console console(fixture);
        tick(fixture);
        const std::uint64_t first = console.sink->last().cursor;
        tick(fixture);
        QCOMPARE(console.sink->deltas.size(), std::size_t{1}); // nothing changed, nothing is said
        const DeploymentId id = fixture.submitted();
        EXPECT_OK(fixture.store.fleet().putNodes({changed("QA-3", 55)}));
        tick(fixture);
        const ports::ConsoleDelta& delta = console.sink->last();
        QVERIFY(!delta.snapshot && delta.cursor > first);
        QCOMPARE(delta.nodes.size(), std::size_t{1});
        QCOMPARE(delta.nodes.front().cpuPercent, 55.0);
        QCOMPARE(delta.deployments.size(), std::size_t{1});
        QCOMPARE(delta.newEvents, std::vector<DeploymentId>{id});
        QVERIFY(delta.auditChanged);
        QVERIFY(delta.approvals.empty() && delta.newSamples.empty());
        EXPECT_OK(fixture.store.fleet().putSamples(TenantId{"lab"}, EnvironmentId{"QA"}, [] {
            Sample sample;
            sample.node = NodeId{"QA-1"};
            sample.module = ModuleName{"storefront"};
            sample.length = Duration{1'000};
            return std::vector<Sample>{sample};
        }()));
        tick(fixture);
        QCOMPARE(console.sink->last().newSamples, std::vector<EnvironmentId>{EnvironmentId{"QA"}});
        QVERIFY(console.sink->last().nodes.empty() && !console.sink->last().auditChanged);
    }

    void votesReachEveryInbox() {
        ServiceFixture fixture;
        const Approval approval =
            fixture.askForApproval(fixture.submitted(ServiceFixture::request("Staging")));
        Console one(fixture);
        Console two(fixture);
        tick(fixture);
        EXPECT_OK(fixture.vote(fixture.approver, approval));
        tick(fixture);
        for (const Console* console : {&one, &two}) {
            QCOMPARE(console->sink->last().approvals.size(), std::size_t{1});
            QVERIFY(console->sink->last().approvals.front().state == ApprovalState::Approved);
        }
        QCOMPARE(one.sink->deltas.back().get(), two.sink->deltas.back().get()); // built once
    }

    void coalesceToTenASecond() {
        ServiceFixture fixture;
        int wakes = 0;
        fixture.service.publisher().setWaker([&] { ++wakes; });
        Console console(fixture);
        tick(fixture);
        wakes = 0;
        constexpr int kTicks = 1'000;
        for (int i = 1; i <= kTicks; ++i) { // a thousand changes within a second
            EXPECT_OK(fixture.store.fleet().putNodes({changed("QA-" + std::to_string(i % 7), i)}));
            fixture.clock.advance(Duration{1});
            fixture.service.publisher().tick(fixture.clock.now());
        }
        QVERIFY(console.sink->deltas.size() <= 1 + 10);
        QVERIFY(console.sink->deltas.size() >= 1 + 9);
        tick(fixture);
        std::map<std::string, double> last;
        for (const auto& delta : console.sink->deltas) {
            for (const Node& node : delta->nodes) {
                last[node.id.value] = node.cpuPercent;
            }
        }
        QCOMPARE(last["QA-" + std::to_string(kTicks % 7)], double(kTicks)); // the latest value always arrives
        QVERIFY(wakes >= 10);
    }

    void tellsWhenToComeBack() {
        ServiceFixture fixture;
        int wakes = 0;
        Console console(fixture);
        tick(fixture);
        fixture.service.publisher().setWaker([&] { ++wakes; });
        fixture.submitted();
        QCOMPARE(wakes, 1); // one wake for a transaction with several hints
        QVERIFY(tick(fixture) == kNever);
        fixture.submitted();
        const Instant flushed = fixture.clock.now();
        QVERIFY(fixture.service.publisher().tick(flushed) == flushed + kInterval); // too early
        QCOMPARE(console.sink->deltas.size(), std::size_t{2});
        QVERIFY(fixture.service.publisher().tick(flushed + kInterval) == kNever);
        QCOMPARE(console.sink->deltas.size(), std::size_t{3});
    }

    void keepsOrder() {
        ServiceFixture fixture;
        Console console(fixture);
        for (int i = 0; i < 20; ++i) {
            fixture.submitted();
            tick(fixture);
        }
        std::uint64_t before = 0;
        for (const auto& delta : console.sink->deltas) {
            QVERIFY(delta->cursor > before);
            before = delta->cursor;
        }
    }

    void goesOnFromACursor() {
        ServiceFixture fixture;
        std::uint64_t cursor = 0;
        {
            Console console(fixture);
            tick(fixture);
            fixture.submitted();
            tick(fixture);
            cursor = console.sink->last().cursor;
        }
        const DeploymentId missed = fixture.submitted();
        EXPECT_OK(fixture.store.fleet().putNodes({changed("QA-3", 55)}));
        tick(fixture);
        Console back(fixture, cursor);
        tick(fixture);
        QCOMPARE(back.sink->deltas.size(), std::size_t{1});
        QVERIFY(!back.sink->last().snapshot);
        QVERIFY(back.sink->last().newEvents == std::vector<DeploymentId>{missed});
        QVERIFY(std::any_of(back.sink->last().nodes.begin(), back.sink->last().nodes.end(),
                            [](const Node& node) { return node.cpuPercent == 55.0; }));
        for (const std::uint64_t unknown : {std::uint64_t{1}, cursor + 1'000}) {
            Console stranger(fixture, unknown);
            tick(fixture);
            QVERIFY(stranger.sink->last().snapshot);
        }
    }

    void snapshotAfterTooLargeAGap() {
        ServiceFixture fixture;
        Console console(fixture);
        tick(fixture);
        const std::uint64_t before = console.sink->last().cursor;
        fixture.addNodes("Large", static_cast<int>(limits::kFleetNodesMax));
        EXPECT_OK(fixture.store.fleet().putNodes({changed("QA-1", 1)}));
        tick(fixture);
        QVERIFY(console.sink->last().snapshot);
        QVERIFY(console.sink->last().cursor > before);
        QCOMPARE(console.sink->last().nodes.size(), limits::kFleetNodesMax + 40);
        EXPECT_OK(fixture.store.fleet().putNodes({changed("QA-1", 2)}));
        tick(fixture);
        QVERIFY(!console.sink->last().snapshot);
        QCOMPARE(console.sink->last().nodes.size(), std::size_t{1}); // cost follows what changed
    }

    void endsWithItsSubscription() {
        ServiceFixture fixture;
        Console console(fixture);
        tick(fixture);
        console.subscription.reset();
        fixture.submitted();
        tick(fixture);
        QCOMPARE(console.sink->deltas.size(), std::size_t{1});
        Console own(fixture);
        own.sink->onDelivery = [&] { own.subscription.reset(); }; // from within a delivery
        tick(fixture);
        fixture.submitted();
        tick(fixture);
        QCOMPARE(own.sink->deltas.size(), std::size_t{1});
    }

    void showsNothingOfAnotherTenant() {
        ServiceFixture fixture;
        const Identity stranger = fixture.person("mallory", {Role::Viewer}, "globex");
        EXPECT_OK(fixture.store.leases().acquire(
            Scope{TenantId{"lab"}, EnvironmentId{"QA"}, ModuleName{"storefront"}}, HolderId{"a"},
            Duration{5'000}));
        Console console(fixture, 0, &stranger);
        tick(fixture);
        fixture.submitted();
        EXPECT_OK(fixture.store.fleet().putNodes({changed("QA-1", 1)}));
        tick(fixture);
        QCOMPARE(console.sink->deltas.size(), std::size_t{1});
        const ports::ConsoleDelta& all = console.sink->last();
        QVERIFY(all.nodes.empty() && all.deployments.empty() && all.leases.empty());
    }

    void tellsThatAnEngineStopped() {
        ServiceFixture fixture;
        Console console(fixture);
        tick(fixture);
        fixture.service.publisher().engineStopped("two leaders of one scope");
        tick(fixture);
        QCOMPARE(console.sink->last().engineStopped, std::string("two leaders of one scope"));
    }

    void holdsUpNoWriter() {
        ServiceFixture fixture;
        Console console(fixture);
        tick(fixture);
        // A delivery that commits: the writer inside it waits for nobody.
        console.sink->onDelivery = [&] {
            if (console.sink->deltas.size() < 5) {
                (void)fixture.submit(ServiceFixture::request()).ok();
            }
        };
        fixture.submitted();
        for (int i = 0; i < 5; ++i) {
            tick(fixture);
        }
        QVERIFY(console.sink->deltas.size() >= 5);
    }
};

QTEST_APPLESS_MAIN(TestSnapshotPublisher)
#include "tst_snapshot_publisher.moc"
