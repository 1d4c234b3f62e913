// SPDX-License-Identifier: Apache-2.0
// A gateway among peers that trickle and peers that send too much, while good nodes go on working.
//
//   fault_edge [--slow N] [--oversize N] [--quiet SECONDS] [--indication]
//
// First a quiet time, then the bad peers come, then all of them are gone. Prints one JSON line per number.
// Exits 1 when a bad one lived longer than 15 s, a good one was failed, the gateway's memory grew by more
// than 64 MiB, or good nodes waited more than twice as long (p99; not looked at with --indication).

#include "tests/bench/bench_json.h"
#include "tests/fault/edge/bad_peers.h"
#include "tests/fault/edge/gateway_process.h"
#include "tests/fault/edge/good_nodes.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <cstdio>
#include <sys/resource.h>

using namespace hotswap;
using bench::nowNs;

namespace {

constexpr double kClosedMaxSeconds = 15;
constexpr double kGrowthMaxMiB = 64;
constexpr double kRatioMax = 2;
constexpr int kGoodSessions = 50;
constexpr int kComeSeconds = 10; ///< the bad ones come within
constexpr int kLimitMs = 120'000;

struct Numbers {
    int slow = 10'000;
    int oversize = 1'000;
    int quietSeconds = 20;
    bool indication = false;
};

double residentMiB(qint64 pid) {
    QFile file(QStringLiteral("/proc/%1/statm").arg(pid));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toDouble() * 4 / 1024 : 0;
}

/// As many descriptors as the system lets a program have.
void raiseDescriptors() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

void passSeconds(int seconds) {
    const std::int64_t until = nowNs() + std::int64_t{seconds} * 1'000'000'000;
    (void)QTest::qWaitFor([until] { return nowNs() >= until; }, (seconds + 1) * 1'000);
}

/// Whether good nodes were served as they should be.
bool compare(const bench::Report& report, fault::GoodNodes& good, const std::vector<fault::Waits>& quiet,
             bool indication) {
    bool kept = true;
    for (int kind = 0; kind < fault::GoodNodes::KindCount; ++kind) {
        const fault::Waits waits = good.take(kind);
        const auto& before = quiet[static_cast<std::size_t>(kind)];
        const std::string name = fault::GoodNodes::name(kind);
        const double quietP99 = bench::quantile(before.ms, 0.99);
        const double p99 = bench::quantile(waits.ms, 0.99);
        report.line("hotswap", name + " quiet p99", quietP99, "ms");
        report.line("hotswap", name + " p99", p99, "ms");
        report.line("hotswap", name + " p99 ratio", p99 / quietP99, "");
        report.line("hotswap", name + " failed", before.failed + waits.failed, "");
        kept = kept && before.failed + waits.failed == 0 && !waits.ms.empty() &&
               (indication || p99 <= kRatioMax * quietP99);
    }
    return kept;
}

bool print(const bench::Report& report, const fault::BadResult& bad) {
    report.line("hotswap", "bad ones opened", bad.opened, "");
    report.line("hotswap", "bad ones open at once", bad.openMax, "");
    report.line("hotswap", "bad ones closed", bad.closed, "");
    report.line("hotswap", "bad ones left open", bad.stillOpen, "");
    report.line("hotswap", "slow closed max", bad.closedSlowMaxSeconds, "s");
    report.line("hotswap", "slow closed max was kind", bad.longestSlowKind, "");
    report.line("hotswap", "oversize closed max", bad.closedOversizeMaxSeconds, "s");
    report.line("hotswap", "oversize sent", bad.sentMiB, "MiB");
    return bad.refused == 0 && bad.stillOpen == 0 && bad.closedSlowMaxSeconds <= kClosedMaxSeconds &&
           bad.closedOversizeMaxSeconds <= kClosedMaxSeconds;
}

int run(const Numbers& numbers) {
    const bench::Report report("edge", 1);
    QProcess gateway;
    gateway.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    gateway.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--serve")});
    const bool up = gateway.waitForStarted() && gateway.waitForReadyRead();
    const auto port = static_cast<std::uint16_t>(gateway.readLine().trimmed().split(' ').last().toInt());
    if (!up || port == 0) {
        std::fprintf(stderr, "the gateway did not start\n");
        return 1;
    }
    fault::GoodNodes good(port, kGoodSessions);
    passSeconds(2);
    for (int kind = 0; kind < fault::GoodNodes::KindCount; ++kind) {
        (void)good.take(kind);
    }
    passSeconds(numbers.quietSeconds);
    std::vector<fault::Waits> quiet;
    for (int kind = 0; kind < fault::GoodNodes::KindCount; ++kind) {
        quiet.push_back(good.take(kind));
    }
    const double before = residentMiB(gateway.processId());
    double most = before;
    const fault::BadPeers bad({port, numbers.slow, numbers.oversize, kComeSeconds});
    (void)QTest::qWaitFor(
        [&] {
            most = std::max(most, residentMiB(gateway.processId()));
            return bad.over();
        },
        kLimitMs);
    const bool served = compare(report, good, quiet, numbers.indication);
    report.line("hotswap", "memory before", before, "MiB");
    report.line("hotswap", "memory growth", most - before, "MiB");
    const bool ended = print(report, bad.result());
    gateway.closeWriteChannel();
    gateway.waitForFinished();
    std::fprintf(stderr, "%s", gateway.readAllStandardOutput().constData());
    return served && ended && most - before <= kGrowthMaxMiB ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    raiseDescriptors();
    QCommandLineParser parser;
    parser.addHelpOption();
    const QString number = QStringLiteral("N");
    parser.addOption(
        {QStringLiteral("slow"), QStringLiteral("slow connections"), number, QStringLiteral("10000")});
    parser.addOption({QStringLiteral("oversize"), QStringLiteral("connections that send too much"), number,
                      QStringLiteral("1000")});
    parser.addOption(
        {QStringLiteral("quiet"), QStringLiteral("seconds before they come"), number, QStringLiteral("20")});
    parser.addOption({QStringLiteral("indication"), QStringLiteral("waits do not count")});
    parser.addOption({QStringLiteral("serve"), QStringLiteral("be the gateway")});
    parser.process(application);
    if (parser.isSet(QStringLiteral("serve"))) {
        return fault::serveGateway();
    }
    Numbers numbers;
    numbers.slow = parser.value(QStringLiteral("slow")).toInt();
    numbers.oversize = parser.value(QStringLiteral("oversize")).toInt();
    numbers.quietSeconds = std::max(1, parser.value(QStringLiteral("quiet")).toInt());
    numbers.indication = parser.isSet(QStringLiteral("indication"));
    return run(numbers);
}
