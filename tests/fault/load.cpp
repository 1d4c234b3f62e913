// SPDX-License-Identifier: Apache-2.0
// A thousand deployments at once: of many modules, on several orchestrator agents and many nodes in one
// process. None is lost, none runs twice, and submitting stays quick all the while.
//
//   fault_load [--deployments N] [--modules N] [--agents N] [--nodes-each N] [--clients N] [--limit MS]
//
// Nine tenths are submitted as fast as the clients can, the rest while those are at work. What is right is
// known from a ledger kept here, and from what every node was told to switch to.
// Prints one JSON line per number. Exits 1 when something is wrong or the 95th percentile of submitting is
// above the limit in any tenth of the submissions.

#include "tests/bench/bench_json.h"
#include "tests/fault/connection_count.h"
#include "tests/fault/ledger.h"
#include "tests/fault/node_crowd.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <mutex>
#include <thread>

using namespace hotswap;

namespace {

constexpr std::size_t kWindows = 10;
constexpr int kAgentConnectionsMax = 12;
constexpr int kEndsMs = 1'500'000;

struct Numbers {
    std::size_t deployments = 1'000;
    std::size_t modules = 100;
    std::size_t nodesEach = 3;
    std::size_t clients = 4;
    int agents = 3;
    int limitMs = 500;
};

struct Submitted {
    double at = 0;   ///< seconds after the first one
    double took = 0; ///< milliseconds, tries again included
};

/// The client's own knowledge. Entry i belongs to module i mod modules; versions of a module alternate.
class Client {
public:
    Client(fault::SharedWorld& world, const std::vector<std::string>& modules, const Numbers& numbers)
        : m_world(world), m_numbers(numbers) {
        for (std::size_t i = 0; i < numbers.deployments; ++i) {
            const bool odd = i / modules.size() % 2 == 1;
            ledger.push_back({{}, modules[i % modules.size()], odd ? "1.1.0" : "1.0.0"});
        }
        submitted.resize(numbers.deployments);
        for (std::size_t i = 0; i < numbers.clients; ++i) {
            m_sessions.push_back(world.session(i % 2 == 0 ? "operator" : "second"));
        }
    }

    bool ready() const {
        return std::all_of(m_sessions.begin(), m_sessions.end(), [](const auto& s) { return s != nullptr; });
    }
    shared::Session& session() { return *m_sessions.front(); }

    /// Entries [from, to), each module's by one client and in order, so that its line is known.
    void submit(std::size_t from, std::size_t to, const std::function<void(std::size_t done)>& each) {
        std::vector<std::thread> threads;
        for (std::size_t c = 0; c < m_sessions.size(); ++c) {
            threads.emplace_back([this, c, from, to, &each] {
                for (std::size_t i = from; i < to; ++i) {
                    if (i % m_numbers.modules % m_sessions.size() == c) {
                        submitOne(*m_sessions[c], i);
                        each(++m_done);
                    }
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
    }

    std::vector<fault::LedgerEntry> ledger;
    std::vector<Submitted> submitted;
    std::atomic<int> refused = 0;

private:
    void submitOne(shared::Session& session, std::size_t i) {
        const auto request = requestOf(i);
        const IdempotencyKey key{"entry-" + std::to_string(i)};
        const double begin = seconds();
        for (int attempt = 0; attempt < 100 && ledger[i].id.empty(); ++attempt) {
            const auto answer = session.service().execute(session.identity(), request, key);
            if (answer.ok()) {
                ledger[i].id = DeploymentId{answer->id};
            } else if (++refused == 1) {
                std::fprintf(stderr, "refused: %s\n", describe(answer.error()).c_str());
            }
        }
        submitted[i] = {begin, (seconds() - begin) * 1e3};
    }

    ports::requests::Submit requestOf(std::size_t i) const {
        Policy policy = m_world.quickPolicy(StrategyKind::Direct);
        policy.gate.minHealthyTime = Duration{200};
        ports::requests::Submit submit =
            m_world.request(ledger[i].module, ledger[i].version, std::move(policy));
        const std::size_t first = i % m_numbers.modules * m_numbers.nodesEach;
        for (std::size_t k = 0; k < m_numbers.nodesEach; ++k) {
            submit.request.selector.nodes.push_back(fault::NodeCrowd::name(first + k));
        }
        return submit;
    }

    double seconds() const { return static_cast<double>(m_clock.nsecsElapsed()) / 1e9; }

    const fault::SharedWorld& m_world;
    const Numbers m_numbers;
    std::vector<std::unique_ptr<shared::Session>> m_sessions;
    std::atomic<std::size_t> m_done = 0;
    QElapsedTimer m_clock = [] {
        QElapsedTimer clock;
        clock.start();
        return clock;
    }();
};

/// Whether every node did each deployment of its module once, in order, and no other.
bool nodesAgree(fault::NodeCrowd& crowd, const Client& client, const Numbers& numbers) {
    std::map<std::pair<NodeId, ModuleName>, std::vector<std::string>> wanted;
    for (std::size_t i = 0; i < client.ledger.size(); ++i) {
        for (std::size_t k = 0; k < numbers.nodesEach; ++k) {
            const auto node = fault::NodeCrowd::name(i % numbers.modules * numbers.nodesEach + k);
            wanted[{node, ModuleName{client.ledger[i].module}}].push_back(client.ledger[i].version);
        }
    }
    const auto found = crowd.switches();
    if (found == wanted) {
        return true;
    }
    for (const auto& [place, versions] : wanted) {
        const auto it = found.find(place);
        const std::size_t count = it == found.end() ? 0 : it->second.size();
        if (count != versions.size()) {
            std::fprintf(stderr, "WRONG: %s switched %s %zu times instead of %zu\n",
                         place.first.value.c_str(), place.second.value.c_str(), count, versions.size());
        }
    }
    std::fputs("WRONG: nodes did not do what the ledger says\n", stderr);
    return false;
}

/// Most memory that a process had, MiB.
double memoryOf(qint64 pid) {
    QFile status(QStringLiteral("/proc/%1/status").arg(pid));
    if (status.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : status.readAll().split('\n')) {
            if (line.startsWith("VmHWM:")) {
                return line.mid(6).trimmed().split(' ').first().toDouble() / 1'024;
            }
        }
    }
    return 0;
}

/// Prints how long submitting took; false: too long in some part of the run.
bool reportSubmits(const bench::Report& report, const Client& client, const Numbers& numbers) {
    std::vector<Submitted> inTime = client.submitted;
    std::sort(inTime.begin(), inTime.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
    std::vector<double> all;
    double worst = 0;
    for (std::size_t w = 0; w < kWindows; ++w) {
        std::vector<double> some;
        for (std::size_t i = w * inTime.size() / kWindows; i < (w + 1) * inTime.size() / kWindows; ++i) {
            some.push_back(inTime[i].took);
        }
        all.insert(all.end(), some.begin(), some.end());
        worst = std::max(worst, bench::quantile(some, 0.95));
    }
    report.line("hotswap", "submit p50", bench::quantile(all, 0.5), "ms");
    report.line("hotswap", "submit p95", bench::quantile(all, 0.95), "ms");
    report.line("hotswap", "submit p95 in its worst tenth", worst, "ms");
    report.line("hotswap", "submit worst", bench::quantile(all, 1), "ms");
    report.line("hotswap", "submits refused and tried again", client.refused.load(), "submits");
    return worst <= numbers.limitMs;
}

bool measure(fault::SharedWorld& world, fault::NodeCrowd& crowd, const std::vector<std::string>& modules,
             const Numbers& numbers) {
    Client client(world, modules, numbers);
    if (!client.ready()) {
        return false;
    }
    QElapsedTimer timer;
    timer.start();
    const std::string ended = "SELECT (count(*) FILTER (WHERE terminal))::text FROM hotswap.deployment";
    std::atomic<std::size_t> over = 0;
    const std::size_t burst = numbers.deployments * 9 / 10;
    std::atomic<bool> allIn = false;
    std::thread submitter([&] {
        client.submit(0, burst, [](std::size_t) {});
        // The rest keeps step with what ends, so that submitting is seen beside the work to its last tenth.
        client.submit(burst, numbers.deployments, [&](std::size_t done) {
            const std::size_t share = (done - burst) * burst / (numbers.deployments - burst);
            while (over < share * 9 / 10) {
                over.wait(over.load());
            }
        });
        allIn = true;
    });
    fault::ConnectionCount connections(world.database());
    std::size_t told = 0;
    const bool done = fault::SharedWorld::waitFor(
        [&] {
            connections.look();
            over = static_cast<std::size_t>(std::stoul(world.database().value(ended)));
            over.notify_all();
            if (over >= told + numbers.deployments / 10) {
                told = over;
                std::fprintf(stderr, "%zu of %zu after %.1f s\n", told, numbers.deployments,
                             static_cast<double>(timer.elapsed()) / 1e3);
            }
            return allIn && over == numbers.deployments;
        },
        kEndsMs);
    const double took = static_cast<double>(timer.elapsed()) / 1e3;
    over = numbers.deployments; // whoever waits for it goes on
    over.notify_all();
    submitter.join();
    const bench::Report report("load", 1);
    bool good = reportSubmits(report, client, numbers);
    report.line("hotswap", "all over", took, "s");
    report.line("hotswap", "deployments", static_cast<double>(numbers.deployments) / took, "1/s");
    for (std::size_t i = 0; i < world.agents(); ++i) {
        good = good && world.agent(i).running();
        report.line("hotswap", "agent " + std::to_string(i + 1) + " memory", memoryOf(world.agent(i).pid()),
                    "MiB");
    }
    const int ofAgents = connections.most("hotswap-agent");
    report.line("hotswap", "connections of all agents", ofAgents, "connections");
    const bool right = fault::agreesWithLedger(world, client.session(), client.ledger);
    return nodesAgree(crowd, client, numbers) && right && done && good &&
           ofAgents <= kAgentConnectionsMax * numbers.agents;
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    const auto option = [&](const char* name, const char* about, const char* usual) {
        parser.addOption({QString::fromLatin1(name), QString::fromLatin1(about), QStringLiteral("N"),
                          QString::fromLatin1(usual)});
    };
    option("deployments", "how many", "1000");
    option("modules", "different modules", "100");
    option("agents", "orchestrators", "3");
    option("nodes-each", "nodes of one module", "3");
    option("clients", "who submit at the same time", "4");
    option("limit", "milliseconds for the 95th percentile of submitting", "500");
    parser.process(application);
    const auto number = [&](const char* name) { return parser.value(QString::fromLatin1(name)).toUInt(); };
    const Numbers numbers{number("deployments"),
                          number("modules"),
                          number("nodes-each"),
                          number("clients"),
                          parser.value(QStringLiteral("agents")).toInt(),
                          parser.value(QStringLiteral("limit")).toInt()};
    fault::SharedWorld::Setup setup{.agents = numbers.agents, .nodes = 0, .modules = {}};
    setup.packages = fault::SharedWorld::Packages::Empty;
    setup.runningMax = numbers.deployments;
    setup.queuedMax = numbers.deployments;
    for (std::size_t i = 0; i < numbers.modules; ++i) {
        setup.modules.push_back("shop-" + std::to_string(100 + i));
    }
    const std::vector<std::string> modules = setup.modules;
    fault::SharedWorld world(std::move(setup));
    const int nodes = static_cast<int>(numbers.modules * numbers.nodesEach);
    if (!world.start()) {
        std::fputs("the installation did not come up\n", stderr);
        return 1;
    }
    fault::NodeCrowd crowd({.nodes = nodes,
                            .tenant = world.tenant(),
                            .environment = world.environment(),
                            .trust = world.trust(),
                            .token = world.token(),
                            .gateways = world.gateways(),
                            .startTakes = Duration{50}});
    const auto present = [&] {
        return world.database().value("SELECT (count(*) FILTER (WHERE serving))::text FROM hotswap.node") ==
               std::to_string(nodes);
    };
    if (!crowd.start().ok() || !fault::SharedWorld::waitFor(present, 120'000)) {
        std::fputs("the nodes did not come up\n", stderr);
        return 1;
    }
    return measure(world, crowd, modules, numbers) ? 0 : 1;
}
