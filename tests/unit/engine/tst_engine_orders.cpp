// SPDX-License-Identifier: Apache-2.0
// Orders to fleets as leaders carry them out: once on each node, over changes of leader and lost commits.
#include "tests/unit/engine/engine_fixture.h"

#include <QTest>

using namespace hotswap;
using namespace hotswap::engine;
using namespace std::chrono_literals;

namespace {

FleetOrder orderOf(EngineFixture& f, const std::string& id, OrderKind kind, int nodes) {
    FleetOrder order;
    order.id = OrderId(id);
    order.kind = kind;
    order.scope = f.scope("Development");
    if (kind == OrderKind::Drain || kind == OrderKind::Undrain) {
        order.scope.module = ModuleName(std::string(kNodeWideModule));
    }
    for (int i = 0; i < nodes; ++i) {
        order.nodes.push_back(f.node("Development", i).id);
    }
    order.requestedBy = UserId("operator");
    order.reason = "why";
    return order;
}

bool give(EngineFixture& f, const FleetOrder& order) {
    ports::Transaction tx;
    tx.tenant = TenantId("lab");
    tx.orders.push_back({ports::OrderChange::Kind::Put, order});
    return f.memory.store().commit(tx).ok();
}

bool release(EngineFixture& f, const std::string& id) {
    ports::Transaction tx;
    tx.tenant = TenantId("lab");
    FleetOrder ended = f.memory.orders().order(TenantId("lab"), OrderId(id))->order;
    ended.open = false;
    tx.orders.push_back({ports::OrderChange::Kind::Update, ended});
    return f.memory.store().commit(tx).ok();
}

OrderSummary summary(EngineFixture& f, const std::string& id) {
    return *f.memory.orders().order(TenantId("lab"), OrderId(id));
}

NodeState stateOf(EngineFixture& f, int number) {
    return f.memory.fleet().node(TenantId("lab"), f.node("Development", number).id)->state;
}

} // namespace

class EngineOrdersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drainsEachNodeOnceAndLeadsNoLonger() {
        EngineFixture f;
        f.fleet("Development", 3);
        f.engine();
        QVERIFY(give(f, orderOf(f, "o1", OrderKind::Drain, 2)));
        f.run(5s);
        QCOMPARE(summary(f, "o1").confirmed, 2U);
        QVERIFY(!summary(f, "o1").order.open);
        QVERIFY(stateOf(f, 0) == NodeState::Drained);
        QVERIFY(stateOf(f, 2) == NodeState::Running);
        QCOMPARE(f.obeyed[CommandAction::Drain], 2);
        QCOMPARE(f.engine().stats().leading, 0U);
        QVERIFY(give(f, orderOf(f, "o2", OrderKind::Undrain, 2)));
        f.run(5s);
        QVERIFY(stateOf(f, 0) == NodeState::Running);
        QCOMPARE(f.obeyed[CommandAction::Undrain], 2);
    }

    void survivesAChangeOfLeader() {
        EngineFixture f;
        f.fleet("Development", 4);
        f.engine("one");
        f.nodesObey = false; // nobody takes the commands before the leader is gone
        QVERIFY(give(f, orderOf(f, "o1", OrderKind::Drain, 4)));
        f.run(2s);
        QCOMPARE(summary(f, "o1").confirmed, 0U);
        QVERIFY(summary(f, "o1").order.fence != Fence{});
        f.engines.clear();
        f.clock.advance(10s); // its lease runs out
        f.engine("two");
        f.nodesObey = true;
        f.run(10s);
        QCOMPARE(summary(f, "o1").confirmed, 4U);
        QVERIFY(!summary(f, "o1").order.open);
        QCOMPARE(f.obeyed[CommandAction::Drain], 4);
    }

    void aTakenCommandIsNotGivenAgainByTheNextLeader() {
        EngineFixture f;
        f.fleet("Development", 2);
        f.engine("one");
        f.nodesObey = false;
        QVERIFY(give(f, orderOf(f, "o1", OrderKind::Drain, 2)));
        f.run(2s);
        const auto taken = f.memory.commands().take(
            TenantId("lab"), {f.node("Development", 0).id, f.node("Development", 1).id}, {}, 10);
        QCOMPARE(taken->size(), std::size_t{2});
        f.engines.clear();
        f.clock.advance(10s);
        f.engine("two");
        f.run(5s);
        QCOMPARE(f.signer.commands.size(), std::size_t{2}); // nothing else was written
        for (const SignedCommand& wire : *taken) {
            Node row = *f.memory.fleet().node(TenantId("lab"), wire.node);
            f.obey(row, f.signer.commands.at(wire.id));
        }
        f.run(5s);
        QVERIFY(!summary(f, "o1").order.open);
        QCOMPARE(f.obeyed[CommandAction::Drain], 2);
    }

    void aLostCommitChangesNothingTwice() {
        EngineFixture f;
        f.fleet("Development", 3);
        f.engine();
        f.run(1s);
        f.store.unknownAfter = 1;
        QVERIFY(give(f, orderOf(f, "o1", OrderKind::Drain, 3)));
        f.run(10s);
        QCOMPARE(summary(f, "o1").confirmed, 3U);
        QCOMPARE(f.obeyed[CommandAction::Drain], 3);
    }

    void waitsForANodeThatIsOffline() {
        EngineFixture f;
        f.fleet("Development", 2);
        Node away = f.node("Development", 1);
        away.state = NodeState::Offline;
        QVERIFY(f.memory.fleet().putNodes({away}).ok());
        f.engine();
        QVERIFY(give(f, orderOf(f, "o1", OrderKind::Drain, 2)));
        f.run(1min);
        QCOMPARE(summary(f, "o1").confirmed, 1U);
        QVERIFY(summary(f, "o1").order.open);
        QVERIFY(f.memory.fleet().putNodes({f.node("Development", 1)}).ok());
        f.run(3s);
        QVERIFY(!summary(f, "o1").order.open);
        QCOMPARE(summary(f, "o1").confirmed, 2U);
    }

    void givesUpNodesThatNeverAnswer() {
        EngineFixture f;
        f.fleet("Development", 1);
        Node away = f.node("Development", 0);
        away.state = NodeState::Offline;
        QVERIFY(f.memory.fleet().putNodes({away}).ok());
        f.engine();
        QVERIFY(give(f, orderOf(f, "o1", OrderKind::Drain, 1)));
        f.run(limits::kOrderLifetime + 5s);
        QVERIFY(!summary(f, "o1").order.open);
        QCOMPARE(summary(f, "o1").failed, 1U);
        const auto nodes = f.memory.orders().orderNodes(TenantId("lab"), OrderId("o1"));
        QVERIFY(nodes->front().reason == ErrorCode::Timeout);
    }

    void aLaterOrderOvertakesAnEarlierOne() {
        EngineFixture f;
        f.fleet("Development", 2);
        f.engine();
        f.nodesObey = false;
        QVERIFY(give(f, orderOf(f, "o1", OrderKind::Drain, 2)));
        f.run(2s);
        QVERIFY(give(f, orderOf(f, "o2", OrderKind::Undrain, 2)));
        f.run(2s);
        f.nodesObey = true;
        f.run(5s);
        QVERIFY(!summary(f, "o1").order.open);
        QCOMPARE(summary(f, "o2").confirmed, 2U);
        QCOMPARE(f.obeyed[CommandAction::Drain], 0);
    }

    void aStoppedLineMovesNothingUntilItIsReleased() {
        EngineFixture f;
        f.fleet("Development", 4);
        f.engine();
        const DeploymentId id = f.submit("Development", "1.0.0", [](DeploymentSpec& spec) {
            spec.policy.strategy.inFlightMax = 1;
            spec.policy.gate.minHealthyTime = Duration{3'000};
        });
        f.run(3s);
        QCOMPARE(f.state(id), "running");
        QVERIFY(f.append(id, {events::Paused{PauseReason::Operator, UserId("operator"), "stop"}}).ok());
        QVERIFY(give(f, orderOf(f, "s1", OrderKind::Stop, 4)));
        const Fence before = f.memory.leases().list()->front().fence;
        f.run(5s);
        QCOMPARE(summary(f, "s1").confirmed, 4U);
        QVERIFY(summary(f, "s1").order.open);
        QVERIFY(summary(f, "s1").order.fence > before); // a new term: what was written before is refused
        const int applied = f.obeyed[CommandAction::Apply];
        f.run(1min);
        QCOMPARE(f.obeyed[CommandAction::Apply], applied);
        QCOMPARE(f.obeyed[CommandAction::Stop], 4); // each once
        QVERIFY(f.append(id, {events::PauseEnded{PauseReason::Operator, UserId("operator")}}).ok());
        f.run(10s);
        QCOMPARE(f.obeyed[CommandAction::Apply], applied); // even if somebody ended the pause
        QVERIFY(release(f, "s1"));
        f.run(2min);
        QCOMPARE(f.state(id), "succeeded");
    }
};

QTEST_APPLESS_MAIN(EngineOrdersTest)
#include "tst_engine_orders.moc"
