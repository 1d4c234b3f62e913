// SPDX-License-Identifier: Apache-2.0
#include "core/service/metric_range.h"

#include <QTest>

#include <cmath>

using namespace hotswap;
using service::Moments;

namespace {

bool near(double a, double b, double within) {
    return std::abs(a - b) <= within;
}

} // namespace

class TestMetricRange : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Against the published examples of the score interval.
    void sharesKnown_data() {
        QTest::addColumn<quint64>("hits");
        QTest::addColumn<quint64>("count");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("none of ten") << quint64{0} << quint64{10} << 0.0 << 0.2775;
        QTest::newRow("half of ten") << quint64{5} << quint64{10} << 0.2366 << 0.7634;
        QTest::newRow("one of a hundred") << quint64{1} << quint64{100} << 0.0018 << 0.0545;
        QTest::newRow("all of ten") << quint64{10} << quint64{10} << 0.7225 << 1.0;
    }
    void sharesKnown() {
        QFETCH(quint64, hits);
        QFETCH(quint64, count);
        QFETCH(double, low);
        QFETCH(double, high);
        const ports::MetricRange range = service::shareRange(hits, count);
        QVERIFY2(near(range.low, low, 1e-4), qPrintable(QString::number(range.low)));
        QVERIFY2(near(range.high, high, 1e-4), qPrintable(QString::number(range.high)));
    }

    void nothingMeasuredIsNoRange() {
        QVERIFY(std::isnan(service::shareRange(0, 0).low));
        QVERIFY(std::isnan(service::meanRange({}).high));
        Moments one;
        one.add(7);
        QCOMPARE(one.mean(), 7.0);
        QVERIFY(std::isnan(service::meanRange(one).low)); // one value says nothing of the spread
        QVERIFY(std::isnan(service::quantileRange({}, 0.99).low));
    }

    void means() {
        Moments moments;
        for (const double value : {1.0, 2.0, 3.0, 4.0, 5.0}) {
            moments.add(value);
        }
        const ports::MetricRange range = service::meanRange(moments);
        QVERIFY(near(range.low, 3 - 1.959964 * std::sqrt(2.5 / 5), 1e-9));
        QVERIFY(near(range.high, 3 + 1.959964 * std::sqrt(2.5 / 5), 1e-9));
        Moments wide;
        wide.add(0);
        wide.add(10);
        QCOMPARE(service::meanRange(wide).low, 0.0); // no metric is below zero
    }

    void quantilesNeedTheirValues() {
        LatencyHistogram few;
        few.record(20, 100);
        QVERIFY(std::isnan(service::quantileRange(few, 0.99).high)); // 100 values bound no p99
        QVERIFY(service::quantileRange(few, 0.5).high <= 22.7); // the upper bound of 20 ms in the histogram
        LatencyHistogram many;
        for (int i = 1; i <= 10'000; ++i) {
            many.record(i * 0.1);
        }
        const ports::MetricRange range = service::quantileRange(many, 0.99);
        QVERIFY(range.low < many.quantileMs(0.99) && range.high > many.quantileMs(0.99));
        QVERIFY(range.high - range.low < 10);
    }

    void histogramsKeepTheSpread() {
        LatencyHistogram latency;
        latency.record(10, 50);
        latency.record(1'000, 50);
        const Moments moments = service::momentsOf(latency);
        QCOMPARE(moments.count, std::uint64_t{100});
        QVERIFY(near(moments.mean(), latency.meanMs(), 0.1 * latency.meanMs())); // a bucket is 19 % wide
        latency.record(100'000); // beyond the last bound: counted at it, never as infinite
        QVERIFY(std::isfinite(service::momentsOf(latency).squares));
    }
};

QTEST_APPLESS_MAIN(TestMetricRange)
#include "tst_metric_range.moc"
