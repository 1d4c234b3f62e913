// SPDX-License-Identifier: Apache-2.0
#include "core/sim/sim_clock.h"
#include "core/sim/sim_host.h"

#include <QtTest/QtTest>

using namespace hotswap;
using namespace hotswap::sim;
using node::HostStep;
using node::Slot;

namespace {

class Seen final : public NodeObserver {
public:
    void started(const NodeId&, const Release&, bool unpacked, Instant) override {
        ++starts;
        allUnpacked = allUnpacked && unpacked;
    }
    void currentChanged(const NodeId&, const ModuleName&, const Release&, const Release& after,
                        Instant) override {
        currents.push_back(after.version.text());
    }
    void servingChanged(const NodeId&, const ModuleName&, bool serving, ServingCause, Instant) override {
        changes.push_back(serving);
    }

    int starts = 0;
    bool allUnpacked = true;
    std::vector<std::string> currents;
    std::vector<bool> changes;
};

/// One machine that runs storefront 1.0.0.
struct World {
    World() {
        host.place(old);
        host.listen([this](const node::HostEvent& event, Instant) { events.push_back(event); });
    }

    void run(Duration length) {
        const Instant until = clock.now() + length;
        while (scheduler.nextAt() <= until) {
            clock.moveTo(std::max(clock.now(), scheduler.nextAt()));
            scheduler.runOne(clock.now());
        }
        clock.moveTo(until);
    }
    /// Does one step and answers its error, if it has one.
    std::optional<Error> step(HostStep::Kind kind, Slot slot, const Release& release) {
        host.begin({++ids, kind, module, slot, release});
        run(Duration{10'000});
        for (const node::HostEvent& event : events) {
            const auto* const done = std::get_if<node::StepDone>(&event);
            if (done != nullptr && done->id == ids) {
                return done->error;
            }
        }
        return makeError(ErrorCode::Timeout, "the step never ended");
    }
    Release release(const char* version, ReleaseFault fault = ReleaseFault::None,
                    PackageCondition condition = PackageCondition::Good) {
        return catalog.addMadeUp(module, Version::parse(version).value(), fault, condition).info.release;
    }

    ModuleName module{"storefront"};
    SimCatalog catalog;
    Release old = release("1.0.0");
    Release next = release("1.1.0");
    Release sick = release("1.5.0", ReleaseFault::NeverHealthy);
    Release forged = release("1.6.0", ReleaseFault::None, PackageCondition::Unsigned);
    EventScheduler scheduler;
    SimClock clock{kSimulationStart};
    Seen seen;
    SimHost host{{NodeId{"n1"}, {}, {}, 100, 3}, {scheduler, clock, catalog, seen}};
    std::vector<node::HostEvent> events;
    std::uint64_t ids = 0;
};

} // namespace

class TestSimHost : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aReleaseIsSwappedStepByStep() {
        World world;
        QVERIFY(!world.step(HostStep::Kind::Fetch, Slot::Green, world.next));
        QVERIFY(!world.step(HostStep::Kind::Unpack, Slot::Green, world.next));
        QVERIFY(!world.step(HostStep::Kind::Start, Slot::Green, world.next));
        QCOMPARE(world.host.current(world.module).version.text(), std::string("1.0.0"));
        QVERIFY(!world.step(HostStep::Kind::Switch, Slot::Green, world.next));
        QCOMPARE(world.host.current(world.module).version.text(), std::string("1.1.0"));
        QVERIFY(world.host.serving(world.module));
        QVERIFY(!world.step(HostStep::Kind::Stop, Slot::Blue, {}));
        QVERIFY(world.host.serving(world.module));
        QVERIFY(world.seen.allUnpacked);
        QCOMPARE(world.seen.currents, std::vector<std::string>{"1.1.0"});
        QVERIFY(world.seen.changes.empty());
    }

    void whatIsNotUnpackedDoesNotStart() {
        World world;
        const auto error = world.step(HostStep::Kind::Start, Slot::Green, world.next);
        QVERIFY(error && error->code == ErrorCode::NotFound);
        QCOMPARE(world.seen.starts, 0);
    }

    void aForgedPackageIsNotUnpacked() {
        World world;
        QVERIFY(!world.step(HostStep::Kind::Fetch, Slot::Green, world.forged));
        const auto error = world.step(HostStep::Kind::Unpack, Slot::Green, world.forged);
        QVERIFY(error && error->code == ErrorCode::SignatureMissing);
    }

    void aFullDiskFailsCleanly() {
        World world;
        world.host.disk().full = true;
        const auto error = world.step(HostStep::Kind::Fetch, Slot::Green, world.next);
        QVERIFY(error && error->code == ErrorCode::NoSpace);
        QVERIFY(world.host.serving(world.module));
    }

    void probesTellTheAgent() {
        World world;
        world.step(HostStep::Kind::Fetch, Slot::Green, world.sick);
        world.step(HostStep::Kind::Unpack, Slot::Green, world.sick);
        world.step(HostStep::Kind::Start, Slot::Green, world.sick);
        bool told = false;
        for (const node::HostEvent& event : world.events) {
            const auto* const health = std::get_if<node::SlotHealth>(&event);
            told = told || (health != nullptr && !health->healthy && health->slot == Slot::Green);
        }
        QVERIFY(told);
    }

    void aRebootKeepsCurrentAndNothingElse() {
        World world;
        world.host.hostCrashed();
        QCOMPARE(world.host.current(world.module).version.text(), std::string("1.0.0"));
        QVERIFY(!world.host.serving(world.module));
        const auto inventory = world.host.adopt();
        QVERIFY(inventory.ok());
        QCOMPARE(inventory->size(), std::size_t{1});
        QVERIFY(!inventory->front().slots.front().running);
    }

    void anAgentsCrashLeavesModulesAlone() {
        World world;
        world.host.agentCrashed();
        QVERIFY(world.host.serving(world.module));
        const auto inventory = world.host.adopt();
        QVERIFY(inventory->front().slots.front().running);
        QVERIFY(inventory->front().live == Slot::Blue);
    }

    void samplesCoverTheTimeSinceTheLastOnes() {
        World world;
        world.run(Duration{10'000});
        const auto first = world.host.takeSamples();
        QCOMPARE(first.size(), std::size_t{1});
        QCOMPARE(first.front().length, Duration{10'000});
        QVERIFY(first.front().requests > 500);
        QVERIFY(world.host.takeSamples().empty());
        world.run(Duration{1'000});
        QCOMPARE(world.host.takeSamples().front().length, Duration{1'000});
    }

    void newReleasesBehaveAsTheFaultsSay() {
        World world;
        NodeFaults faults;
        faults.newRelease = ReleaseFault::NeverHealthy;
        world.host.beginFaults(faults);
        QVERIFY(world.host.serving(world.module));
        world.step(HostStep::Kind::Fetch, Slot::Green, world.next);
        world.step(HostStep::Kind::Unpack, Slot::Green, world.next);
        world.step(HostStep::Kind::Start, Slot::Green, world.next);
        world.step(HostStep::Kind::Switch, Slot::Green, world.next);
        QVERIFY(!world.host.serving(world.module));
        QCOMPARE(world.seen.changes, std::vector<bool>{false});
    }
};

QTEST_APPLESS_MAIN(TestSimHost)
#include "tst_sim_host.moc"
