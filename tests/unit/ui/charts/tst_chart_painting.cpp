// SPDX-License-Identifier: Apache-2.0
// What a chart's picture holds: lines, bands, gaps, limits; the same by columns as by paths; files.

#include "ui/charts/chart_export.h"
#include "ui/charts/chart_lines.h"

#include <QFile>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace hotswap::ui;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
const QSizeF kSize(400, 200);

struct Palette : ChartColors {
    Palette() {
        background = Qt::black;
        grid = QColor(10, 10, 10);
        text = Qt::white;
        limit = Qt::red;
        marker = QColor(60, 60, 60);
        first = Qt::blue;
        second = Qt::green;
        other = Qt::yellow;
    }
};

QFont labels() {
    QFont font;
    font.setPixelSize(11);
    return font;
}

/// Level lines, silent in the middle third; a band around the first one.
void fill(ChartData& data, int points) {
    data.setTitle(QStringLiteral("Latency"));
    data.setSeries({QStringLiteral("canary"), QStringLiteral("baseline")});
    for (int i = 0; i < points; ++i) {
        const bool silent = i >= points / 3 && i < 2 * points / 3;
        data.push(0, {i * 1'000.0, silent ? kNaN : 50, silent ? kNaN : 40, silent ? kNaN : 60});
        data.push(1, {i * 1'000.0, 20});
    }
}

QImage pictureOf(const ChartData& data, qreal scale = 1) {
    QImage image((kSize * scale).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::black);
    paintChart(image, data, frameOf(data, data.extent(), kSize, labels()), Palette(), labels());
    return image;
}

QColor at(const QImage& image, const ChartFrame& frame, double shareX, double y) {
    const qreal scale = image.devicePixelRatio();
    return image.pixelColor(static_cast<int>((frame.plot.left() + shareX * frame.plot.width()) * scale),
                            static_cast<int>(frame.toY(y) * scale));
}

} // namespace

class TestChartPainting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }

    void linesBandsAndGaps_data() {
        QTest::addColumn<int>("points");
        QTest::addColumn<double>("scale");
        QTest::newRow("few") << 30 << 1.0;
        QTest::newRow("many") << 3'600 << 1.0;
        QTest::newRow("many, sharp screen") << 3'600 << 2.0;
    }
    void linesBandsAndGaps() {
        QFETCH(int, points);
        QFETCH(double, scale);
        ChartData data;
        fill(data, points);
        const ChartFrame frame = frameOf(data, data.extent(), kSize, labels());
        QCOMPARE(isDense(data, data.series()[0].points, frame), points > 300);
        const QImage image = pictureOf(data, scale);
        for (const double x : {0.1, 0.9}) {
            QVERIFY(at(image, frame, x, 50).blue() > 200); // the line
            const QColor band = at(image, frame, x, 45);
            QVERIFY2(band.blue() > 30 && band.blue() < 90, qPrintable(band.name()));
            QCOMPARE(at(image, frame, x, 35), QColor(Qt::black)); // below the band
        }
        QCOMPARE(at(image, frame, 0.5, 50), QColor(Qt::black)); // a gap is a gap
        QCOMPARE(at(image, frame, 0.5, 45), QColor(Qt::black));
        int green = 0; // dashed: some of it is there, some not
        for (int i = 0; i < 40; ++i) {
            green += at(image, frame, 0.4 + i * 0.005, 20).green() > 150 ? 1 : 0;
        }
        QVERIFY2(green > 10 && green < 38, qPrintable(QString::number(green)));
    }

    /// A peak of one point is seen whatever the way of drawing.
    void noPeakIsLost() {
        ChartData data;
        data.setSeries({QStringLiteral("a")});
        for (int i = 0; i < 3'600; ++i) {
            data.push(0, {i * 1'000.0, i == 1'800 ? 90.0 : 10.0});
        }
        const ChartFrame frame = frameOf(data, data.extent(), kSize, labels());
        const QImage image = pictureOf(data);
        int seen = 0;
        for (int dx = -2; dx <= 2; ++dx) {
            seen += at(image, frame, 0.5 + dx / frame.plot.width(), 50).blue() > 100 ? 1 : 0;
        }
        QVERIFY(seen >= 1 && seen <= 3);
    }

    void farApartIsAGap() {
        ChartData data;
        data.setSeries({QStringLiteral("a")});
        data.push(0, {0, 10});
        data.push(0, {1'000, 10});
        data.push(0, {9'000, 10});
        data.push(0, {10'000, 10});
        const ChartFrame frame = frameOf(data, data.extent(), kSize, labels());
        QVERIFY(at(pictureOf(data), frame, 0.5, 10).blue() > 200);
        data.setGap(3'000);
        QCOMPARE(at(pictureOf(data), frame, 0.5, 10), QColor(Qt::black));
    }

    void limitsAreStepsWithAShade() {
        ChartData data;
        fill(data, 30);
        data.setLimits({{0, 60}, {15'000, 70}});
        const ChartFrame frame = frameOf(data, data.extent(), kSize, labels());
        const QImage image = pictureOf(data);
        QVERIFY(at(image, frame, 0.2, 65).red() > 10); // above the first limit
        QCOMPARE(at(image, frame, 0.8, 65).red(), 0);  // below the second one
        QVERIFY(at(image, frame, 0.8, 73).red() > 10);
    }

    void framesHoldWhatCounts() {
        ChartData data;
        data.setSeries({QStringLiteral("a")});
        data.push(0, {0, 1, 0.5, 1'000});
        data.push(0, {1, 2, 1, 3});
        ChartFrame frame = frameOf(data, data.extent(), kSize, labels());
        QVERIFY(frame.high < 5); // a wide band does not flatten the line
        QCOMPARE(frame.low, 0.0);
        data.push(0, {2, -4});
        frame = frameOf(data, data.extent(), kSize, labels());
        QVERIFY(frame.low < -4 && frame.high > 2);
        const ChartData none;
        frame = frameOf(none, {}, kSize, labels());
        QVERIFY(frame.high > frame.low && frame.to > frame.from);
    }

    void ticksAreRound() {
        QCOMPARE(niceTicks(0, 9, 3), (std::vector<double>{0, 5}));
        QCOMPARE(niceTicks(-4, 4, 4), (std::vector<double>{-4, -2, 0, 2, 4}));
        QVERIFY(niceTicks(1, 1, 3).empty());
        QCOMPARE(timeTicks(61'000, 185'000, 3), (std::vector<double>{120'000, 180'000}));
        QCOMPARE(timeTicks(0, 3'600'000, 4),
                 (std::vector<double>{0, 900'000, 1'800'000, 2'700'000, 3'600'000}));
        QVERIFY(timeTicks(0, 3.2e10, 4).size() <= 5); // a year
        QCOMPARE(logTicks(-0.1, 1.1, 9), (std::vector<double>{0, std::log10(2.0), std::log10(5.0), 1}));
        QCOMPARE(logTicks(-0.1, 3.1, 5), (std::vector<double>{0, 1, 2, 3}));
    }

    void filesSpeakForThemselves() {
        ChartData data;
        fill(data, 3'600);
        data.setLimits({{0, 60}});
        const Palette colors;
        const ChartSheet sheet{data, data.extent(), colors, kSize, labels()};
        const auto path = [this](const char* name) { return m_folder.filePath(QString::fromLatin1(name)); };
        QVERIFY(exportChart(sheet, path("chart.png")));
        const QImage image(path("chart.png"));
        QVERIFY(image.width() > 2 * kSize.width() && image.height() > 2 * kSize.height());
        QVERIFY(exportChart(sheet, path("chart.svg")));
        QFile svg(path("chart.svg"));
        QVERIFY(svg.open(QIODevice::ReadOnly));
        const QByteArray drawing = svg.readAll();
        for (const char* part : {"<svg", "<path", ">Latency<", ">canary<", ">baseline<", "limit: 60"}) {
            QVERIFY2(drawing.contains(part), part);
        }
        QVERIFY(drawing.size() < 400'000); // by columns, not by points
        QVERIFY(exportChart(sheet, path("CHART.CSV")));
        QVERIFY(!exportChart(sheet, path("chart.bmp")));
        QVERIFY(!QFile::exists(path("chart.bmp")));
        QVERIFY(!exportChart(sheet, path("nowhere/chart.png")));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(TestChartPainting)
#include "tst_chart_painting.moc"
