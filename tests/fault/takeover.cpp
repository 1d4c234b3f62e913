// SPDX-License-Identifier: Apache-2.0
// How long a scope is without a leader: after kill -9, SIGSTOP past the lease, and SIGTERM of the leader.
//
//   fault_takeover [--kills N] [--stops N] [--terms N]
//
// Prints one JSON line per number. Exits 1 when a limit of the design is broken.

#include "tests/fault/shared_world.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <cstdio>

using namespace hotswap;

namespace {

constexpr int kLookMs = 5;
constexpr int kLimitMs = 30'000;

struct Way {
    const char* name;
    int signal;
    double limitMs;
};

/// kill -9: p99 at most 2 s; SIGSTOP: lease (5 s) + 1 s; SIGTERM: 300 ms (the numbers).
constexpr Way kWays[] = {{"kill -9", SIGKILL, 2'000}, {"SIGSTOP", SIGSTOP, 6'000}, {"SIGTERM", SIGTERM, 300}};

class Takeover {
public:
    explicit Takeover(fault::SharedWorld& world) : m_world(world), m_console(world.session("operator")) {}

    /// A deployment that stays at work: a second batch that is an hour away.
    bool begin() {
        ports::requests::Submit request;
        request.request.environment = m_world.environment();
        request.request.module = ModuleName{"storefront"};
        request.request.version = Version::parse("1.0.0").value();
        Policy policy = defaultPolicy(m_world.environment(), StrategyKind::Rolling);
        policy.strategy.batch = Amount{Amount::Unit::Nodes, 1};
        policy.strategy.betweenBatches = Duration{3'600'000};
        policy.gate.minHealthyTime = Duration{500};
        policy.gate.progressDeadline = Duration{24 * 3'600'000};
        policy.judge.judged = false;
        request.request.strategy = StrategyKind::Rolling;
        request.request.policy = std::move(policy);
        const auto answer =
            m_console->service().execute(m_console->identity(), request, IdempotencyKey{"one"});
        if (!answer.ok()) {
            std::fprintf(stderr, "%s\n", describe(answer.error()).c_str());
            return false;
        }
        return fault::SharedWorld::waitFor([&] { return leader() >= 0; });
    }

    /// Milliseconds until another agent leads; negative: nobody did.
    double once(int signal) {
        const int old = leader();
        const Fence before = m_fence;
        if (old < 0) {
            return -1;
        }
        const auto index = static_cast<std::size_t>(old);
        QElapsedTimer timer;
        timer.start();
        m_world.agent(index).signal(signal);
        double took = -1;
        while (took < 0 && timer.elapsed() < kLimitMs) {
            (void)QTest::qWaitFor([&] { return leader() >= 0 && m_fence > before; }, kLookMs);
            took = m_fence > before ? static_cast<double>(timer.nsecsElapsed()) / 1e6 : -1;
        }
        // The old one comes back and must see that it leads nothing any more.
        m_world.agent(index).kill();
        m_world.startAgent(index);
        (void)m_world.agent(index).lineAfter(QStringLiteral("gateway "));
        return took;
    }

private:
    /// Index of the agent that leads; -1: none. The holder's name has its process in it.
    int leader() {
        const auto leases = m_console->store().leases().list();
        if (!leases.ok() || leases->empty()) {
            return -1;
        }
        m_fence = leases->front().fence;
        for (std::size_t i = 0; i < m_world.agents(); ++i) {
            const std::string part = "-" + std::to_string(m_world.agent(i).pid()) + "-";
            if (leases->front().holder.value.find(part) != std::string::npos) {
                return static_cast<int>(i);
            }
        }
        return -1;
    }

    fault::SharedWorld& m_world;
    std::unique_ptr<shared::Session> m_console;
    Fence m_fence;
};

bool measure(Takeover& takeover, const Way& way, int count) {
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        const double took = takeover.once(way.signal);
        if (took < 0) {
            std::fprintf(stderr, "nobody took over after %s number %d\n", way.name, i + 1);
            return false;
        }
        times.push_back(took);
    }
    if (times.empty()) {
        return true;
    }
    std::sort(times.begin(), times.end());
    const auto at = [&](double share) {
        return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
    };
    for (const auto& [metric, value] :
         {std::pair{"p50", at(0.5)}, {"p99", at(0.99)}, {"worst", times.back()}}) {
        std::printf("{\"suite\":\"takeover\",\"peer\":\"hotswap\",\"metric\":\"%s %s\",\"value\":%.1f,"
                    "\"unit\":\"ms\",\"round\":1}\n",
                    way.name, metric, value);
    }
    std::fflush(stdout);
    return at(0.99) <= way.limitMs;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({QStringLiteral("kills"), QStringLiteral("kill -9 so often"), QStringLiteral("N"),
                      QStringLiteral("100")});
    parser.addOption({QStringLiteral("stops"), QStringLiteral("SIGSTOP so often"), QStringLiteral("N"),
                      QStringLiteral("5")});
    parser.addOption({QStringLiteral("terms"), QStringLiteral("SIGTERM so often"), QStringLiteral("N"),
                      QStringLiteral("20")});
    parser.process(application);
    fault::SharedWorld world({.agents = 3, .nodes = 2});
    Takeover takeover(world);
    if (!world.start() || !takeover.begin()) {
        std::fputs("the installation did not come up\n", stderr);
        return 1;
    }
    bool good = true;
    const char* const counts[] = {"kills", "stops", "terms"};
    for (std::size_t i = 0; i < std::size(kWays); ++i) {
        good = measure(takeover, kWays[i], parser.value(QString::fromLatin1(counts[i])).toInt()) && good;
    }
    return good ? 0 : 1;
}
