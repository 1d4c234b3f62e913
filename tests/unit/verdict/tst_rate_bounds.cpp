// SPDX-License-Identifier: Apache-2.0
#include "core/verdict/rate_bounds.h"

#include "core/verdict/latency_bounds.h"

#include <QTest>

#include <cmath>

using namespace hotswap;
using namespace hotswap::verdict;

namespace {

/// Seeded, the same everywhere (splitmix64).
struct Random {
    std::uint64_t state;
    double uniform() {
        state += 0x9e3779b97f4a7c15ULL;
        std::uint64_t z = state;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
    }
};

constexpr int kRuns = 200;
constexpr double kAlpha = 0.05;
// Three standard errors above what alpha allows: the promise itself is close to exact.
constexpr int kMissedMax = 19;

} // namespace

class RateBoundsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theyNarrowAroundTheRate() {
        double width = 1;
        for (const double n : {1e3, 1e4, 1e5, 1e6}) {
            const Bounds bounds = rateBounds(0.01 * n, n, 1, 0.001, kAlpha);
            QVERIFY(bounds.low < 0.01 && bounds.high > 0.01);
            QVERIFY(bounds.high - bounds.low < width);
            width = bounds.high - bounds.low;
        }
        QVERIFY(width < 0.001);
        const Bounds none = rateBounds(0, 10'000, 1, 0.001, kAlpha);
        QCOMPARE(none.low, 0.0);
        QVERIFY(none.high > 3e-4 && none.high < 1e-3);
        const Bounds clumped = rateBounds(100, 10'000, 4, 0.001, kAlpha);
        const Bounds plain = rateBounds(100, 10'000, 1, 0.001, kAlpha);
        QVERIFY(clumped.high > plain.high && clumped.low < plain.low);
        QVERIFY(std::isinf(rateBounds(0, 0, 1, 0.001, kAlpha).high));
    }

    /// Looked at after every exposure, they leave the true rate out in at most alpha of the runs.
    void theyHoldHoweverOftenTheyAreLookedAt() {
        int missed = 0;
        for (int run = 0; run < kRuns; ++run) {
            Random random{static_cast<std::uint64_t>(run) * 977 + 5};
            double events = 0;
            bool out = false;
            for (int n = 1; n <= 3'000 && !out; ++n) {
                events += random.uniform() < 0.02 ? 1 : 0;
                if (n % 10 == 0) {
                    const Bounds bounds = rateBounds(events, n, 1, 0.001, kAlpha);
                    out = bounds.low > 0.02 || bounds.high < 0.02;
                }
            }
            missed += out ? 1 : 0;
        }
        QVERIFY2(missed <= kMissedMax, qPrintable(QString::number(missed)));
    }

    void quantilesHoldHoweverOftenTheyAreLookedAt() {
        int missed = 0;
        const double truth = 10 * std::pow(100, 0.95); // p95 of 10^(1 + 2u)
        for (int run = 0; run < kRuns; ++run) {
            Random random{static_cast<std::uint64_t>(run) * 31 + 7};
            LatencyHistogram latency;
            bool out = false;
            for (int n = 1; n <= 3'000 && !out; ++n) {
                latency.record(10 * std::pow(100, random.uniform()));
                if (n % 10 == 0) {
                    const Bounds bounds = quantileBounds(latency, 0.95, 1, kAlpha);
                    out = bounds.low > truth || bounds.high < truth;
                }
            }
            missed += out ? 1 : 0;
        }
        QVERIFY2(missed <= kMissedMax, qPrintable(QString::number(missed)));
    }

    void quantilesAreUnknownAtFirst() {
        LatencyHistogram latency;
        QVERIFY(std::isinf(quantileBounds(latency, 0.99, 1, kAlpha).high));
        latency.record(20, 100);
        QVERIFY(std::isinf(quantileBounds(latency, 0.99, 1, kAlpha).high));
        latency.record(20, 100'000);
        const Bounds bounds = quantileBounds(latency, 0.99, 1, kAlpha);
        QVERIFY(bounds.low < 20 && bounds.high >= 20 && bounds.high < 30);
        QVERIFY(std::isinf(quantileBounds(latency, 0.99, 1'000, kAlpha).high));
    }

    void latencyBoundsAreTakenOnce() {
        LatencyBounds bounds;
        LatencyHistogram both;
        both.record(10, 50);
        bounds.learn(both);
        QVERIFY(!bounds.isFixed(0));
        both.record(10, 900);
        both.record(100, 40);
        both.record(1'000, 10);
        bounds.learn(both);
        QVERIFY(bounds.areFixed());
        QCOMPARE(bounds.slower(2, both), 10.0);
        QCOMPARE(bounds.slower(1, both), 50.0);
        both.record(5'000, 10'000);
        bounds.learn(both);
        QCOMPARE(bounds.slower(2, both), 10'010.0);
    }
};

QTEST_APPLESS_MAIN(RateBoundsTest)
#include "tst_rate_bounds.moc"
