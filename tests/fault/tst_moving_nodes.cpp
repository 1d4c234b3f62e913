// SPDX-License-Identifier: Apache-2.0
// Nodes whose gateway is killed or cut off move to another one in the middle of a rollout, and it ends right.

#include "tests/fault/shared_world.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>

using namespace hotswap;
using fault::OwnNetwork;
using fault::SharedWorld;

namespace {

constexpr int kAfterKillMs = 3'000; // the link breaks at once: back-off, a new dial, hello
constexpr int kAfterCutMs = 20'000; // ping 10 s, its answer 5 s, then the same
constexpr Duration kBetween{3'000};

/// Who holds the node's session; empty: nobody or not known.
std::string gatewayOf(SharedWorld& world, shared::Session& console, std::size_t node) {
    const auto row = console.store().fleet().node(world.tenant(), NodeId{"node-" + std::to_string(node)});
    return row.ok() ? row->gateway.value : std::string();
}

} // namespace

class MovingNodesTest : public QObject {
    Q_OBJECT

private:
    /// Agent at whose gateway the node is: the holder's name has its process in it. -1: none.
    static int agentOf(SharedWorld& world, const std::string& gateway) {
        for (std::size_t i = 0; i < world.agents(); ++i) {
            if (gateway.find("-" + std::to_string(world.agent(i).pid()) + "-") != std::string::npos) {
                return static_cast<int>(i);
            }
        }
        return -1;
    }

    /// Hurts the gateway of node 0 in the middle of a rollout; how long until its nodes are elsewhere.
    static void moves(SharedWorld& world, const std::function<void(std::size_t)>& hurt, int limitMs) {
        QVERIFY(world.start());
        const auto console = world.session("operator");
        const auto first = world.submit(*console, "storefront", "1.0.0");
        QVERIFY2(first.ok(), first.ok() ? "" : describe(first.error()).c_str());
        QVERIFY(world.waitForEnd(*console, *first)->state == DeploymentState::Succeeded);
        const auto second = world.submitRolling(*console, "storefront", "1.1.0", kBetween);
        QVERIFY(second.ok());
        QVERIFY(SharedWorld::waitFor([&] {
            const auto row = console->store().reader().deployment(world.tenant(), *second);
            return row.ok() && row->nodesChanged >= 1;
        }));
        const std::string old = gatewayOf(world, *console, 0);
        const int agent = agentOf(world, old);
        QVERIFY2(agent >= 0, old.c_str());
        std::vector<std::size_t> concerned;
        for (std::size_t i = 0; i < world.nodes(); ++i) {
            if (gatewayOf(world, *console, i) == old) {
                concerned.push_back(i);
            }
        }
        QElapsedTimer clock;
        clock.start();
        hurt(static_cast<std::size_t>(agent));
        QVERIFY(SharedWorld::waitFor(
            [&] {
                return std::all_of(concerned.begin(), concerned.end(), [&](std::size_t node) {
                    const std::string now = gatewayOf(world, *console, node);
                    return now != old && agentOf(world, now) >= 0;
                });
            },
            limitMs));
        qInfo("%zu nodes moved to another gateway within %lld ms", concerned.size(),
              static_cast<long long>(clock.elapsed()));
        const auto end = world.waitForEnd(*console, *second);
        QVERIFY(end && end->state == DeploymentState::Succeeded);
        QCOMPARE(end->nodesChanged, static_cast<std::uint32_t>(world.nodes()));
        for (std::size_t i = 0; i < world.nodes(); ++i) {
            QVERIFY(world.runs(i, "storefront").starts_with("1.1.0"));
        }
    }

private Q_SLOTS:
    void whenTheirGatewayIsKilled() {
        SharedWorld world({.agents = 3, .nodes = 3});
        moves(
            world, [&](std::size_t agent) { world.agent(agent).signal(SIGKILL); }, kAfterKillMs);
    }

    void whenTheirGatewayIsCutOff() {
        QString why;
        if (!OwnNetwork::make(why)) {
            QSKIP(qPrintable(why));
        }
        SharedWorld world({.agents = 3, .nodes = 3, .reach = fault::Reach::OwnNetwork});
        moves(
            world, [&](std::size_t agent) { world.network(agent).cut(OwnNetwork::Way::Nodes); }, kAfterCutMs);
    }
};

QTEST_GUILESS_MAIN(MovingNodesTest)
#include "tst_moving_nodes.moc"
