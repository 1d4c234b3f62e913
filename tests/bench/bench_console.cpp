// SPDX-License-Identifier: Apache-2.0
// Console: GUI-thread time per frame and memory with 10,000 nodes and 1,000 changes a second, and the time
// from process start to the first usable frame beside a window of stock controls. Software rendering,
// offscreen.

#include "app/console/fonts.h"
#include "app/console/policy_files.h"
#include "app/console/preferences_file.h"
#include "app/console/window.h"
#include "tests/bench/bench_json.h"
#include "tests/support/fake_console_service.h"
#include "tests/support/manual_clock.h"

#include <QElapsedTimer>
#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <QQmlComponent>
#include <QQuickStyle>
#include <QThread>
#include <QTimer>

#include <cstdio>
#include <ctime>
#include <future>

using namespace hotswap;

namespace {

constexpr std::uint32_t kNodes = 10'000;
constexpr std::size_t kChangesPerDelivery = 100;
constexpr int kDeliveryMs = 100; // ten a second, as the service coalesces them
constexpr std::size_t kFrames = 150;
constexpr std::size_t kFramesSkipped = 10; // the first ones fill caches
constexpr int kFirstFrameRuns = 15;
constexpr int kChildLimitMs = 60'000;

const char* const kStockWindow = R"(
import QtQuick
import QtQuick.Controls
ApplicationWindow {
    width: 1280; height: 800; visible: true
    Row {
        anchors.fill: parent
        ListView {
            width: 400; height: parent.height; model: 10000
            delegate: ItemDelegate { required property int index; text: "node " + index }
        }
        TableView {
            width: 880; height: parent.height; model: Qt.application.screens.length * 1000
            columnWidthProvider: column => 140
            rowHeightProvider: row => 30
            delegate: Label { required property int row; text: "cell " + row }
        }
    }
})";

/// A service over a sample fleet.
struct Sample {
    support::ManualClock clock;
    support::SeededRandom random;
    support::FakeConsoleService service{clock, random, {kNodes, 60, 120}};
};
/// Made on a thread of its own, as a service is.
using Pending = std::future<std::unique_ptr<Sample>>;

Pending beginSample() {
    return std::async(std::launch::async, [] { return std::make_unique<Sample>(); });
}

/// The console over the sample, in this process.
struct Console {
    /// The window loads its types while the service comes up, as in the program.
    static Console begin(Pending& pending) {
        auto window = std::make_unique<console::Window>();
        window->prepare();
        return Console(pending.get(), std::move(window));
    }
    Console(std::unique_ptr<Sample> given, std::unique_ptr<console::Window> loading)
        : sample(std::move(given)), window(std::move(loading)) {}

    std::unique_ptr<Sample> sample;
    support::FakeConsoleService& service = sample->service;
    console::PolicyFiles policyFiles;
    console::PreferencesFile preferences{QString()};
    ui::ConsoleSession session{{service, sample->clock, sample->random, preferences, policyFiles,
                                support::FakeConsoleService::identities(), QStringLiteral("lab")}};
    std::unique_ptr<console::Window> window;
};

/// CPU time that this thread has used so far, in milliseconds.
double threadCpuMs() {
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

/// What the GUI thread worked from one frame to the next: everything it did, drawing included (the software
/// renderer draws on it), and none of its waiting.
class FrameWork : public QObject {
public:
    explicit FrameWork(QQuickWindow& window) {
        connect(&window, &QQuickWindow::frameSwapped, this, [this] { swapped(); });
    }
    std::vector<double> frames;

private:
    void swapped() {
        const double now = threadCpuMs();
        frames.push_back(now - m_before);
        m_before = now;
        if (frames.size() >= kFrames + kFramesSkipped) {
            QCoreApplication::quit();
        }
    }

    double m_before = threadCpuMs();
};

double residentMiB() {
    QFile file(QStringLiteral("/proc/self/status"));
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : file.readAll().split('\n')) {
            if (line.startsWith("VmRSS:")) {
                return line.mid(6).trimmed().split(' ').first().toDouble() / 1'024.0;
            }
        }
    }
    return 0;
}

/// Child: prints "<p95 ms> <MiB>".
int measureFrames(Pending& sample) {
    Console console = Console::begin(sample);
    if (!console.window->show(console.session, QSize(1280, 800))) {
        return 1;
    }
    QThread changer;
    QObject inChanger;
    inChanger.moveToThread(&changer);
    QTimer timer;
    timer.setInterval(kDeliveryMs);
    timer.moveToThread(&changer);
    QObject::connect(
        &timer, &QTimer::timeout, &inChanger,
        [&console] { console.service.changeNodes(kChangesPerDelivery); }, Qt::DirectConnection);
    QObject::connect(&changer, &QThread::started, &timer, qOverload<>(&QTimer::start));
    QObject::connect(&changer, &QThread::finished, &timer, &QTimer::stop);
    changer.start();
    FrameWork work(*console.window->window());
    QTimer::singleShot(kChildLimitMs / 2, [] { QCoreApplication::exit(1); });
    const int status = QCoreApplication::exec();
    changer.quit();
    changer.wait();
    if (status != 0 || work.frames.size() < kFramesSkipped) {
        return 1;
    }
    work.frames.erase(work.frames.begin(), work.frames.begin() + kFramesSkipped);
    std::printf("%.3f %.1f\n", bench::quantile(work.frames, 0.95), residentMiB());
    return 0;
}

/// Prints a line as soon as a frame is on the screen that satisfies `usable`, then ends.
template <class Usable>
int untilUsable(QQuickWindow& window, Usable usable) {
    QObject::connect(&window, &QQuickWindow::frameSwapped, &window, [&window, usable] {
        if (usable()) {
            std::puts("ready");
            std::fflush(stdout);
            QCoreApplication::quit();
        } else {
            window.update();
        }
    });
    return QCoreApplication::exec();
}

int showConsole(Pending& sample) {
    Console console = Console::begin(sample);
    if (!console.window->show(console.session, QSize(1280, 800))) {
        return 1;
    }
    return untilUsable(*console.window->window(), [&console] { return console.session.fleet()->loaded(); });
}

int showStock() {
    QQuickStyle::setStyle(QStringLiteral("Fusion"));
    QQmlEngine engine;
    QQmlComponent component(&engine);
    component.setData(kStockWindow, QUrl(QStringLiteral("qrc:/stock.qml")));
    const std::unique_ptr<QObject> root(component.create());
    auto* window = qobject_cast<QQuickWindow*>(root.get());
    return window == nullptr ? 1 : untilUsable(*window, [] { return true; });
}

/// Runs this program again in a role; its standard output, empty when it failed. `ms`: until it printed.
QByteArray runChild(const char* program, const char* role, double& ms) {
    QProcess child;
    const std::int64_t start = bench::nowNs();
    child.start(QString::fromLocal8Bit(program), {QStringLiteral("--role"), QString::fromLatin1(role)});
    QByteArray output;
    while (!output.contains('\n') && child.waitForReadyRead(kChildLimitMs)) {
        output += child.readAllStandardOutput();
    }
    ms = static_cast<double>(bench::nowNs() - start) / 1e6;
    child.waitForFinished(kChildLimitMs);
    return child.exitStatus() == QProcess::NormalExit && child.exitCode() == 0 ? output : QByteArray();
}

/// Both by turns, so that what else the machine does meets both alike.
bool reportFirstFrames(const bench::Report& report, const char* program) {
    std::vector<double> ours;
    std::vector<double> stock;
    for (int run = 0; run <= kFirstFrameRuns; ++run) {
        double oursMs = 0;
        double stockMs = 0;
        if (runChild(program, "console", oursMs).isEmpty() || runChild(program, "stock", stockMs).isEmpty()) {
            return false;
        }
        if (run > 0) { // the first ones fill the page cache
            ours.push_back(oursMs);
            stock.push_back(stockMs);
        }
    }
    report.line("hotswap", "first frame", bench::quantile(ours, 0.5), "ms");
    report.line("bare-qml", "first frame", bench::quantile(stock, 0.5), "ms");
    return true;
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QUICK_BACKEND", "software");
    if (argc == 3 && QByteArray(argv[1]) == "--role") {
        const QByteArray role(argv[2]);
        const bool stock = role == "stock";
        Pending sample = stock ? Pending{} : beginSample();
        const QGuiApplication application(argc, argv);
        console::chooseFonts();
        return stock ? showStock() : role == "frames" ? measureFrames(sample) : showConsole(sample);
    }
    const QCoreApplication application(argc, argv);
    const bench::Report report("console", bench::roundFrom(argc, argv));
    double ms = 0;
    const QList<QByteArray> numbers = runChild(argv[0], "frames", ms).trimmed().split(' ');
    if (numbers.size() != 2) {
        return 1;
    }
    report.line("hotswap", "frame p95", numbers[0].toDouble(), "ms");
    report.line("hotswap", "memory", numbers[1].toDouble(), "MiB");
    return reportFirstFrames(report, argv[0]) ? 0 : 1;
}
