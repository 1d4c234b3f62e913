// SPDX-License-Identifier: Apache-2.0
// What charts know and say: readings, limits over time, tables, and which part is in view.

#include "ui/charts/chart_data.h"

#include <QTest>

#include <cmath>

using namespace hotswap::ui;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Two arms, a point a second; the canary is silent from 10 s up to 20 s.
void fill(ChartData& data) {
    data.setTitle(QStringLiteral("Error rate"));
    data.setSeries({QStringLiteral("canary"), QStringLiteral("baseline")});
    for (int i = 0; i < 30; ++i) {
        const bool silent = i >= 10 && i < 20;
        data.push(0,
                  {i * 1'000.0, silent ? kNaN : 5.0 + i, silent ? kNaN : 4.0 + i, silent ? kNaN : 7.0 + i});
        data.push(1, {i * 1'000.0, 2});
    }
    data.setLimits({{5'000, 10}, {15'000, 20}});
    data.setWords([](double y) { return std::isnan(y) ? QStringLiteral("–") : QString::number(y); },
                  [](double x) { return QStringLiteral("%1 s").arg(x / 1'000); });
}

} // namespace

class TestChartData : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsBothArmsAndTheLimit() {
        ChartData data;
        fill(data);
        QCOMPARE(data.sampleNear(3'400), 3'000.0);
        QCOMPARE(data.sampleNear(3'600), 4'000.0);
        QCOMPARE(data.reading(3'000, QStringLiteral(", ")),
                 QStringLiteral("3 s, canary: 8 (7 to 10), baseline: 2, limit: 10"));
        QCOMPARE(data.reading(15'000, QStringLiteral("|")),
                 QStringLiteral("15 s|canary: –|baseline: 2|limit: 20"));
    }

    void limitsHoldFromTheirStart() {
        ChartData data;
        QVERIFY(std::isnan(data.limitAt(0)) && std::isnan(data.limit()) && data.limitText().isEmpty());
        fill(data);
        QCOMPARE(data.limitAt(0), 10.0); // before the first one there was no other
        QCOMPARE(data.limitAt(14'999), 10.0);
        QCOMPARE(data.limitAt(15'000), 20.0);
        QCOMPARE(data.limit(), 20.0);
        QVERIFY(data.breached()); // 34 > 20
        data.push(0, {30'000, kNaN});
        QVERIFY(!data.breached()); // nothing measured is no breach
    }

    void nothingIsReadInAHole() {
        ChartData data;
        data.setSeries({QStringLiteral("a")});
        data.push(0, {0, 1});
        data.push(0, {60'000, 2});
        data.setWords([](double y) { return std::isnan(y) ? QStringLiteral("–") : QString::number(y); }, {});
        data.setGap(3'000);
        QCOMPARE(data.reading(30'000, QStringLiteral(" ")), QStringLiteral("30000 a: –"));
        QCOMPARE(data.reading(58'000, QStringLiteral(" ")), QStringLiteral("58000 a: 2"));
    }

    void stepsHoldUntilTheNext() {
        ChartData data;
        data.setKind(ChartData::Axis::LogMs, ChartData::Shape::Steps);
        data.setSeries({QStringLiteral("a")});
        data.push(0, {0, 1, 0, 1});
        data.push(0, {1, 4, 0, 4});
        data.push(0, {2, 4, 0, 4});
        QCOMPARE(data.reading(0.99, QStringLiteral(" ")), QStringLiteral("0.99 a: 1"));
        QCOMPARE(data.reading(1.0, QStringLiteral(" ")), QStringLiteral("1 a: 4"));
        QCOMPARE(data.sampleNear(0.4), 0.4);
        QCOMPARE(data.sampleBeside(0, 1), 1.0);
        QCOMPARE(data.sampleBeside(2, -1), 1.0);
        QCOMPARE(data.csv(), QStringLiteral("from ms,\"a\"\n1,1\n10,4\n100,4\n"));
    }

    void stepsFromSampleToSample() {
        ChartData data;
        fill(data);
        QCOMPARE(data.sampleBeside(3'000, 1), 4'000.0);
        QCOMPARE(data.sampleBeside(3'000, -10), 0.0);
        QCOMPARE(data.sampleBeside(25'000, 10), 29'000.0);
        const ChartData none;
        QCOMPARE(none.sampleBeside(7, 1), 7.0);
    }

    void tablesHaveIntervalsAndLimits() {
        ChartData data;
        fill(data);
        const QStringList lines = data.csv().split(QLatin1Char('\n'));
        QCOMPARE(lines[0], QStringLiteral("time,\"canary\",\"canary low\",\"canary high\",\"baseline\","
                                          "\"baseline low\",\"baseline high\",limit"));
        QCOMPARE(lines[1], QStringLiteral("1970-01-01T00:00:00.000Z,5,4,7,2,,,10"));
        QCOMPARE(lines[16], QStringLiteral("1970-01-01T00:00:15.000Z,,,,2,,,20"));
        QCOMPARE(lines.size(), 32);
    }

    void refillingKeepsNothing() {
        ChartData data;
        fill(data);
        data.setSeries({QStringLiteral("x"), QStringLiteral("y")});
        QVERIFY(data.empty());
        QCOMPARE(data.series()[1].name, QStringLiteral("y"));
        QVERIFY(data.extent() == ChartRange{});
    }

    void windowFollowsAndHolds() {
        ChartWindow window;
        ChartRange data{0, 100};
        QVERIFY(window.view(data) == data);
        window.zoom(2, 1, data, 10); // at the right edge: it goes on following
        QVERIFY(!window.held());
        data = {50, 150};
        QVERIFY((window.view(data) == ChartRange{100, 150}));
        window.zoom(2, 0, data, 10); // around its left edge: it stands still
        QVERIFY(window.held());
        QVERIFY((window.view(data) == ChartRange{100, 125}));
        data = {90, 190};
        QVERIFY((window.view(data) == ChartRange{100, 125}));
        window.pan(-1, data);
        QVERIFY((window.view(data) == ChartRange{90, 115})); // no further than there is data
        window.pan(100, data);
        QVERIFY((window.view(data) == ChartRange{165, 190}));
        window.follow();
        QVERIFY(window.view(data) == data && !window.zoomed(data));
    }

    void windowHasBounds() {
        ChartWindow window;
        const ChartRange data{0, 100};
        for (int i = 0; i < 50; ++i) {
            window.zoom(2, 0.5, data, 10);
        }
        QCOMPARE(window.view(data).length(), 10.0);
        for (int i = 0; i < 50; ++i) {
            window.zoom(0.5, 0.5, data, 10);
        }
        QVERIFY(window.view(data) == data && window.held()); // a person unpauses it
        ChartWindow whole;
        whole.pan(0.5, data);
        QVERIFY(!whole.held()); // there is nowhere to go
        whole.hold(data);
        QVERIFY((whole.view({50, 150}) == data));
    }
};

QTEST_APPLESS_MAIN(TestChartData)
#include "tst_chart_data.moc"
