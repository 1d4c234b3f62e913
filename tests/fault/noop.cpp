// SPDX-License-Identifier: Apache-2.0
// A module that does nothing, deployed to many nodes that speak the real protocol: from submitting it until
// the last receipt is stored, and how many connections to the database that takes.
//
//   fault_noop [--nodes N] [--in-flight N] [--rounds N] [--limit MS] [--alone]
//
// Prints one JSON line per number. Exits 1 when the limit is broken or a program has too many connections.

#include "tests/bench/bench_json.h"
#include "tests/fault/connection_count.h"
#include "tests/fault/node_crowd.h"
#include "tests/fault/shared_world.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cmath>
#include <cstdio>

using namespace hotswap;

namespace {

constexpr int kConsoleConnectionsMax = 4;
constexpr int kAgentConnectionsMax = 12;
constexpr int kLookEveryMs = 50;
constexpr int kForks = 50;

struct Numbers {
    int nodes = 500;
    int inFlight = 100;
    int rounds = 3;
    int limitMs = 2'000;
    bool compare = true; ///< with Ansible, where it is installed
};

struct Times {
    double lastReceipt = 0; ///< seconds after submitting
    double end = 0;
};

ports::requests::Submit requestOf(const fault::SharedWorld& world, const std::string& version, int inFlight) {
    Policy policy = world.quickPolicy(StrategyKind::Direct);
    policy.strategy.inFlightMax = static_cast<std::uint32_t>(inFlight);
    policy.gate.minHealthyTime = Duration{0};
    return world.request("noop", version, std::move(policy));
}

/// Submits and looks on; nothing: it did not succeed.
std::optional<Times> deploy(fault::SharedWorld& world, shared::Session& session, const std::string& version,
                            const Numbers& numbers, fault::ConnectionCount& connections) {
    QElapsedTimer timer;
    timer.start();
    const auto seconds = [&] { return static_cast<double>(timer.nsecsElapsed()) / 1e9; };
    const auto answer = session.service().execute(
        session.identity(), requestOf(world, version, numbers.inFlight), IdempotencyKey{"noop-" + version});
    if (!answer.ok()) {
        std::fprintf(stderr, "%s\n", describe(answer.error()).c_str());
        return std::nullopt;
    }
    const std::string stored = "SELECT coalesce(max(last), 0)::text FROM hotswap.receipt_counter "
                               "WHERE tenant_id = 'acme' AND deployment = '" +
                               answer->id + "'";
    Times times;
    qint64 lookAt = 0;
    (void)fault::SharedWorld::waitFor(
        [&] {
            if (timer.elapsed() >= lookAt) {
                connections.look();
                lookAt = timer.elapsed() + kLookEveryMs;
            }
            if (world.database().value(stored) == std::to_string(numbers.nodes)) {
                times.lastReceipt = seconds();
            }
            return times.lastReceipt > 0;
        },
        60'000);
    const auto end = world.waitForEnd(session, DeploymentId{answer->id});
    times.end = seconds();
    const bool good = end && end->state == DeploymentState::Succeeded && times.lastReceipt > 0;
    if (!good) {
        std::fprintf(stderr, "version %s: %s\n", version.c_str(),
                     end ? std::string(deploymentStateName(end->state)).c_str() : "no end");
    }
    return good ? std::optional(times) : std::nullopt;
}

/// The same work by Ansible; nothing: it is not installed, or it failed.
std::optional<double> byAnsible(int hosts) {
    const QString ansible = QStandardPaths::findExecutable(QStringLiteral("ansible"));
    const QTemporaryDir dir;
    QFile inventory(dir.filePath(QStringLiteral("hosts")));
    if (ansible.isEmpty() || !inventory.open(QIODevice::WriteOnly)) {
        return std::nullopt;
    }
    for (int i = 0; i < hosts; ++i) {
        inventory.write("node-" + QByteArray::number(i) + " ansible_connection=local\n");
    }
    inventory.close();
    QElapsedTimer timer;
    timer.start();
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(ansible, {QStringLiteral("all"), QStringLiteral("-i"), inventory.fileName(),
                            QStringLiteral("-m"), QStringLiteral("raw"), QStringLiteral("-a"),
                            QStringLiteral("true"), QStringLiteral("-f"), QString::number(kForks)});
    const bool ended = process.waitForFinished(600'000) && process.exitCode() == 0;
    return ended ? std::optional(static_cast<double>(timer.nsecsElapsed()) / 1e9) : std::nullopt;
}

void compareWithAnsible(const bench::Report& report, const std::string& what, int hosts) {
    if (const auto seconds = byAnsible(hosts)) {
        report.line("ansible", what, *seconds, "s");
    } else {
        std::fputs("ansible is not installed here, or failed: there is nothing to compare with\n", stderr);
    }
}

bool presentAll(fault::SharedWorld& world, int nodes) {
    return fault::SharedWorld::waitFor(
        [&] {
            return world.database().value(
                       "SELECT (count(*) FILTER (WHERE serving))::text FROM hotswap.node") ==
                   std::to_string(nodes);
        },
        120'000);
}

bool measure(fault::SharedWorld& world, const Numbers& numbers) {
    const auto session = world.session("second");
    const auto console = world.console("operator", {QStringLiteral("--page"), QStringLiteral("deployments")});
    fault::ConnectionCount connections(world.database());
    const bool seen = fault::SharedWorld::waitFor([&] {
        connections.look();
        return connections.most("hotswap") > 1;
    });
    if (!session || !seen) {
        std::fputs("no console came up\n", stderr);
        return false;
    }
    bool good = true;
    const std::string what = "direct " + std::to_string(numbers.nodes) + " agents";
    for (int round = 1; round <= numbers.rounds; ++round) {
        const auto times = deploy(world, *session, "1." + std::to_string(round) + ".0", numbers, connections);
        if (!times) {
            return false;
        }
        const bench::Report report("rollout", round);
        report.line("hotswap", what, times->lastReceipt, "s");
        report.line("hotswap", what + " to its end", times->end, "s");
        good = good && times->lastReceipt * 1e3 <= numbers.limitMs;
    }
    const bench::Report report("rollout", numbers.rounds);
    const int ofConsole = connections.most("hotswap");
    const int ofAgent = connections.most("hotswap-agent");
    report.line("hotswap", "console connections", ofConsole, "connections");
    report.line("hotswap", "agent connections", ofAgent, "connections");
    report.diskYardstick(QDir::tempPath().toStdString());
    if (numbers.compare) {
        compareWithAnsible(report, what, numbers.nodes);
    }
    return good && console->running() && ofConsole <= kConsoleConnectionsMax &&
           ofAgent <= kAgentConnectionsMax;
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
    option("nodes", "how many", "500");
    option("in-flight", "nodes at work at a time", "100");
    option("rounds", "deployments one after the other", "3");
    option("limit", "milliseconds from submitting to the last receipt", "2000");
    parser.addOption({QStringLiteral("alone"), QStringLiteral("no comparison with Ansible")});
    parser.process(application);
    const auto number = [&](const char* name) { return parser.value(QString::fromLatin1(name)).toInt(); };
    const Numbers numbers{number("nodes"), number("in-flight"), number("rounds"), number("limit"),
                          !parser.isSet(QStringLiteral("alone"))};
    fault::SharedWorld::Setup setup{.agents = 1, .nodes = 0, .modules = {"noop"}, .versions = {}};
    setup.packages = fault::SharedWorld::Packages::Empty;
    for (int round = 1; round <= numbers.rounds; ++round) {
        setup.versions.push_back("1." + std::to_string(round) + ".0");
    }
    fault::SharedWorld world(std::move(setup));
    if (!world.start()) {
        std::fputs("the installation did not come up\n", stderr);
        return 1;
    }
    fault::NodeCrowd crowd({.nodes = numbers.nodes,
                            .tenant = world.tenant(),
                            .environment = world.environment(),
                            .trust = world.trust(),
                            .token = world.token(),
                            .gateways = world.gateways()});
    if (!crowd.start().ok() || !presentAll(world, numbers.nodes)) {
        std::fputs("the nodes did not come up\n", stderr);
        return 1;
    }
    return measure(world, numbers) && crowd.ended() == 0 ? 0 : 1;
}
