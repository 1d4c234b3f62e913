// SPDX-License-Identifier: Apache-2.0
// What a node's agent and its shim cost while nothing happens: one module runs, a gateway is connected.
//
//   bench_agent [ROUND] [--seconds N] [--indication]
//
// Exits 1 when the agent has more than 8 MiB anonymous or 32 MiB resident memory, or takes more than 0.2 % of
// a core (the latter is not looked at with --indication).

#include "tests/app/node_process/node_under_test.h"
#include "tests/bench/bench_json.h"
#include "tests/support/built_programs.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cstdio>

using namespace hotswap;
using bench::nowNs;

namespace {

constexpr double kAnonymousMaxMiB = 8;
constexpr double kResidentMaxMiB = 32;
constexpr double kCorePercentMax = 0.2;
constexpr int kSettleSeconds = 12; // a heartbeat and a telemetry round have passed

struct Memory {
    double resident = 0;  ///< MiB
    double anonymous = 0; ///< MiB
};

Memory memoryOf(qint64 pid) {
    Memory memory;
    QFile file(QStringLiteral("/proc/%1/smaps_rollup").arg(pid));
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : file.readAll().split('\n')) {
            const double value = line.mid(line.indexOf(':') + 1).trimmed().split(' ').first().toDouble();
            if (line.startsWith("Rss:")) {
                memory.resident = value / 1024;
            } else if (line.startsWith("Anonymous:")) {
                memory.anonymous = value / 1024;
            }
        }
    }
    return memory;
}

/// Nanoseconds that all threads have run.
double cpuNs(qint64 pid) {
    double sum = 0;
    const QDir tasks(QStringLiteral("/proc/%1/task").arg(pid));
    for (const QString& task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile file(tasks.filePath(task + QStringLiteral("/schedstat")));
        if (file.open(QIODevice::ReadOnly)) {
            sum += file.readAll().split(' ').first().toDouble();
        }
    }
    return sum;
}

void passSeconds(int seconds) {
    const std::int64_t until = nowNs() + std::int64_t{seconds} * 1'000'000'000;
    (void)QTest::qWaitFor([until] { return nowNs() >= until; }, (seconds + 1) * 1'000);
}

int run(const bench::Report& report, int seconds, bool indication) {
    test::NodeUnderTest node;
    if (!node.start() || !node.apply("install", "1.0.0") ||
        !QTest::qWaitFor([&] { return node.port() != 0; }, 30'000)) {
        std::fprintf(stderr, "the node did not start\n");
        return 1;
    }
    passSeconds(indication ? 1 : kSettleSeconds);
    const std::int64_t begin = nowNs();
    const double before = cpuNs(node.pid());
    passSeconds(seconds);
    const double core = (cpuNs(node.pid()) - before) / static_cast<double>(nowNs() - begin) * 100;
    const Memory memory = memoryOf(node.pid());
    report.line("hotswap", "anonymous", memory.anonymous, "MiB");
    report.line("hotswap", "resident", memory.resident, "MiB");
    report.line("hotswap", "cpu", core, "% of a core");
    for (const int shim :
         node.processes(qEnvironmentVariable("HOTSWAP_BIN_DIR").toStdString() + "/hotswap-shim")) {
        report.line("hotswap", "shim resident", memoryOf(shim).resident, "MiB");
    }
    const bool small =
        memory.anonymous > 0 && memory.anonymous <= kAnonymousMaxMiB && memory.resident <= kResidentMaxMiB;
    return small && (indication || core <= kCorePercentMax) ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    test::findBuiltPrograms();
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("round"), QStringLiteral("counted from 1"));
    parser.addOption({QStringLiteral("seconds"), QStringLiteral("how long it is watched"),
                      QStringLiteral("N"), QStringLiteral("60")});
    parser.addOption({QStringLiteral("indication"), QStringLiteral("only memory counts")});
    parser.process(application);
    const auto rest = parser.positionalArguments();
    return run(bench::Report("agent", rest.isEmpty() ? 1 : std::max(1, rest.first().toInt())),
               std::max(1, parser.value(QStringLiteral("seconds")).toInt()),
               parser.isSet(QStringLiteral("indication")));
}
