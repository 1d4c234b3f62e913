// SPDX-License-Identifier: Apache-2.0
#include "core/sim/event_scheduler.h"
#include "core/sim/sim_random.h"
#include "core/sim/sim_traffic.h"
#include "core/sim/trace_hash.h"

#include <QtTest/QtTest>

using namespace hotswap;
using namespace hotswap::sim;

class TestSimBasics : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameSeedGivesSameStream() {
        SimRandom a(7);
        SimRandom b(7);
        SimRandom c(8);
        bool differs = false;
        for (int i = 0; i < 100; ++i) {
            const std::uint64_t value = a.next();
            QCOMPARE(value, b.next());
            differs = differs || value != c.next();
        }
        QVERIFY(differs);
    }

    void splitStreamsDoNotDependOnDraws() {
        SimRandom fresh(7);
        SimRandom used(7);
        for (int i = 0; i < 10; ++i) {
            used.next();
        }
        QCOMPARE(fresh.split("links").next(), used.split("links").next());
        QVERIFY(fresh.split("links").next() != fresh.split("nodes").next());
        QVERIFY(fresh.split("node", 1).next() != fresh.split("node", 2).next());
    }

    void drawsStayInTheirBounds() {
        SimRandom random(1);
        for (int i = 0; i < 10'000; ++i) {
            const std::int64_t value = random.between(-3, 3);
            QVERIFY(value >= -3 && value <= 3);
            const double unit = random.unit();
            QVERIFY(unit >= 0 && unit < 1);
            QVERIFY(random.below(5) < 5);
        }
        QCOMPARE(random.below(0), 0U);
        QCOMPARE(random.between(4, 4), 4);
        QVERIFY(!random.permille(0));
        QVERIFY(random.permille(1000));
    }

    void schedulerRunsByTimeThenByOrder() {
        EventScheduler scheduler;
        std::string order;
        scheduler.at(instantFromMs(20), [&](Instant) { order += 'c'; });
        scheduler.at(instantFromMs(10), [&](Instant now) {
            order += 'a';
            scheduler.at(now, [&](Instant) { order += 'x'; });
        });
        scheduler.at(instantFromMs(10), [&](Instant) { order += 'b'; });
        QCOMPARE(scheduler.nextAt(), instantFromMs(10));
        QVERIFY(!scheduler.runOne(instantFromMs(9)));
        QCOMPARE(scheduler.runDue(instantFromMs(10)), std::size_t{3});
        QCOMPARE(order, std::string("abx"));
        scheduler.runDue(instantFromMs(100));
        QCOMPARE(order, std::string("abxc"));
        QCOMPARE(scheduler.nextAt(), kNever);
    }

    void schedulerStopsAtItsLimit() {
        EventScheduler scheduler;
        std::function<void(Instant)> again = [&](Instant now) { scheduler.at(now, again); };
        scheduler.at(instantFromMs(0), again);
        QCOMPARE(scheduler.runDue(instantFromMs(0), 50), std::size_t{50});
    }

    void traceDependsOnOrder() {
        TraceHash a;
        TraceHash b;
        a.add("one");
        a.add("two");
        b.add("two");
        b.add("one");
        QVERIFY(a.value() != b.value());
        QCOMPARE(a.effects(), 2U);
    }

    void trafficShowsTheFaultsOfARelease() {
        const auto served = [](ReleaseFault fault) {
            SimTraffic traffic(3, 200);
            Sample sum;
            for (int i = 0; i < 60; ++i) {
                Sample sample;
                traffic.serve(sample, behaviourWith(fault), instantFromMs(i * 10'000), Duration{10'000});
                sum.requests += sample.requests;
                sum.errors += sample.errors;
                sum.latency.merge(sample.latency);
            }
            return sum;
        };
        const Sample good = served(ReleaseFault::None);
        const Sample bad = served(ReleaseFault::Errors);
        const Sample slow = served(ReleaseFault::Slow);
        QVERIFY(good.requests > 60'000);
        QCOMPARE(good.latency.count(), good.requests);
        QVERIFY(good.errors * 1000 < good.requests);
        const double share = static_cast<double>(bad.errors) / static_cast<double>(bad.requests);
        QVERIFY2(share > 0.07 && share < 0.09, qPrintable(QString::number(share)));
        QVERIFY(slow.latency.meanMs() > 4 * good.latency.meanMs());
    }

    void leakGrowsWithAge() {
        SimTraffic traffic(3, 10);
        const ReleaseBehaviour leaking = behaviourWith(ReleaseFault::Leaks);
        const ReleaseBehaviour good = behaviourWith(ReleaseFault::None);
        const Duration hour{3600'000};
        QCOMPARE(traffic.memoryPercent(&good, hour), traffic.memoryPercent(&good, Duration{0}));
        QVERIFY(traffic.memoryPercent(&leaking, Duration{5 * 60'000}) >
                traffic.memoryPercent(&leaking, Duration{0}) + 15);
        QVERIFY(traffic.memoryPercent(&leaking, 100 * hour) <= 100);
        QVERIFY(traffic.memoryPercent(nullptr, hour) < traffic.memoryPercent(&good, hour));
    }

    void demoVersionsHaveTheirFaults() {
        const ModuleName storefront{"storefront"};
        const auto fault = [&](const char* version) {
            return demoFault(storefront, Version::parse(version).value());
        };
        QVERIFY(fault("1.0.0") == ReleaseFault::None);
        QVERIFY(fault("1.2.0") == ReleaseFault::Errors);
        QVERIFY(fault("1.3.0") == ReleaseFault::Slow);
        QVERIFY(fault("1.4.0") == ReleaseFault::Leaks);
        QVERIFY(fault("1.5.0") == ReleaseFault::NeverHealthy);
        QVERIFY(demoFault(ModuleName{"other"}, Version::parse("1.5.0").value()) == ReleaseFault::None);
    }
};

QTEST_APPLESS_MAIN(TestSimBasics)
#include "tst_sim_basics.moc"
