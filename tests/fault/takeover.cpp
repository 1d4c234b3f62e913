// SPDX-License-Identifier: Apache-2.0
// How long a scope is without a leader: after kill -9, SIGTERM, SIGSTOP past the lease, and a cut link of the
// leader to the database; and that nodes never do what an earlier leader told them.
//
//   fault_takeover [--kills N] [--terms N] [--stops N] [--cuts N]
//
// Prints one JSON line per number. Exits 1 when a limit of the design is broken, 77 when only what this
// machine cannot do was asked for.

#include "tests/fault/takeover_run.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace hotswap;
using fault::Hurt;
using fault::TakeoverRun;

namespace {

constexpr int kSkipped = 77;

struct Way {
    Hurt hurt;
    const char* name;
    const char* option;
    const char* usual;
    double limitMs;
};

/// kill -9: p99 at most 2 s; SIGTERM: 300 ms; SIGSTOP and a cut link: the lease (5 s) + 1 s.
constexpr Way kWays[] = {{Hurt::Kill, "kill -9", "kills", "100", 2'000},
                         {Hurt::Terminate, "SIGTERM", "terms", "20", 300},
                         {Hurt::Stop, "SIGSTOP", "stops", "5", 6'000},
                         {Hurt::Cut, "cut link", "cuts", "5", 6'000}};

void print(const Way& way, const char* metric, double value) {
    std::printf("{\"suite\":\"takeover\",\"peer\":\"hotswap\",\"metric\":\"%s %s\",\"value\":%.1f,"
                "\"unit\":\"ms\",\"round\":1}\n",
                way.name, metric, value);
    std::fflush(stdout);
}

bool measure(TakeoverRun& run, const Way& way, int count) {
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        const double took = run.once(way.hurt);
        if (took < 0) {
            std::fprintf(stderr, "%s number %d: %s\n", way.name, i + 1, run.problem().c_str());
            return false;
        }
        times.push_back(took);
    }
    if (times.empty()) {
        return true;
    }
    std::sort(times.begin(), times.end());
    // The nearest rank: of few times the p99 is the worst.
    const auto at = [&](double share) {
        return times[static_cast<std::size_t>(std::ceil(share * static_cast<double>(times.size()))) - 1];
    };
    print(way, "p50", at(0.5));
    print(way, "p99", at(0.99));
    print(way, "worst", times.back());
    if (way.hurt == Hurt::Cut) {
        print(way, "lease left when the old leader said so, least", run.leastLeft());
        print(way, "lease left when the old leader last issued, least", run.leastLeftIssued());
        if (run.leastLeftIssued() <= 0) {
            return false;
        }
    }
    return at(0.99) <= way.limitMs;
}

/// A scope at rest: the deployment's next batch is an hour away.
bool quiet(const int (&counts)[4]) {
    if (counts[0] + counts[1] == 0) {
        return true;
    }
    fault::SharedWorld world({.agents = 3, .nodes = 2});
    TakeoverRun run(world);
    if (!world.start() || !run.beginResting()) {
        std::fputs("the installation did not come up\n", stderr);
        return false;
    }
    const bool killed = measure(run, kWays[0], counts[0]);
    return measure(run, kWays[1], counts[1]) && killed;
}

/// A scope with commands on their way all the time.
bool busy(const int (&counts)[4], bool& skipped) {
    if (counts[2] + counts[3] == 0) {
        return true;
    }
    fault::SharedWorld world(
        {.agents = 3, .nodes = 3, .reach = counts[3] > 0 ? fault::Reach::OwnNetwork : fault::Reach::Direct});
    TakeoverRun run(world);
    const bool up = world.start();
    if (skipped = !world.impossible().isEmpty(); skipped) {
        std::fprintf(stderr, "cut link: skipped, %s\n", qPrintable(world.impossible()));
        bool again = false;
        return busy({0, 0, counts[2], 0}, again);
    }
    if (!up || !run.beginBusy()) {
        std::fputs("the installation did not come up\n", stderr);
        return false;
    }
    const bool stopped = measure(run, kWays[2], counts[2]);
    const bool cut = measure(run, kWays[3], counts[3]);
    return run.nodesObeyOnlyTheLeader() && stopped && cut;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    for (const Way& way : kWays) {
        parser.addOption({QString::fromLatin1(way.option), QString::fromLatin1(way.name), QStringLiteral("N"),
                          QString::fromLatin1(way.usual)});
    }
    parser.process(application);
    int counts[4] = {};
    for (std::size_t i = 0; i < std::size(kWays); ++i) {
        counts[i] = parser.value(QString::fromLatin1(kWays[i].option)).toInt();
    }
    const bool first = quiet(counts);
    bool skipped = false;
    const bool second = busy(counts, skipped);
    if (!first || !second) {
        return 1;
    }
    return skipped && counts[0] + counts[1] + counts[2] == 0 ? kSkipped : 0;
}
