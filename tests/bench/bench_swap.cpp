// SPDX-License-Identifier: Apache-2.0
// Swaps of the storefront on a real node under load: what fails, how much slower requests are meanwhile than
// in a quiet minute, and how long the switch itself takes.
//
//   bench_swap [ROUND] [--swaps N] [--quiet SECONDS] [--indication]
//
// The load is wrk, on kept and on fresh connections; latencies come from requests of our own at a steady
// rate. Exits 1 when a request failed, the switch window is over 50 ms or the ratio over 2; the latter two
// are not looked at with --indication, for machines that do other work meanwhile.

#include "tests/app/node_process/node_under_test.h"
#include "tests/bench/bench_json.h"
#include "tests/bench/latency_probe.h"
#include "tests/bench/wrk_load.h"
#include "tests/support/built_programs.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace hotswap;
using namespace std::chrono_literals;
using bench::nowNs;

namespace {

constexpr int kWrkConnections = 16;   // of each kind
constexpr int kProbesPerSecond = 200; // of each kind
constexpr int kWarmUpSeconds = 3;     // caches, connections, the processor's clock
constexpr double kRatioMax = 2;
constexpr double kSwitchWindowMaxMs = 50;

struct Numbers {
    int swaps = 1'000;
    int quietSeconds = 60;
    bool indication = false;
};

/// From a swap's command to its receipt.
struct Window {
    std::int64_t beginNs = 0;
    std::int64_t endNs = 0;
};

struct Swaps {
    std::vector<Window> windows;
    std::vector<double> tookMs;
    std::vector<double> switchMs;
};

void passSeconds(int seconds) {
    const std::int64_t until = nowNs() + std::int64_t{seconds} * 1'000'000'000;
    (void)QTest::qWaitFor([until] { return nowNs() >= until; }, (seconds + 1) * 1'000);
}

/// False when one was not applied.
bool swap(test::NodeUnderTest& node, int count, Swaps& swaps) {
    for (int i = 0; i < count; ++i) {
        const std::string id = "swap-" + std::to_string(i);
        Command command = node.gateway().command(id, CommandAction::Apply, i % 2 == 0 ? "1.1.0" : "1.0.0");
        command.minHealthyTime = 100ms;
        const std::int64_t begin = nowNs();
        node.gateway().give(command);
        const auto receipt = node.waitReceipt(id);
        if (!receipt || receipt->outcome != ReceiptOutcome::Applied) {
            std::fprintf(stderr, "swap %d: %s\n", i, receipt ? receipt->detail.c_str() : "no receipt");
            return false;
        }
        swaps.windows.push_back({begin, nowNs()});
        swaps.tookMs.push_back(static_cast<double>(receipt->took.count()));
        swaps.switchMs.push_back(static_cast<double>(receipt->switchTook.count()));
    }
    return true;
}

double p99Within(const std::vector<bench::Probe>& probes, const std::vector<Window>& windows) {
    std::vector<double> inside;
    for (const bench::Probe& probe : probes) {
        const auto after = std::upper_bound(windows.begin(), windows.end(), probe.dueNs,
                                            [](std::int64_t at, const Window& w) { return at < w.beginNs; });
        if (after != windows.begin() && probe.dueNs <= std::prev(after)->endNs) {
            inside.push_back(probe.ms);
        }
    }
    return bench::quantile(std::move(inside), 0.99);
}

int run(const bench::Report& report, const Numbers& numbers) {
    test::NodeUnderTest node;
    if (!node.start() || !node.apply("install", "1.0.0") ||
        !QTest::qWaitFor([&] { return node.port() != 0; }, 30'000)) {
        std::fprintf(stderr, "the node did not start\n");
        return 1;
    }
    bench::WrkLoad kept(node.port(), bench::WrkLoad::Connections::Kept, kWrkConnections);
    bench::WrkLoad fresh(node.port(), bench::WrkLoad::Connections::Fresh, kWrkConnections);
    bench::LatencyProbe probe(node.port(), kProbesPerSecond);
    passSeconds(kWarmUpSeconds);
    Window quiet{nowNs(), 0};
    passSeconds(numbers.quietSeconds);
    quiet.endNs = nowNs();
    Swaps swaps;
    const bool swapped = swap(node, numbers.swaps, swaps);
    const auto probes = probe.probes();
    const auto ofKept = kept.stop();
    const auto ofFresh = fresh.stop();
    if (!swapped || !ofKept || !ofFresh) {
        std::fprintf(stderr, "a swap or a load ended too early\n");
        return 1;
    }
    const auto failedProbes = std::count_if(probes.begin(), probes.end(), [](auto& p) { return p.failed; });
    const double failed =
        static_cast<double>(ofKept->failed + ofFresh->failed) + static_cast<double>(failedProbes);
    const double quietP99 = p99Within(probes, {quiet});
    const double swapP99 = p99Within(probes, swaps.windows);
    const double windowMax = bench::quantile(swaps.switchMs, 1);
    report.line("hotswap", "swaps", numbers.swaps, "");
    report.line("hotswap", "requests kept", static_cast<double>(ofKept->requests), "");
    report.line("hotswap", "requests fresh", static_cast<double>(ofFresh->requests), "");
    report.line("hotswap", "failed requests", failed, "");
    report.line("hotswap", "quiet p99", quietP99, "ms");
    report.line("hotswap", "swap p99", swapP99, "ms");
    report.line("hotswap", "swap p99 ratio", swapP99 / quietP99, "");
    report.line("hotswap", "switch window max", windowMax, "ms");
    report.line("hotswap", "swap took p50", bench::quantile(swaps.tookMs, 0.5), "ms");
    report.line("hotswap", "swap took p99", bench::quantile(swaps.tookMs, 0.99), "ms");
    const bool kept99 = numbers.indication || swapP99 <= kRatioMax * quietP99;
    const bool keptWindow = numbers.indication || windowMax <= kSwitchWindowMaxMs;
    return failed == 0 && kept99 && keptWindow ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    test::findBuiltPrograms();
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("round"), QStringLiteral("counted from 1"));
    const QString number = QStringLiteral("N");
    parser.addOption({QStringLiteral("swaps"), QStringLiteral("how many"), number, QStringLiteral("1000")});
    parser.addOption(
        {QStringLiteral("quiet"), QStringLiteral("seconds without swaps"), number, QStringLiteral("60")});
    parser.addOption({QStringLiteral("indication"), QStringLiteral("only failed requests count")});
    parser.process(application);
    Numbers numbers;
    numbers.swaps = std::max(1, parser.value(QStringLiteral("swaps")).toInt());
    numbers.quietSeconds = std::max(1, parser.value(QStringLiteral("quiet")).toInt());
    numbers.indication = parser.isSet(QStringLiteral("indication"));
    const auto rest = parser.positionalArguments();
    return run(bench::Report("swap", rest.isEmpty() ? 1 : std::max(1, rest.first().toInt())), numbers);
}
