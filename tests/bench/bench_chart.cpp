// SPDX-License-Identifier: Apache-2.0
// Charts: CPU time of 8 series of 3,600 points, one more point ten times a second, in a real window; ours
// with both renderers, beside uPlot in Chromium with the same data, rate and size of the picture.

#include "tests/bench/bench_chart_cpu.h"
#include "tests/bench/bench_chart_peer.h"
#include "tests/bench/bench_json.h"
#include "ui/charts/time_series_chart.h"

#include <QDateTime>
#include <QEventLoop>
#include <QGuiApplication>
#include <QProcess>
#include <QQuickWindow>
#include <QStandardPaths>
#include <QTimer>

#include <cstdio>
#include <memory>

#include <unistd.h>

using namespace hotswap;

namespace {

constexpr int kWarmUpMs = 6'000; ///< a browser goes on starting behind its first picture
constexpr int kSecondsDefault = 20;
constexpr int kStartLimitMs = 20'000;
constexpr int kEndLimitMs = 5'000;
/// Of ten updates a second, at least this many must have been drawn, or the run says nothing.
constexpr double kDrawnShareMin = 0.9;

// ---- the chart in a window: a process of its own ----

int showChart(int argc, char** argv) {
    const QGuiApplication application(argc, argv);
    ui::ChartColors colors;
    colors.background = Qt::white;
    colors.grid = QColor(223, 226, 231);
    colors.text = QColor(95, 104, 117);
    colors.limit = Qt::red;
    colors.marker = Qt::gray;
    colors.first = QColor(36, 89, 201);
    colors.second = QColor(95, 104, 117);
    colors.other = QColor(18, 112, 74);
    ui::ChartData data;
    data.setSeries(std::vector<QString>(bench::chart::kSeries));
    data.setWords([](double y) { return QString::number(y, 'f', 0); },
                  [](double x) {
                      return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(x))
                          .toString(QStringLiteral("hh:mm:ss"));
                  });
    int next = 0;
    const auto add = [&] {
        for (int series = 0; series < bench::chart::kSeries; ++series) {
            data.push(
                static_cast<std::size_t>(series),
                {bench::chart::kStartMs + next * bench::chart::kStepMs, bench::chart::value(series, next)});
        }
        ++next;
    };
    while (next < bench::chart::kPoints) {
        add();
    }
    QQuickWindow window;
    window.resize(bench::chart::kWidth, bench::chart::kHeight);
    ui::TimeSeriesChart chart(window.contentItem());
    chart.setSize(QSizeF(bench::chart::kWidth, bench::chart::kHeight));
    chart.setColors(&colors);
    chart.setChartData(&data);
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &window, [&] {
        add();
        data.touch();
    });
    int drawn = 0;
    QObject::connect(&window, &QQuickWindow::frameSwapped, &window, [&drawn] {
        std::printf("%d\n", ++drawn);
        std::fflush(stdout);
    });
    window.show();
    timer.start(bench::chart::kUpdateMs);
    return QGuiApplication::exec();
}

// ---- measuring ----

struct Measured {
    double cpuShare = 0;     ///< of one core, 1 = all of it
    double displayShare = 0; ///< the same of the display's server
    double drawnPerSecond = 0;
};

/// Lets events run for some time, asleep while there are none.
void run(int ms) {
    QEventLoop loop;
    QTimer::singleShot(ms, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

template <class Drawn>
Measured measure(pid_t process, pid_t display, int seconds, Drawn drawn) {
    run(kWarmUpMs);
    const std::int64_t start = bench::nowNs();
    const double cpu = bench::cpuSecondsOf(process);
    const double server = bench::cpuSecondsOf(display);
    const int before = drawn();
    run(seconds * 1'000);
    const double elapsed = static_cast<double>(bench::nowNs() - start) / 1e9;
    return {(bench::cpuSecondsOf(process) - cpu) / elapsed, (bench::cpuSecondsOf(display) - server) / elapsed,
            (drawn() - before) / elapsed};
}

/// Prints a run's numbers; false when so little was drawn that they flatter.
bool tell(const bench::Report& report, const char* peer, const Measured& measured) {
    report.line(peer, "cpu", measured.cpuShare * 100, "% of a core");
    report.line(peer, "display server cpu", measured.displayShare * 100, "% of a core");
    report.line(peer, "pictures", measured.drawnPerSecond, "1/s");
    report.line(peer, "cpu per picture", measured.cpuShare * 1'000 / measured.drawnPerSecond, "ms");
    if (measured.drawnPerSecond * bench::chart::kUpdateMs / 1'000 < kDrawnShareMin) {
        std::fprintf(stderr,
                     "%s drew only %.1f of the pictures a second: its CPU time is too low by as much.\n",
                     peer, measured.drawnPerSecond);
        return false;
    }
    return true;
}

/// A display for real windows, made for this run.
class VirtualDisplay {
public:
    bool start() {
        m_server.start(QStringLiteral("Xvfb"),
                       {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                        QStringLiteral("0"), QStringLiteral("1280x800x24"), QStringLiteral("-nolisten"),
                        QStringLiteral("tcp")});
        QByteArray number;
        while (!number.contains('\n') && m_server.waitForReadyRead(kStartLimitMs)) {
            number += m_server.readAllStandardOutput();
        }
        if (number.trimmed().isEmpty()) {
            return false;
        }
        return qputenv("DISPLAY", ":" + number.trimmed());
    }
    ~VirtualDisplay() {
        m_server.terminate();
        m_server.waitForFinished(kEndLimitMs);
    }
    pid_t processId() const { return static_cast<pid_t>(m_server.processId()); }

private:
    QProcess m_server;
};

bool measureOurs(const bench::Report& report, const char* program, const VirtualDisplay& display, int seconds,
                 const char* renderer, const char* peer) {
    QProcess child;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    environment.insert(QStringLiteral("QT_QUICK_BACKEND"), QString::fromLatin1(renderer));
    child.setProcessEnvironment(environment);
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QString::fromLocal8Bit(program), {QStringLiteral("--show")});
    if (!child.waitForStarted(kStartLimitMs)) {
        return false;
    }
    int drawn = 0;
    QObject::connect(&child, &QProcess::readyReadStandardOutput, &child,
                     [&] { drawn += static_cast<int>(child.readAllStandardOutput().count('\n')); });
    const Measured measured =
        measure(static_cast<pid_t>(child.processId()), display.processId(), seconds, [&] { return drawn; });
    const bool alive = child.state() == QProcess::Running;
    child.kill();
    child.waitForFinished(kEndLimitMs);
    return alive && tell(report, peer, measured);
}

void measurePeer(const bench::Report& report, const VirtualDisplay& display, int seconds,
                 bench::Composing composing, const char* peer) {
    bench::ChartPeer page(composing);
    if (!page.start()) {
        std::fprintf(stderr, "Chromium did not draw the page.\n");
        return;
    }
    tell(report, peer, measure(static_cast<pid_t>(page.processId()), display.processId(), seconds, [&] {
             return page.drawn();
         }));
}

int secondsFrom(const QStringList& arguments) {
    const qsizetype at = arguments.indexOf(QStringLiteral("--seconds"));
    const int given = at >= 0 && at + 1 < arguments.size() ? arguments[at + 1].toInt() : 0;
    return given >= 1 && given <= 600 ? given : kSecondsDefault;
}

} // namespace

int main(int argc, char** argv) {
    if (argc >= 2 && QByteArray(argv[1]) == "--show") {
        return showChart(argc, argv);
    }
    const QCoreApplication application(argc, argv);
    const int seconds = secondsFrom(QCoreApplication::arguments());
    const bench::Report report("chart", bench::roundFrom(argc, argv));
    if (QStandardPaths::findExecutable(QStringLiteral("Xvfb")).isEmpty()) {
        std::fprintf(stderr, "A window needs a display: install Debian's package xvfb.\n");
        return 1;
    }
    VirtualDisplay display;
    if (!display.start()) {
        std::fprintf(stderr, "Xvfb did not start.\n");
        return 1;
    }
    bool complete = measureOurs(report, argv[0], display, seconds, "software", "hotswap");
    complete = measureOurs(report, argv[0], display, seconds, "rhi", "hotswap-opengl") && complete;
    if (const QString missing = bench::missingForPeer(); !missing.isEmpty()) {
        std::fprintf(stderr, "peer not installed: %s\n", qPrintable(missing));
        return complete ? 0 : 1;
    }
    using bench::Composing;
    measurePeer(report, display, seconds, Composing::WithoutGpu, "uplot");
    measurePeer(report, display, seconds, Composing::Default, "uplot-gpu");
    return complete ? 0 : 1;
}
