// SPDX-License-Identifier: Apache-2.0
// How long a release that fails after it got the traffic keeps the one before from serving again.
//
//   bench_revert [ROUND] [--tries N] [--hung N]
//
// In each try the new release's process is killed once it has the traffic, and fresh connections ask until
// the old release answers. In some more it is stopped instead: then its probe has to run into its own time
// limit first. A try in which this program came too late, after the watch had ended well, is made again.
// Exits 1 when p99 is over 2 s and the module's own start; for stopped ones the probe's limit and interval
// come on top. Says on standard error which it was, or which try did not end as it should.

#include "tests/app/node_process/node_under_test.h"
#include "tests/bench/bench_json.h"
#include "tests/support/built_programs.h"
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
constexpr int kLateMax = 50; // in all; a machine that is late more often than that can measure nothing

/// Whether the release before answers on a fresh connection, at once.
bool oldServes(std::uint16_t port) {
    test::RawClient client(port);
    return client.connected() &&
           client.send("GET /version HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n") &&
           client.readUntil("1.0.0", 20ms).find("1.0.0") != std::string::npos;
}

struct Try {
    enum class End { Reverted, Late, Wrong };
    End end = End::Wrong;
    double tookMs = 0; ///< until the old release served
    std::string why;   ///< Wrong
};

Try wrong(std::string why) {
    return {Try::End::Wrong, 0, std::move(why)};
}

/// One swap that is spoilt by `signal`.
Try spoil(test::NodeUnderTest& node, const std::string& id, int signal) {
    Command command = node.gateway().command(id, CommandAction::Apply, "1.1.0");
    command.minHealthyTime = signal == SIGKILL ? 1500ms : 4s; // the watch must outlast what is done in it
    node.gateway().give(command);
    if (!QTest::qWaitFor([&] { return node.gateway().reached(id, "switched"); }, kTryLimitMs)) {
        const auto receipt = node.gateway().receipt(id);
        return wrong("it was not switched: " + (receipt ? receipt->detail : std::string("no receipt")));
    }
    const auto modules = node.processes((node.state() / "releases/storefront/1.1.0").string());
    if (modules.size() != 1) {
        return wrong(std::to_string(modules.size()) + " processes of the new release");
    }
    const auto watchIsOver = [&] {
        const auto receipt = node.gateway().receipt(id);
        return receipt && receipt->outcome == ReceiptOutcome::Applied;
    };
    const std::int64_t begin = nowNs();
    ::kill(modules[0], signal);
    while (!oldServes(node.port()) && nowNs() - begin < std::int64_t{kTryLimitMs} * 1'000'000) {
        if (watchIsOver()) {
            return {Try::End::Late, 0, {}};
        }
    }
    const double took = static_cast<double>(nowNs() - begin) / 1e6;
    const auto receipt = node.waitReceipt(id);
    if (!receipt || receipt->outcome != ReceiptOutcome::Reverted) {
        return wrong(receipt ? "it was not taken back: " + receipt->detail : "no receipt");
    }
    return {Try::End::Reverted, took, {}};
}

bool within(const char* what, double ms, double limitMs) {
    if (ms > limitMs) {
        std::fprintf(stderr, "serving again, %s: %.0f ms, at most %.0f ms are right\n", what, ms, limitMs);
    }
    return ms <= limitMs;
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
    int late = 0;
    while (static_cast<int>(killed.size() + stopped.size()) < tries + hung) {
        const bool kill = static_cast<int>(killed.size()) < tries;
        const std::string id = "try-" + std::to_string(killed.size() + stopped.size() + late);
        const Try one = spoil(node, id, kill ? SIGKILL : SIGSTOP);
        if (one.end == Try::End::Wrong) {
            std::fprintf(stderr, "%s did not end as it should: %s\n", id.c_str(), one.why.c_str());
            return 1;
        }
        if (one.end == Try::End::Late) {
            const auto back = node.apply("back-" + id, "1.0.0");
            if (++late > kLateMax || !back || back->outcome != ReceiptOutcome::Applied) {
                std::fprintf(stderr, "%s: %s\n", id.c_str(),
                             late > kLateMax ? "too often too late: this machine is too busy"
                                             : "no way back");
                return 1;
            }
            continue;
        }
        (kill ? killed : stopped).push_back(one.tookMs);
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
    report.line("hotswap", "tries made again", late, "");
    const double hangMax = bench::quantile(stopped, 1);
    return within("p99", p99, kLimitMs + start) &&
                   within("after a hang", hangMax, kLimitMs + start + kProbeMs)
               ? 0
               : 1;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    test::findBuiltPrograms();
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
