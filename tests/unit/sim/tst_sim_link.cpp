// SPDX-License-Identifier: Apache-2.0
#include "core/sim/sim_clock.h"
#include "core/sim/sim_link.h"

#include <QtTest/QtTest>

using namespace hotswap;
using namespace hotswap::sim;

namespace {

class Ends final : public LinkEnds {
public:
    void atGateway(const Frame& frame, Instant now) override {
        up.push_back(std::get<frames::LogLine>(frame).text);
        lastUp = now;
    }
    void atNode(const Frame& frame, Instant) override {
        down.push_back(std::get<frames::LogLine>(frame).text);
    }
    void closed(const std::string& reason, Instant) override { closedBecause = reason; }

    std::vector<std::string> up;
    std::vector<std::string> down;
    Instant lastUp{};
    std::string closedBecause;
};

/// A link with everything around it.
struct World {
    explicit World(LinkFaults linkFaults) : faults(linkFaults) {}

    void run(Instant until) {
        while (scheduler.nextAt() <= until) {
            clock.moveTo(std::max(clock.now(), scheduler.nextAt()));
            scheduler.runOne(clock.now());
        }
    }
    static Frame line(int number) { return frames::LogLine{{}, std::to_string(number)}; }

    LinkFaults faults;
    EventScheduler scheduler;
    SimClock clock{instantFromMs(0)};
    TraceHash trace;
    SimRandom random{5};
    int inspected = 0;
    LinkEnvironment environment{scheduler, clock,  trace,
                                random,    faults, [this](const Frame&) { ++inspected; }};
    Ends ends;
    std::shared_ptr<SimLink> link = std::make_shared<SimLink>(environment, ends);
};

} // namespace

class TestSimLink : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void framesArriveLateAndInOrder() {
        World world({Duration{10}, Duration{90}});
        for (int i = 0; i < 50; ++i) {
            world.link->sendUp(World::line(i));
            QVERIFY(world.link->send(World::line(i)));
        }
        world.run(instantFromMs(9));
        QVERIFY(world.ends.up.empty());
        world.run(instantFromMs(1'000));
        QCOMPARE(world.ends.up.size(), std::size_t{50});
        QCOMPARE(world.ends.down.size(), std::size_t{50});
        QVERIFY(world.ends.lastUp >= instantFromMs(10) && world.ends.lastUp <= instantFromMs(90));
        for (int i = 0; i < 50; ++i) {
            QCOMPARE(world.ends.up[static_cast<std::size_t>(i)], std::to_string(i));
        }
        QCOMPARE(world.inspected, 100);
    }

    void everythingMayBeLost() {
        LinkFaults faults;
        faults.dropPermille = 1000;
        World world(faults);
        world.link->sendUp(World::line(1));
        world.run(instantFromMs(1'000));
        QVERIFY(world.ends.up.empty());
        QVERIFY(world.link->open());
    }

    void everythingMayComeTwice() {
        LinkFaults faults;
        faults.duplicatePermille = 1000;
        World world(faults);
        world.link->sendUp(World::line(1));
        world.run(instantFromMs(1'000));
        QCOMPARE(world.ends.up, (std::vector<std::string>{"1", "1"}));
    }

    void reorderingLetsLaterFramesOvertake() {
        LinkFaults faults{Duration{1}, Duration{20}};
        faults.reorderPermille = 300;
        World world(faults);
        for (int i = 0; i < 100; ++i) {
            world.link->sendUp(World::line(i));
        }
        world.run(instantFromMs(10'000));
        QCOMPARE(world.ends.up.size(), std::size_t{100});
        QVERIFY(!std::is_sorted(world.ends.up.begin(), world.ends.up.end(),
                                [](const auto& a, const auto& b) { return std::stoi(a) < std::stoi(b); }));
    }

    void aCutLosesWhatIsUnderWayAndIsTold() {
        LinkFaults faults{Duration{10}, Duration{10}};
        World world(faults);
        world.link->sendUp(World::line(1));
        world.link->close("test");
        QVERIFY(!world.link->send(World::line(2)));
        QVERIFY(world.ends.closedBecause.empty());
        world.run(instantFromMs(1'000));
        QCOMPARE(world.ends.closedBecause, std::string("test"));
        QVERIFY(world.ends.up.empty());
    }

    void anAbandonedLinkIsSilent() {
        World world({});
        world.link->sendUp(World::line(1));
        world.link->abandon();
        world.link->close("late");
        world.run(instantFromMs(1'000));
        QVERIFY(world.ends.up.empty());
        QVERIFY(world.ends.closedBecause.empty());
    }
};

QTEST_APPLESS_MAIN(TestSimLink)
#include "tst_sim_link.moc"
