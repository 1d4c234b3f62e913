// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/expect.h"
#include "tests/contract/rows.h"
#include "tests/contract/suites.h"

namespace hotswap::contract {

namespace {

using Change = ports::OrderChange::Kind;

const Scope kNodes{kTenant, kScope.environment, ModuleName{std::string(kNodeWideModule)}};
constexpr Duration kTerm{5'000};

FleetOrder orderOf(const std::string& id, OrderKind kind, std::vector<std::string> nodes = {"n1", "n2"}) {
    FleetOrder order;
    order.id = OrderId{id};
    order.kind = kind;
    order.scope = kind == OrderKind::Drain || kind == OrderKind::Undrain ? kNodes : kScope;
    for (const std::string& name : nodes) {
        order.nodes.emplace_back(name);
    }
    order.requestedBy = UserId{"ann"};
    order.reason = "works on rack 7";
    order.open = kind != OrderKind::Release;
    return order;
}

ports::Transaction changing(Change kind, FleetOrder order) {
    ports::Transaction tx = transaction(order.scope.tenant);
    tx.orders.push_back({kind, std::move(order)});
    return tx;
}

ports::Lease lead(StoreFixture& fixture, const Scope& scope = kNodes) {
    return fixture.leases().acquire(scope, HolderId{"agent-1"}, kTerm).value();
}

ports::Transaction commanding(const ports::Lease& lease, const FleetOrder& order,
                              std::vector<SignedCommand> commands) {
    ports::Transaction tx = transaction();
    tx.proof = proofOf(lease);
    tx.commandsFor = ports::orderStream(order.id);
    tx.commands = std::move(commands);
    return tx;
}

Receipt answer(const std::string& id, const std::string& node, ReceiptOutcome outcome, ErrorCode reason) {
    Receipt row = receipt(id, node, kNodes);
    row.outcome = outcome;
    row.reason = reason;
    return row;
}

} // namespace

void OrdersContract::keepsAnOrderAsItWasGiven() {
    const auto fixture = m_factory();
    const FleetOrder given = orderOf("o1", OrderKind::Drain);
    EXPECT_OK(fixture->store().commit(changing(Change::Put, given)));
    const auto open = fixture->orders().openOrders(kNodes);
    EXPECT_OK(open);
    QCOMPARE(open->size(), std::size_t{1});
    FleetOrder stored = open->front();
    QVERIFY(stored.requestedAt == *fixture->store().now());
    stored.requestedAt = {};
    QVERIFY(stored == given);
    EXPECT_ERROR(fixture->store().commit(changing(Change::Put, given)), ErrorCode::AlreadyExists);
    QVERIFY(fixture->orders().openOrders(kScope)->empty());
    EXPECT_OK(fixture->store().commit(changing(Change::Put, orderOf("o2", OrderKind::Undrain))));
    const auto all = fixture->orders().orders(kTenant, {}, 10);
    QCOMPARE(all->size(), std::size_t{2});
    QCOMPARE(all->front().order.id.value, std::string("o2")); // newest first
    QVERIFY(fixture->orders().orders(kTenant, EnvironmentId{"QA"}, 10)->empty());
    EXPECT_ERROR(fixture->orders().orders(kTenant, {}, 0), ErrorCode::InvalidArgument);
}

void OrdersContract::countsReceipts() {
    const auto fixture = m_factory();
    const FleetOrder order = orderOf("o1", OrderKind::Drain, {"n1", "n2", "n3", "n4"});
    EXPECT_OK(fixture->store().commit(changing(Change::Put, order)));
    const ports::Lease lease = lead(*fixture);
    EXPECT_OK(fixture->store().commit(
        commanding(lease, order, {command("c1", "n1"), command("c2", "n2"), command("c3", "n3")})));
    EXPECT_OK(fixture->commands().storeReceipts(
        {answer("c1", "n1", ReceiptOutcome::Applied, ErrorCode::Internal),
         answer("c2", "n2", ReceiptOutcome::Failed, ErrorCode::Timeout),
         answer("c3", "n3", ReceiptOutcome::Refused, ErrorCode::Expired)})); // commanded again: it waits
    const auto summary = fixture->orders().order(kTenant, order.id);
    EXPECT_OK(summary);
    QCOMPARE(summary->total, 4U);
    QCOMPARE(summary->confirmed, 1U);
    QCOMPARE(summary->failed, 1U);
    QVERIFY(fixture->orders().orders(kTenant, {}, 10)->front() == *summary);
    const auto nodes = fixture->orders().orderNodes(kTenant, order.id);
    QVERIFY(nodes->at(0).state == OrderNode::State::Confirmed);
    QVERIFY(nodes->at(1).state == OrderNode::State::Failed);
    QVERIFY(nodes->at(1).reason == ErrorCode::Timeout);
    QVERIFY(nodes->at(2).state == OrderNode::State::Waiting);
    QVERIFY(nodes->at(3).state == OrderNode::State::Waiting);
}

void OrdersContract::stopsAScopeOnce() {
    const auto fixture = m_factory();
    QVERIFY(!*fixture->orders().stopOf(kScope));
    EXPECT_OK(fixture->store().commit(changing(Change::Put, orderOf("s1", OrderKind::Stop))));
    EXPECT_ERROR(fixture->store().commit(changing(Change::Put, orderOf("s2", OrderKind::Stop))),
                 ErrorCode::TransitionRefused);
    QCOMPARE((*fixture->orders().stopOf(kScope))->id.value, std::string("s1"));
    FleetOrder ended = orderOf("s1", OrderKind::Stop);
    ended.open = false;
    ports::Transaction release = changing(Change::Update, ended);
    release.orders.push_back({Change::Put, orderOf("r1", OrderKind::Release, {})});
    EXPECT_OK(fixture->store().commit(release));
    QVERIFY(!*fixture->orders().stopOf(kScope));
    EXPECT_OK(fixture->store().commit(changing(Change::Put, orderOf("s2", OrderKind::Stop))));
}

void OrdersContract::closesForGood() {
    const auto fixture = m_factory();
    FleetOrder order = orderOf("o1", OrderKind::Drain);
    EXPECT_OK(fixture->store().commit(changing(Change::Put, order)));
    const ports::Lease lease = lead(*fixture);
    order.open = false;
    order.fence = lease.fence;
    order.givenUp = {NodeId{"n2"}};
    ports::Transaction tx = changing(Change::Update, order);
    tx.proof = proofOf(lease);
    EXPECT_OK(fixture->store().commit(tx));
    QVERIFY(fixture->orders().openOrders(kNodes)->empty());
    const auto stored = fixture->orders().order(kTenant, order.id);
    QVERIFY(stored->order.givenUp == order.givenUp);
    QVERIFY(stored->order.fence == lease.fence);
    QCOMPARE(stored->failed, 1U);
    EXPECT_ERROR(fixture->store().commit(tx), ErrorCode::AlreadyDecided);
    FleetOrder unknown = orderOf("o9", OrderKind::Drain);
    ports::Transaction none = changing(Change::Update, unknown);
    none.proof = proofOf(lease);
    EXPECT_ERROR(fixture->store().commit(none), ErrorCode::NotFound);
    none.proof->scope = kScope;
    EXPECT_ERROR(fixture->store().commit(none), ErrorCode::InvalidArgument);
}

void OrdersContract::givesLeadersTheLatestCommandOfEachNode() {
    const auto fixture = m_factory();
    const FleetOrder order = orderOf("o1", OrderKind::Drain);
    EXPECT_OK(fixture->store().commit(changing(Change::Put, order)));
    const ports::Lease lease = lead(*fixture);
    EXPECT_OK(fixture->store().commit(commanding(lease, order, {command("c1", "n1"), command("c2", "n2")})));
    ports::Transaction voids = transaction();
    voids.proof = proofOf(lease);
    voids.voidCommands = {CommandId{"c1"}};
    EXPECT_OK(fixture->store().commit(voids));
    const auto voided = fixture->orders().orderCommands(kTenant, order.id);
    QVERIFY(voided->at(0).state == ports::CommandState::Void);
    EXPECT_OK(fixture->store().commit(commanding(lease, order, {command("c3", "n1")})));
    const auto commands = fixture->orders().orderCommands(kTenant, order.id);
    EXPECT_OK(commands);
    QCOMPARE(commands->size(), std::size_t{2});
    QCOMPARE(commands->at(0).command.value, std::string("c3"));
    QCOMPARE(commands->at(0).node.value, std::string("n1"));
    QVERIFY(commands->at(0).state == ports::CommandState::Pending);
    QVERIFY(commands->at(0).fence == lease.fence);
    QVERIFY(commands->at(0).queuedAt == *fixture->store().now());
    QVERIFY(!commands->at(1).receipt);
}

void OrdersContract::isWorkForALeader() {
    const auto fixture = m_factory();
    QVERIFY(!fixture->store().scopeDeployments(kNodes)->hasOrders);
    EXPECT_OK(fixture->store().commit(submit(deploymentId(1))));
    EXPECT_OK(fixture->store().commit(changing(Change::Put, orderOf("o1", OrderKind::Drain))));
    QVERIFY(fixture->store().scopeDeployments(kNodes)->hasOrders);
    QVERIFY(!fixture->store().scopeDeployments(kScope)->hasOrders);
    QVERIFY(*fixture->store().scopesWithWork() == (std::vector<Scope>{kScope, kNodes}));
}

void OrdersContract::hidesOtherTenantsOrders() {
    const auto fixture = m_factory();
    FleetOrder theirs = orderOf("o1", OrderKind::Drain);
    theirs.scope.tenant = kOther;
    EXPECT_OK(fixture->store().commit(changing(Change::Put, theirs)));
    EXPECT_ERROR(fixture->orders().order(kTenant, theirs.id), ErrorCode::NotFound);
    EXPECT_ERROR(fixture->orders().orderNodes(kTenant, theirs.id), ErrorCode::NotFound);
    QVERIFY(fixture->orders().orders(kTenant, {}, 10)->empty());
    EXPECT_OK(fixture->store().commit(changing(Change::Put, orderOf("o1", OrderKind::Drain)))); // own ids
    ports::Transaction foreign = changing(Change::Put, theirs);
    foreign.tenant = kTenant;
    EXPECT_ERROR(fixture->store().commit(foreign), ErrorCode::InvalidArgument);
}

} // namespace hotswap::contract
