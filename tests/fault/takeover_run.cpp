// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/takeover_run.h"

#include "tests/fault/old_commands.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTest>

#include <csignal>
#include <cstdio>

namespace hotswap::fault {

namespace {

constexpr int kLookMs = 5;
constexpr int kLimitMs = 30'000;
constexpr int kRecoverMs = 30'000;
constexpr std::size_t kAhead = 3; // deployments that wait their turn, so that the lease is never given back

} // namespace

TakeoverRun::TakeoverRun(SharedWorld& world) : m_world(world), m_console(world.session("operator")) {}

bool TakeoverRun::beginResting() {
    Policy policy = m_world.quickPolicy(StrategyKind::Rolling);
    policy.strategy.batch = Amount{Amount::Unit::Nodes, 1};
    policy.strategy.betweenBatches = Duration{3'600'000};
    policy.gate.progressDeadline = Duration{24 * 3'600'000};
    const auto answer =
        m_world.submit(*m_console, m_world.request("storefront", "1.0.0", std::move(policy)), "one");
    if (!answer.ok()) {
        std::fprintf(stderr, "%s\n", describe(answer.error()).c_str());
        return false;
    }
    return SharedWorld::waitFor([&] { return leader() >= 0; });
}

bool TakeoverRun::beginBusy() {
    m_busy = true;
    return SharedWorld::waitFor([&] {
        keepBusy();
        return leader() >= 0 && m_submitted > static_cast<int>(kAhead) + 1;
    });
}

void TakeoverRun::keepBusy() {
    if (!m_busy) {
        return;
    }
    while (!m_waiting.empty()) {
        const auto row = m_console->store().reader().deployment(m_world.tenant(), m_waiting.front());
        if (!row.ok() || !isTerminal(row->state)) {
            break;
        }
        m_waiting.pop_front();
    }
    while (m_waiting.size() < kAhead) {
        const auto id = m_world.submit(*m_console, "storefront", m_submitted % 2 == 0 ? "1.0.0" : "1.1.0");
        if (!id.ok()) {
            return;
        }
        m_waiting.push_back(*id);
        ++m_submitted;
    }
}

int TakeoverRun::leader() {
    const auto found = m_world.leader(*m_console);
    if (!found) {
        return -1;
    }
    m_fence = found->fence;
    return found->agent;
}

void TakeoverRun::hurt(std::size_t agent, Hurt how) {
    switch (how) {
    case Hurt::Kill: m_world.agent(agent).signal(SIGKILL); return;
    case Hurt::Terminate: m_world.agent(agent).signal(SIGTERM); return;
    case Hurt::Stop: m_world.agent(agent).signal(SIGSTOP); return;
    case Hurt::Cut: m_world.network(agent).cut(OwnNetwork::Way::Database); return;
    }
}

double TakeoverRun::once(Hurt how) {
    int old = -1;
    if (!SharedWorld::waitFor([&] {
            keepBusy();
            return (old = leader()) >= 0;
        })) {
        m_problem = "nobody leads";
        return -1;
    }
    const auto index = static_cast<std::size_t>(old);
    const Fence before = m_fence;
    const qsizetype saidBefore = m_world.said(index).size();
    QElapsedTimer timer;
    timer.start();
    hurt(index, how);
    double took = -1;
    while (took < 0 && timer.elapsed() < kLimitMs) {
        (void)QTest::qWaitFor([&] { return leader() >= 0 && m_fence > before; }, kLookMs);
        took = m_fence > before ? static_cast<double>(timer.nsecsElapsed()) / 1e6 : -1;
    }
    if (took < 0) {
        m_problem = "nobody took over";
        return -1;
    }
    return recover(index, how, saidBefore) ? took : -1;
}

bool TakeoverRun::waitUntilSaid(std::size_t agent, qsizetype saidBefore, QString& line) {
    static const QRegularExpression kLost(QStringLiteral("^.*has lost.*$"),
                                          QRegularExpression::MultilineOption);
    return SharedWorld::waitFor(
        [&] {
            keepBusy();
            line = kLost.match(m_world.said(agent), saidBefore).captured();
            return !line.isEmpty();
        },
        kRecoverMs);
}

/// The old leader comes back and must see that it leads no more.
bool TakeoverRun::recover(std::size_t agent, Hurt how, qsizetype saidBefore) {
    QString line;
    if (how == Hurt::Kill || how == Hurt::Terminate) {
        m_world.agent(agent).kill();
        m_world.startAgent(agent);
        (void)m_world.agent(agent).lineAfter(QStringLiteral("gateway "));
        return true;
    }
    if (how == Hurt::Stop) {
        m_world.agent(agent).signal(SIGCONT);
    }
    if (!waitUntilSaid(agent, saidBefore, line)) {
        m_problem = "the old leader does not know that it leads no more";
        return false;
    }
    if (how == Hurt::Cut) {
        static const QRegularExpression kLeft(
            QStringLiteral("; (-?\\d+) ms before the lease's end, last issued (-?\\d+) ms"));
        const auto left = kLeft.match(line);
        m_leastLeft = std::min(m_leastLeft, left.captured(1).toDouble());
        m_leastLeftIssued = std::min(m_leastLeftIssued, left.captured(2).toDouble());
        m_world.network(agent).mend(OwnNetwork::Way::Database);
    }
    // Two more deployments end: what was on its way when the old leader came back has had its time.
    const int until = m_submitted + 2;
    if (!SharedWorld::waitFor([&] {
            keepBusy();
            return m_submitted >= until;
        })) {
        m_problem = "the load does not go on";
        return false;
    }
    m_problem = m_world.agent(agent).running() ? "" : "the old leader is gone";
    return m_problem.empty();
}

bool TakeoverRun::nodesObeyOnlyTheLeader() {
    m_busy = false;
    for (const DeploymentId& id : m_waiting) {
        const auto end = m_world.waitForEnd(*m_console, id);
        if (!end || end->state != DeploymentState::Succeeded) {
            std::fprintf(stderr, "a deployment did not succeed\n");
            return false;
        }
    }
    std::vector<std::filesystem::path> nodes;
    for (std::size_t i = 0; i < m_world.nodes(); ++i) {
        nodes.push_back(m_world.nodeState(i));
    }
    const Accepted calm = acceptedCommands(nodes);
    const auto refused = sendOldCommand(m_world, *m_console, 0, "sent-on-purpose-1");
    const Accepted after = acceptedCommands(nodes);
    std::printf("commands of an old epoch accepted: %zu (of %zu commands accepted over %llu epochs)\n",
                after.old, after.commands, static_cast<unsigned long long>(m_fence.epoch));
    const bool right =
        refused && refused->outcome == ReceiptOutcome::Refused && refused->reason == ErrorCode::EpochStale;
    std::printf("one sent on purpose, signed with the real key: %s\n", right ? "refused as of an old epoch"
                                                                       : refused ? "NOT refused"
                                                                                 : "NOT answered");
    // A node that has forgotten its fences takes it: the count is able to see one.
    m_world.node(0).kill();
    std::filesystem::remove_all(nodes[0] / "fence");
    m_world.startNode(0);
    (void)sendOldCommand(m_world, *m_console, 0, "sent-on-purpose-2");
    const Accepted planted = acceptedCommands(nodes);
    std::printf("one to a node whose fences were taken away: the count is then %zu\n", planted.old);
    std::fflush(stdout);
    return calm.whole && calm.commands > 0 && after.old == 0 && right && planted.old == 1;
}

} // namespace hotswap::fault
