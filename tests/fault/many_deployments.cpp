// SPDX-License-Identifier: Apache-2.0
// Many deployments of many modules, submitted from two sessions at once, while agents are killed: all reach
// the right end, none runs twice, none is lost. A ledger kept here, apart from the programs, says what is
// right.
//
//   fault_many [--deployments N] [--agents N] [--nodes N] [--modules N] [--kill-every MS]

#include "tests/fault/ledger.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <cstdio>
#include <thread>

using namespace hotswap;

namespace {

struct Numbers {
    int deployments = 200;
    int killEveryMs = 5'000;
};

/// Two nodes for each module, so that different modules meet on some nodes.
ports::requests::Submit requestOf(const fault::SharedWorld& world, const std::string& module,
                                  const std::string& version, std::size_t index) {
    Policy policy = world.quickPolicy(StrategyKind::Direct);
    policy.gate.availabilityFloorPercent = 0;
    ports::requests::Submit submit = world.request(module, version, std::move(policy));
    const std::size_t first = index / 2 * 2 % world.nodes();
    submit.request.selector.nodes = {NodeId{"node-" + std::to_string(first)},
                                     NodeId{"node-" + std::to_string((first + 1) % world.nodes())}};
    return submit;
}

/// Submits every second entry of the ledger; each is tried until it is answered.
void submitHalf(const fault::SharedWorld& world, shared::Session& session,
                std::vector<fault::LedgerEntry>& ledger, std::size_t half,
                const std::vector<std::string>& modules) {
    for (std::size_t i = half; i < ledger.size(); i += 2) {
        const auto request = requestOf(world, ledger[i].module, ledger[i].version, i % modules.size());
        const IdempotencyKey key{"entry-" + std::to_string(i)};
        for (int attempt = 0; attempt < 100 && ledger[i].id.empty(); ++attempt) {
            const auto answer = session.service().execute(session.identity(), request, key);
            if (answer.ok()) {
                ledger[i].id = DeploymentId{answer->id};
            }
        }
    }
}

int run(fault::SharedWorld& world, const std::vector<std::string>& modules, const Numbers& numbers) {
    if (!world.start()) {
        std::fputs("the installation did not come up\n", stderr);
        return 1;
    }
    std::vector<fault::LedgerEntry> ledger;
    for (int i = 0; i < numbers.deployments; ++i) {
        const auto index = static_cast<std::size_t>(i);
        const bool odd = index / modules.size() % 2 == 1;
        ledger.push_back({{}, modules[index % modules.size()], odd ? "1.1.0" : "1.0.0"});
    }
    // Two windows look on all the while; what they hold of the database is within their limit.
    const QStringList look{QStringLiteral("--page"), QStringLiteral("deployments")};
    const auto left = world.console("operator", look);
    const auto right = world.console("second", look);
    const auto one = world.session("operator");
    const auto two = world.session("second");
    QElapsedTimer clock;
    clock.start();
    std::thread first([&] { submitHalf(world, *one, ledger, 0, modules); });
    std::thread second([&] { submitHalf(world, *two, ledger, 1, modules); });
    int kills = 0;
    QTimer killer;
    QObject::connect(&killer, &QTimer::timeout, &killer, [&] {
        const std::size_t victim = static_cast<std::size_t>(clock.nsecsElapsed() / 1'000) % world.agents();
        world.agent(victim).kill();
        world.startAgent(victim);
        ++kills;
    });
    killer.start(numbers.killEveryMs);
    const bool ended = fault::SharedWorld::waitFor(
        [&] {
            return world.database().value(
                       "SELECT (count(*) FILTER (WHERE terminal))::text FROM hotswap.deployment") ==
                   std::to_string(ledger.size());
        },
        1'200'000);
    killer.stop();
    first.join();
    second.join();
    const std::string windows =
        world.database().value("SELECT coalesce(max(c), 0)::text FROM (SELECT count(*) AS c FROM "
                               "pg_stat_activity WHERE application_name = "
                               "'hotswap' GROUP BY usename) x");
    const std::string agents =
        world.database().value("SELECT coalesce(max(c), 0)::text FROM (SELECT count(*) AS c FROM "
                               "pg_stat_activity WHERE application_name = "
                               "'hotswap-agent' AND datname = current_database()) x");
    std::printf("connections: %s of a console, %s of %zu agents; consoles %s\n", windows.c_str(),
                agents.c_str(), world.agents(), left->running() && right->running() ? "still there" : "GONE");
    // Nodes tell what they run with their next heartbeat.
    const bool good = fault::SharedWorld::waitFor([&] { return one->store().feedState().connected; }) &&
                      agreesWithLedger(world, *one, ledger);
    std::printf("%d deployments of %zu modules on %zu nodes, %zu agents, %d of them killed: %s in %lld s\n",
                numbers.deployments, modules.size(), world.nodes(), world.agents(), kills,
                ended && good ? "all right" : "NOT right", static_cast<long long>(clock.elapsed() / 1'000));
    return ended && good ? 0 : 1;
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
    option("deployments", "how many", "200");
    option("agents", "orchestrators", "3");
    option("nodes", "node processes", "20");
    option("modules", "different modules", "20");
    option("kill-every", "milliseconds between two kills", "5000");
    parser.process(application);
    const auto number = [&](const char* name) { return parser.value(QString::fromLatin1(name)).toInt(); };
    fault::SharedWorld::Setup setup;
    setup.agents = number("agents");
    setup.nodes = number("nodes");
    setup.modules.clear();
    for (int i = 0; i < number("modules"); ++i) {
        setup.modules.push_back("shop-" + std::to_string(100 + i));
    }
    const std::vector<std::string> modules = setup.modules;
    fault::SharedWorld world(std::move(setup));
    return run(world, modules, {number("deployments"), number("kill-every")});
}
