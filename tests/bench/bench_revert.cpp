// SPDX-License-Identifier: Apache-2.0
// How long a release that fails after it got the traffic keeps the one before from serving again.
//
//   bench_revert [ROUND] [--tries N] [--hung N]
//
// In each try the new release's process is killed once it has the traffic, and fresh connections ask until
// the old release answers. In some more it is stopped instead: then its probe has to run into its own time
// limit first. Exits 1 when p99 is over 2 s; for stopped ones the probe's limit and interval come on top.

#include "tests/app/node_process/node_under_test.h"
#include "tests/bench/bench_json.h"
#include "tests/unit/edge/raw_client.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <csignal>
#include <cstdio>

using namespace hotswap;
using namespace std::chrono_literals;
using bench::nowNs;

namespace {

constexpr double kLimitMs = 2'000;
constexpr double kProbeMs = 2'500; // timeoutMs and intervalMs of the storefront's module.toml
constexpr int kTryLimitMs = 30'000;

/// Whether the release before answers on a fresh connection, at once.
bool oldServes(std::uint16_t port) {
    test::RawClient client(port);
    return client.connected() &&
           client.send("GET /version HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n") &&
           client.readUntil("1.0.0", 20ms).find("1.0.0") != std::string::npos;
}

/// One swap that is spoilt by `signal`; ms until the old release serves, or nothing.
std::optional<double> spoil(test::NodeUnderTest& node, const std::string& id, int signal) {
    Command command = node.gateway().command(id, CommandAction::Apply, "1.1.0");
    command.minHealthyTime = signal == SIGKILL ? 1500ms : 4s; // the watch must outlast what is done in it
    node.gateway().give(command);
    if (!QTest::qWaitFor([&] { return node.gateway().reached(id, "switched"); }, kTryLimitMs)) {
        return std::nullopt;
    }
    const auto modules = node.processes((node.state() / "releases/storefront/1.1.0").string());
    if (modules.size() != 1) {
        return std::nullopt;
    }
    const std::int64_t begin = nowNs();
    ::kill(modules[0], signal);
    while (!oldServes(node.port()) && nowNs() - begin < std::int64_t{kTryLimitMs} * 1'000'000) {}
    const double took = static_cast<double>(nowNs() - begin) / 1e6;
    const auto receipt = node.waitReceipt(id);
    if (!receipt || receipt->outcome != ReceiptOutcome::Reverted) {
        std::fprintf(stderr, "%s: %s\n", id.c_str(), receipt ? receipt->detail.c_str() : "no receipt");
        return std::nullopt;
    }
    return took;
}

int run(const bench::Report& report, int tries, int hung) {
    test::NodeUnderTest node;
    if (!node.start() || !node.apply("install", "1.0.0") ||
        !QTest::qWaitFor([&] { return node.port() != 0; }, kTryLimitMs)) {
        std::fprintf(stderr, "the node did not start\n");
        return 1;
    }
    Command prepare = node.gateway().command("prepare", CommandAction::Prepare, "1.1.0");
    prepare.minHealthyTime = 0ms;
    node.gateway().give(prepare);
    const auto prepared = node.waitReceipt("prepare");
    (void)node.apply("discard", "1.1.0", CommandAction::Discard);
    std::vector<double> killed;
    std::vector<double> stopped;
    for (int i = 0; i < tries + hung; ++i) {
        const bool kill = i < tries;
        const auto took = spoil(node, "try-" + std::to_string(i), kill ? SIGKILL : SIGSTOP);
        if (!took) {
            std::fprintf(stderr, "try %d did not end as it should\n", i);
            return 1;
        }
        (kill ? killed : stopped).push_back(*took);
    }
    const double p99 = bench::quantile(killed, 0.99);
    const double start = prepared ? static_cast<double>(prepared->took.count()) : 0;
    report.line("hotswap", "tries", tries, "");
    report.line("hotswap", "module start", start, "ms");
    report.line("hotswap", "serving again p50", bench::quantile(killed, 0.5), "ms");
    report.line("hotswap", "serving again p99", p99, "ms");
    report.line("hotswap", "serving again max", bench::quantile(killed, 1), "ms");
    if (hung > 0) {
        report.line("hotswap", "serving again after a hang max", bench::quantile(stopped, 1), "ms");
    }
    return p99 <= kLimitMs + start && bench::quantile(stopped, 1) <= kLimitMs + start + kProbeMs ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QString built = QCoreApplication::applicationDirPath() + QStringLiteral("/../");
    for (const auto& [variable, folder] :
         {std::pair{"HOTSWAP_BIN_DIR", "bin"}, {"HOTSWAP_DEMO_DIR", "demo"}}) {
        if (qEnvironmentVariableIsEmpty(variable)) {
            qputenv(variable, (built + QLatin1String(folder)).toUtf8());
        }
    }
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("round"), QStringLiteral("counted from 1"));
    parser.addOption({QStringLiteral("tries"), QStringLiteral("with a killed process"), QStringLiteral("N"),
                      QStringLiteral("100")});
    parser.addOption({QStringLiteral("hung"), QStringLiteral("with a stopped process"), QStringLiteral("N"),
                      QStringLiteral("10")});
    parser.process(application);
    const auto rest = parser.positionalArguments();
    return run(bench::Report("revert", rest.isEmpty() ? 1 : std::max(1, rest.first().toInt())),
               std::max(1, parser.value(QStringLiteral("tries")).toInt()),
               parser.value(QStringLiteral("hung")).toInt());
}
