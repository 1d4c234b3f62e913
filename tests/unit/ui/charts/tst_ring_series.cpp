// SPDX-License-Identifier: Apache-2.0
#include "ui/charts/ring_series.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace hotswap::ui;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

} // namespace

class TestRingSeries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theOldestGoFirst();
    void lowerBoundOverTheSeam();
    void noPeakIsLost();
    void gapsStayGaps();
    void outsideAndEmptyWindows();
};

void TestRingSeries::theOldestGoFirst() {
    RingSeries series(3);
    for (int i = 0; i < 5; ++i) {
        series.push({static_cast<double>(i), 0});
    }
    QCOMPARE(series.size(), std::size_t{3});
    QCOMPARE(series.at(0).x, 2.0);
    QCOMPARE(series.at(2).x, 4.0);
    series.clear();
    QCOMPARE(series.size(), std::size_t{0});
}

void TestRingSeries::lowerBoundOverTheSeam() {
    RingSeries series(4);
    for (int i = 0; i < 6; ++i) {
        series.push({10.0 * i, 0}); // 20, 30, 40, 50 stay
    }
    QCOMPARE(series.lowerBound(0), std::size_t{0});
    QCOMPARE(series.lowerBound(30), std::size_t{1});
    QCOMPARE(series.lowerBound(31), std::size_t{2});
    QCOMPARE(series.lowerBound(51), std::size_t{4});
}

void TestRingSeries::noPeakIsLost() {
    RingSeries series(10'000);
    for (int i = 0; i < 10'000; ++i) {
        series.push({static_cast<double>(i), i == 4'321 ? 99.0 : 1.0});
    }
    const auto columns = decimate(series, 0, 10'000, 100);
    QCOMPARE(columns.size(), std::size_t{100});
    for (std::size_t i = 0; i < columns.size(); ++i) {
        QCOMPARE(columns[i].high, i == 43 ? 99.0 : 1.0);
        QCOMPARE(columns[i].low, 1.0);
    }
}

void TestRingSeries::gapsStayGaps() {
    RingSeries series(100);
    series.push({5, 1});
    series.push({15, kNaN});
    series.push({25, 3});
    series.push({35, kNaN});
    series.push({36, 7});
    const auto columns = decimate(series, 0, 50, 5);
    QCOMPARE(columns[0].high, 1.0);
    QVERIFY(columns[1].any && std::isnan(columns[1].high) && std::isnan(columns[1].first));
    QCOMPARE(columns[2].high, 3.0);
    QVERIFY(std::isnan(columns[3].first));
    QCOMPARE(columns[3].last, 7.0);
    QCOMPARE(columns[3].low, 7.0);
    QVERIFY(!columns[4].any);
}

void TestRingSeries::outsideAndEmptyWindows() {
    RingSeries series(10);
    series.push({50, 1});
    QVERIFY(decimate(series, 0, 100, 0).empty());
    QVERIFY(!decimate(series, 100, 100, 3)[0].any);
    QVERIFY(!decimate(series, 60, 100, 3)[0].any);
    QVERIFY(decimate(series, 0, 50, 3)[2].any); // the end belongs to the last column
}

QTEST_APPLESS_MAIN(TestRingSeries)
#include "tst_ring_series.moc"
