// SPDX-License-Identifier: Apache-2.0
// From an approval given in one session to the first command at a node that is led elsewhere; and what the
// programs keep in memory of approvals that are over.
//
//   fault_approvals [--rounds N] [--limit-ms MS]
//   fault_approvals --memory N [--approve-every K]
//
// Prints one JSON line per number. Exits 1 when an approval does not reach its node or stays in an inbox;
// with a limit also when p99 is above it; with --memory when a program keeps growing.

#include "tests/bench/bench_json.h"
#include "tests/fault/approval_memory.h"
#include "tests/fault/node_crowd.h"
#include "tests/fault/shared_world.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <optional>

using namespace hotswap;

namespace {

constexpr int kWaitMs = 60'000; // a hang, not a goal

/// When nodes get commands, told by their thread.
class Arrivals {
public:
    void note() {
        const std::lock_guard lock(m_mutex);
        m_times.push_back(bench::nowNs());
        m_changed.notify_all();
    }
    void forget() {
        const std::lock_guard lock(m_mutex);
        m_times.clear();
    }
    /// The first since forget(); nothing: none came in time.
    std::optional<std::int64_t> first() {
        std::unique_lock lock(m_mutex);
        const bool came =
            m_changed.wait_for(lock, std::chrono::milliseconds(kWaitMs), [this] { return !m_times.empty(); });
        return came ? std::optional(m_times.front()) : std::nullopt;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::int64_t> m_times;
};

struct Round {
    double stored = 0;  ///< ms from voting until the vote was answered
    double command = 0; ///< ms from voting until a node had its command
};

std::optional<Approval> pendingOf(shared::Session& session, const DeploymentId& deployment) {
    const auto all =
        session.store().reader().approvals(session.identity().tenant, {ApprovalState::Pending}, 100);
    for (const Approval& approval : all.ok() ? *all : std::vector<Approval>{}) {
        if (approval.deployment == deployment) {
            return approval;
        }
    }
    return std::nullopt;
}

/// Nothing: something went wrong.
std::optional<Round> once(fault::SharedWorld& world, shared::Session& requester, shared::Session& approver,
                          const std::string& version, Arrivals& arrivals) {
    arrivals.forget();
    const auto id = world.submit(requester, "storefront", version);
    std::optional<Approval> approval;
    if (!id.ok() || !fault::SharedWorld::waitFor(
                        [&] { return (approval = pendingOf(approver, *id)).has_value(); }, kWaitMs)) {
        return std::nullopt;
    }
    const std::int64_t begin = bench::nowNs();
    const auto since = [&](std::int64_t ns) { return static_cast<double>(ns - begin) / 1e6; };
    const auto voted = approver.service().execute(
        approver.identity(),
        ports::requests::CastVote{approval->id, VoteDecision::Approve, approval->planDigest, ""},
        IdempotencyKey{"vote-" + id->value});
    if (!voted.ok()) {
        std::fprintf(stderr, "%s\n", describe(voted.error()).c_str());
        return std::nullopt;
    }
    Round round;
    round.stored = since(bench::nowNs());
    const auto first = arrivals.first();
    const auto end = world.waitForEnd(requester, *id);
    const bool gone = !pendingOf(requester, *id);
    if (!first || *first < begin || !end || end->state != DeploymentState::Succeeded || !gone) {
        return std::nullopt;
    }
    round.command = since(*first);
    return round;
}

/// The numbers; nothing: a round went wrong.
std::optional<std::vector<Round>> measure(fault::SharedWorld& world, int rounds, Arrivals& arrivals) {
    const auto requester = world.session("operator");
    const auto approver = world.session("approver");
    std::vector<Round> done;
    for (int i = 0; requester && approver && i < rounds; ++i) {
        const auto round = once(world, *requester, *approver, i % 2 == 0 ? "1.0.0" : "1.1.0", arrivals);
        if (!round) {
            std::fprintf(stderr, "round %d went wrong\n", i + 1);
            return std::nullopt;
        }
        done.push_back(*round);
    }
    return done.empty() ? std::nullopt : std::optional(std::move(done));
}

/// p99 of the way to the node, in ms.
double print(const std::vector<Round>& rounds) {
    std::vector<double> stored;
    std::vector<double> commands;
    for (const Round& round : rounds) {
        stored.push_back(round.stored);
        commands.push_back(round.command);
    }
    const bench::Report report("approval", 1);
    for (const auto& [name, q] : {std::pair{"p50", 0.5}, {"p99", 0.99}, {"worst", 1.0}}) {
        report.line("hotswap", std::string("vote to answer ") + name, bench::quantile(stored, q), "ms");
        report.line("hotswap", std::string("vote to command ") + name, bench::quantile(commands, q), "ms");
    }
    report.line("hotswap", "vote to command, the very first", commands.front(), "ms");
    report.diskYardstick(QDir::tempPath().toStdString());
    return bench::quantile(commands, 0.99);
}

fault::SharedWorld::Setup setupFor(int approvals) {
    fault::SharedWorld::Setup setup{.agents = 2, .nodes = 0, .environment = "Staging"};
    setup.packages = fault::SharedWorld::Packages::Empty;
    if (approvals > 0) {
        setup.agents = 1;
        setup.modules = fault::ApprovalMemory::modules();
    }
    return setup;
}

fault::CrowdSetup nodeOf(const fault::SharedWorld& world) {
    fault::CrowdSetup node;
    node.nodes = 1;
    node.tenant = world.tenant();
    node.environment = world.environment();
    node.trust = world.trust();
    node.token = world.token();
    node.gateways = world.gateways();
    return node;
}

/// What a node's machine remembers for the tests' sake is not to be counted, so it is a process of its own.
std::unique_ptr<fault::Program> nodeApart(const fault::SharedWorld& world) {
    QStringList arguments{QStringLiteral("--node"), QString::fromStdString(world.trust().string()),
                          QString::fromStdString(world.environment().value),
                          QString::fromStdString(world.token())};
    for (const std::string& gateway : world.gateways()) {
        arguments << QString::fromStdString(gateway);
    }
    return std::make_unique<fault::Program>(QCoreApplication::applicationFilePath(), arguments,
                                            QStringLiteral("/dev/null"));
}

/// Is the node of nodeApart() until the process is ended.
int beNode(const QStringList& words) {
    constexpr int kWordsBefore = 3;
    if (words.size() <= kWordsBefore) {
        return 1;
    }
    fault::CrowdSetup node;
    node.nodes = 1;
    node.tenant = TenantId{"acme"};
    node.trust = words[0].toStdString();
    node.environment = EnvironmentId{words[1].toStdString()};
    node.token = words[2].toStdString();
    for (const QString& gateway : words.mid(kWordsBefore)) {
        node.gateways.push_back(gateway.toStdString());
    }
    fault::NodeCrowd crowd(std::move(node));
    return crowd.start().ok() ? QCoreApplication::exec() : 1;
}

bool present(fault::SharedWorld& world) {
    const bool came = fault::SharedWorld::waitFor(
        [&] { return world.database().value("SELECT count(*) FROM hotswap.node WHERE serving") == "1"; },
        kWaitMs);
    if (!came) {
        std::fputs("the node did not come up\n", stderr);
    }
    return came;
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
    option("rounds", "how many approvals are measured one after the other", "30");
    option("limit-ms", "most that p99 from vote to command may be; 0: only shown", "0");
    option("memory", "so many approvals, and what the programs keep of them", "0");
    option("approve-every", "with --memory: every so manieth is approved, the others are rejected", "10");
    parser.addOption({QStringLiteral("node"), QStringLiteral("used by the program itself")});
    parser.process(application);
    if (parser.isSet(QStringLiteral("node"))) {
        return beNode(parser.positionalArguments());
    }
    const auto number = [&](const char* name) { return parser.value(QString::fromLatin1(name)).toInt(); };
    const int approvals = number("memory");
    fault::SharedWorld world(setupFor(approvals));
    if (!world.start()) {
        std::fputs("the installation did not come up\n", stderr);
        return 1;
    }
    if (approvals > 0) {
        const auto node = nodeApart(world);
        const bool good =
            present(world) && fault::ApprovalMemory(world, approvals, number("approve-every")).run();
        return good ? 0 : 1;
    }
    Arrivals arrivals;
    fault::CrowdSetup setup = nodeOf(world);
    setup.commanded = [&](const NodeId&, const CommandId&) { arrivals.note(); };
    fault::NodeCrowd crowd(std::move(setup));
    if (!crowd.start().ok() || !present(world)) {
        return 1;
    }
    const auto rounds = measure(world, number("rounds"), arrivals);
    if (!rounds) {
        return 1;
    }
    const double p99 = print(*rounds);
    return number("limit-ms") == 0 || p99 <= number("limit-ms") ? 0 : 1;
}
