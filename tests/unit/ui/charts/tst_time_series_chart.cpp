// SPDX-License-Identifier: Apache-2.0
// The chart as a person meets it: drawn in a window, moved by pointer and keyboard, read out.

#include "ui/charts/time_series_chart.h"

#include <QQuickWindow>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace hotswap::ui;

class TestTimeSeriesChart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_data = std::make_unique<ChartData>();
        m_data->setSeries({QStringLiteral("canary"), QStringLiteral("baseline")});
        for (int i = 0; i < 600; ++i) {
            add(i);
        }
        m_data->setWords([](double y) { return QString::number(y); },
                         [](double x) { return QString::number(x / 1'000); });
        m_colors = std::make_unique<ChartColors>();
        m_colors->background = Qt::black;
        m_colors->first = Qt::blue;
        m_colors->second = Qt::green;
        m_window = std::make_unique<QQuickWindow>();
        m_window->resize(500, 300);
        m_chart = new TimeSeriesChart(m_window->contentItem());
        m_chart->setSize(QSizeF(500, 300));
        m_chart->setColors(m_colors.get());
        m_chart->setChartData(m_data.get());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_chart->forceActiveFocus();
    }

    void cleanup() { m_window.reset(); }

    void draws() {
        const QImage image = m_window->grabWindow();
        QVERIFY(!image.isNull());
        int blue = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                blue += image.pixelColor(x, y).blue() > 200 ? 1 : 0;
            }
        }
        QVERIFY2(blue > 300, qPrintable(QString::number(blue)));
    }

    void followsUntilPaused() {
        add(600);
        m_data->touch();
        QCOMPARE(m_chart->view().to, 600'000.0);
        key(Qt::Key_Space);
        QVERIFY(m_chart->paused());
        add(601);
        m_data->touch();
        QCOMPARE(m_chart->view().to, 600'000.0);
        key(Qt::Key_Space);
        QCOMPARE(m_chart->view().to, 601'000.0);
    }

    void zoomsAndPansByKeyboard() {
        QSignalSpy changed(m_chart, &TimeSeriesChart::viewChanged);
        key(Qt::Key_Plus);
        QVERIFY(m_chart->zoomed() && !m_chart->paused()); // the newest part, still followed
        QCOMPARE(m_chart->view().to, 599'000.0);
        QVERIFY(std::abs(m_chart->view().length() - 599'000.0 / 1.25) < 1);
        key(Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(m_chart->paused() && m_chart->view().to < 599'000.0);
        key(Qt::Key_Minus);
        key(Qt::Key_Home);
        QVERIFY(!m_chart->zoomed() && !m_chart->paused());
        QVERIFY(changed.count() >= 4);
    }

    void readsOutByKeyboard() {
        QVERIFY(m_chart->readout().isEmpty() && m_chart->readoutX() < 0);
        key(Qt::Key_Left);
        QCOMPARE(m_chart->spoken(), QStringLiteral("599, canary: 1, baseline: 0.5"));
        QCOMPARE(m_chart->readout(), QStringLiteral("599\ncanary: 1\nbaseline: 0.5"));
        key(Qt::Key_Left);
        QCOMPARE(m_chart->spoken(), QStringLiteral("598, canary: 0, baseline: 0.5"));
        key(Qt::Key_Left, Qt::ControlModifier);
        QVERIFY(m_chart->spoken().startsWith(QStringLiteral("588,")));
        key(Qt::Key_Right);
        QVERIFY(m_chart->spoken().startsWith(QStringLiteral("589,")));
        const qreal at = m_chart->readoutX();
        add(600); // its place moves with the data, what it says stays
        m_data->touch();
        QVERIFY(m_chart->spoken().startsWith(QStringLiteral("589,")) && m_chart->readoutX() < at);
        key(Qt::Key_Escape);
        QVERIFY(m_chart->spoken().isEmpty());
    }

    void theViewGoesWithTheReadout() {
        for (int i = 0; i < 12; ++i) {
            key(Qt::Key_Plus);
        }
        const ChartRange before = m_chart->view();
        for (int i = 0; i < 10; ++i) {
            key(Qt::Key_Left, Qt::ControlModifier);
        }
        QVERIFY(m_chart->view().to < before.from);
        QVERIFY(m_chart->readoutX() >= 0);
    }

    void readsOutUnderThePointer() {
        QTest::mouseMove(m_window.get(), QPoint(250, 100));
        QTRY_VERIFY(!m_chart->readout().isEmpty());
        QVERIFY(std::abs(m_chart->readoutX() - 250) < 2); // on the nearest sample
    }

    void wheelZoomsWithCtrlOnly() {
        const auto wheel = [this](Qt::KeyboardModifiers modifiers) {
            QWheelEvent event(QPointF(250, 100), m_window->mapToGlobal(QPointF(250, 100)), QPoint(),
                              QPoint(0, 120), Qt::NoButton, modifiers, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(m_window.get(), &event);
        };
        wheel(Qt::NoModifier);
        QVERIFY(!m_chart->zoomed());
        wheel(Qt::ControlModifier);
        QVERIFY(m_chart->zoomed() && m_chart->paused()); // in the middle: it stands still
    }

    void exports() {
        QTemporaryDir folder;
        const auto file = [&](const char* name) {
            return QUrl::fromLocalFile(folder.filePath(QString::fromLatin1(name)));
        };
        QVERIFY(m_chart->exportTo(file("a.png")));
        QVERIFY(m_chart->exportTo(file("a.svg")));
        QVERIFY(m_chart->exportTo(file("a.csv")));
        QVERIFY(!m_chart->exportTo(file("a.txt")));
        QVERIFY(!m_chart->exportTo(QUrl(QStringLiteral("https://example.org/a.png"))));
    }

    void survivesItsData() {
        m_data.reset();
        QVERIFY(!m_window->grabWindow().isNull());
        key(Qt::Key_Left);
        key(Qt::Key_Plus);
        QVERIFY(m_chart->readout().isEmpty() && m_chart->readoutX() < 0);
    }

private:
    void add(int second) {
        m_data->push(0, {second * 1'000.0, static_cast<double>(second % 2)});
        m_data->push(1, {second * 1'000.0, 0.5});
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(m_window.get(), key, modifiers);
    }

    std::unique_ptr<ChartData> m_data;
    std::unique_ptr<ChartColors> m_colors;
    std::unique_ptr<QQuickWindow> m_window;
    TimeSeriesChart* m_chart = nullptr;
};

QTEST_MAIN(TestTimeSeriesChart)
#include "tst_time_series_chart.moc"
